package org.nn4j.experiment.config;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * Which characters the locale can encode in file names and arguments: in the locale C, the default
 * of many containers, only those of ASCII.
 */
public final class LocaleEncoding {
  /** The encoding that Java uses for file names; it cannot be changed once the program runs. */
  private static final String ENCODING = "sun.jnu.encoding";

  private LocaleEncoding() {}

  /** Returns what is wrong with a text in this locale, and what to do, or null if nothing is. */
  public static @Nullable String fault(String text) {
    String encoding = System.getProperty(ENCODING, "UTF-8");
    return !Charset.isSupported(encoding) || Charset.forName(encoding).newEncoder().canEncode(text)
        ? null
        : "'"
            + text
            + "' has letters that the locale has no codes for ("
            + encoding
            + "); set LC_ALL=C.UTF-8, or another locale of UTF-8 that locale -a lists";
  }
}
