package org.nn4j.core.diagnosis;

import java.util.List;

/** Lists in messages of one line. */
final class Listing {
  /** What of a longer list is told by name. */
  private static final int SHOWN = 5;

  private Listing() {}

  /** Returns the first items and how many more there are. */
  static String of(List<String> items) {
    return String.join(", ", items.subList(0, Math.min(SHOWN, items.size())))
        + (items.size() > SHOWN ? " and " + (items.size() - SHOWN) + " more" : "");
  }
}
