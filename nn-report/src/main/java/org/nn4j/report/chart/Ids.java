package org.nn4j.report.chart;

import java.util.Locale;

/** Names of figures made from other names. */
final class Ids {
  private Ids() {}

  /** Returns a name with what an id cannot hold as underscores. */
  static String of(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("_$", "");
  }
}
