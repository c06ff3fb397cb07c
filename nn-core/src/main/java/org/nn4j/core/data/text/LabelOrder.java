package org.nn4j.core.data.text;

import java.util.Comparator;

/**
 * The order of category labels: numbers by their value, so that 10 follows 9, then texts by their
 * characters.
 */
public final class LabelOrder implements Comparator<String> {
  /** The one instance. */
  public static final LabelOrder INSTANCE = new LabelOrder();

  private LabelOrder() {}

  @Override
  public int compare(String a, String b) {
    // A text parses as NaN, which Double.compare puts behind every number.
    int byNumber = Double.compare(Decimals.parse(a), Decimals.parse(b));
    return byNumber != 0 ? byNumber : a.compareTo(b);
  }
}
