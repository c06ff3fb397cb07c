package org.nn4j.experiment.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sizes of memory as users write them: {@code 512MB}, a kilobyte being 1024 bytes. */
public final class Sizes {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,15})\\s*([KMGT]?)B?");
  private static final List<String> UNITS = List.of("", "K", "M", "G", "T");
  private static final int STEP = 10;

  /** What a size looks like, for messages. */
  public static final String RULE = "a size such as 512MB or 2GB";

  private Sizes() {}

  /** Reads a size in bytes, or returns null if the text is not a size or too large. */
  public static @Nullable Long parse(String text) {
    Matcher matcher = SIZE.matcher(text.toUpperCase(Locale.ROOT));
    if (!matcher.matches()) {
      return null;
    }
    long count = Long.parseLong(matcher.group(1));
    int shift = STEP * UNITS.indexOf(matcher.group(2));
    return count > Long.MAX_VALUE >> shift ? null : count << shift;
  }

  /** Returns the shortest text that stands for exactly so many bytes. */
  public static String print(long bytes) {
    int unit =
        bytes == 0 ? 0 : Math.min(UNITS.size() - 1, Long.numberOfTrailingZeros(bytes) / STEP);
    return (bytes >> (STEP * unit)) + UNITS.get(unit) + "B";
  }
}
