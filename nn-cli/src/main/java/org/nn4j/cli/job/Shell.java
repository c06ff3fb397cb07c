package org.nn4j.cli.job;

import java.util.regex.Pattern;

/** Words as a shell reads them. */
final class Shell {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:+@%,=-]+");

  private Shell() {}

  /** Quotes a word if it needs to be. */
  static String quote(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
