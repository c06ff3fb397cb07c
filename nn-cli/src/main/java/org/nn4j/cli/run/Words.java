package org.nn4j.cli.run;

import java.util.Locale;

/** Constants as users write them. */
public final class Words {
  private Words() {}

  /** Returns a constant's name in lower case. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
