package org.nn4j.experiment.config;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.checkpoint.Every;

/**
 * The formats of values that are times, {@code 1h30m} or {@code 5 min}, or tell how often something
 * is done, {@code 10 epochs}.
 */
final class TimeFormats {
  private static final Pattern TIME =
      Pattern.compile(
          "(?:(\\d{1,5})\\s*(?:h|hours?)\\s*)?"
              + "(?:(\\d{1,7})\\s*(?:m|min|minutes?)\\s*)?"
              + "(?:(\\d{1,9})\\s*(?:s|sec|seconds?)\\s*)?"
              + "(?:(\\d{1,9})\\s*ms)?");
  private static final Pattern COUNT = Pattern.compile("(?:(\\d{1,18})\\s*)?(epoch|step)s?");

  private TimeFormats() {}

  static ValueFormat<Duration> duration() {
    return new ValueFormat.Scalar<>(
        "TIME",
        "a time above 0 such as 90s, 5m or 1h30m",
        (text, base) -> {
          requireUnit(text, "%1$ss, %1$sm or %1$sh");
          return parse(text);
        },
        TimeFormats::print);
  }

  /** How often; a time, or a number of steps or epochs. */
  static ValueFormat<Every> every() {
    return new ValueFormat.Scalar<>(
        "TIME|N epochs|N steps",
        "a time such as 90s or 5m, or such as '10 epochs' or '500 steps'",
        (text, base) -> {
          requireUnit(text, "%1$ss, %1$sm, '%1$s epochs' or '%1$s steps'");
          return parseEvery(text);
        },
        TimeFormats::print);
  }

  private static void requireUnit(String text, String units) {
    if (NumberFormats.isNumber(text)) {
      throw new IllegalArgumentException(
          "'" + text + "' has no unit; write " + String.format(Locale.ROOT, units, text));
    }
  }

  /** Reads a time, or returns null if the text is not a time or is 0. */
  private static @Nullable Duration parse(String text) {
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

  private static String print(Duration time) {
    return part(time.toHours(), "h")
        + part(time.toMinutesPart(), "m")
        + part(time.toSecondsPart(), "s")
        + part(time.toMillisPart(), "ms");
  }

  private static String part(long count, String unit) {
    return count == 0 ? "" : count + unit;
  }

  /** Reads how often, or returns null if the text does not say it. */
  private static @Nullable Every parseEvery(String text) {
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

  private static String print(Every every) {
    return every.unit() == Every.Unit.NANOSECONDS
        ? print(Duration.ofNanos(every.count()))
        : every.count() + " " + every.unit().name().toLowerCase(Locale.ROOT);
  }
}
