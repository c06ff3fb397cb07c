package org.nn4j.experiment.config;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.checkpoint.Every;

/**
 * Times as users write them, {@code 1h30m} or {@code 5 min}, and how often something is done,
 * {@code 10 epochs}.
 */
final class Durations {
  private static final Pattern TIME =
      Pattern.compile(
          "(?:(\\d{1,5})\\s*(?:h|hours?)\\s*)?"
              + "(?:(\\d{1,7})\\s*(?:m|min|minutes?)\\s*)?"
              + "(?:(\\d{1,9})\\s*(?:s|sec|seconds?)\\s*)?"
              + "(?:(\\d{1,9})\\s*ms)?");
  private static final Pattern COUNT = Pattern.compile("(?:(\\d{1,18})\\s*)?(epoch|step)s?");

  private Durations() {}

  /** Reads a time, or returns null if it is none or 0. */
  static @Nullable Duration parse(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    Duration time =
        Duration.ofHours(part(matcher, 1))
            .plusMinutes(part(matcher, 2))
            .plusSeconds(part(matcher, 3))
            .plusMillis(part(matcher, 4));
    return time.isZero() ? null : time;
  }

  private static long part(Matcher matcher, int group) {
    return matcher.group(group) == null ? 0 : Long.parseLong(matcher.group(group));
  }

  static String print(Duration time) {
    return part(time.toHours(), "h")
        + part(time.toMinutesPart(), "m")
        + part(time.toSecondsPart(), "s")
        + part(time.toMillisPart(), "ms");
  }

  private static String part(long count, String unit) {
    return count == 0 ? "" : count + unit;
  }

  /** Reads how often, or returns null if the text is none. */
  static @Nullable Every parseEvery(String text) {
    Matcher matcher = COUNT.matcher(text);
    if (!matcher.matches()) {
      Duration time = parse(text);
      return time == null ? null : Every.time(time);
    }
    long count = matcher.group(1) == null ? 1 : Long.parseLong(matcher.group(1));
    if (count == 0) {
      return null;
    }
    return matcher.group(2).equals("step") ? Every.steps(count) : Every.epochs(count);
  }

  static String print(Every every) {
    return every.unit() == Every.Unit.NANOSECONDS
        ? print(Duration.ofNanos(every.count()))
        : every.count() + " " + every.unit().name().toLowerCase(Locale.ROOT);
  }
}
