package org.nn4j.core.data.text;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes and reads dates and times of day: {@code 2024-01-31}, {@code 31.01.2024}, {@code
 * 1/31/24}, {@code Wed, 31 Jan 2024}, {@code January 31st, 2024}, {@code 12:30}, {@code
 * 2024-01-31T12:30:00Z}. Names are English, whatever the locale.
 */
public final class DateTexts {
  private static final String TIME =
      "(?<hour>\\d{1,2}):(?<minute>\\d{2})(:(?<second>\\d{2})([.,](?<fraction>\\d{1,9}))?)?"
          + "( ?(?<half>[ap])\\.?m\\.?)?( ?(z|utc|gmt|[+-]\\d{2}:?(\\d{2})?))?(\\[[^\\]]{1,40}])?";
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final String MONTH = "(" + String.join("|", MONTHS) + ")[a-z]{0,6}\\.?";
  private static final String PART = "(0?[1-9]|[12]\\d|3[01])";
  private static final String ORDINAL = "(st|nd|rd|th)?";
  private static final String DATE =
      "((mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\\.?,? )?"
          + "((?<y1>\\d{4})(?<a>[-/.])(?<m1>PART)\\k<a>(?<d1>PART)"
          + "|(?<p2>PART)(?<b>[-/.])(?<q2>PART)\\k<b>(?<y2>\\d{4})"
          + "|(?<p3>PART)(?<c>[-/])(?<q3>PART)\\k<c>(?<y3>\\d{2})"
          + "|(?<d4>PART)ORDINAL[-. ]{1,2}(?<m4>MONTH)[-, ]{1,2}(?<y4>\\d{4}|\\d{2})"
          + "|(?<m5>MONTH) (?<d5>PART)ORDINAL,? (?<y5>\\d{4}))";
  private static final Pattern FORM =
      Pattern.compile(
          "("
              + DATE.replace("ORDINAL", ORDINAL).replace("PART", PART).replace("MONTH", MONTH)
              + "([t ,]{1,2}"
              + TIME
              + ")?|"
              + TIME.replace("?<", "?<only")
              + ")",
          Pattern.CASE_INSENSITIVE);

  /** Years of two digits are from 1969 to 2068, as POSIX has them. */
  private static final int FIRST_SHORT_YEAR = 69;

  private static final Pattern COMPACT = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})");

  /**
   * A date, a time of day, or both, as they are written: an offset from UTC is left out.
   *
   * @param date the date, or null
   * @param time the time, or null
   */
  public record Moment(@Nullable LocalDate date, @Nullable LocalTime time) {

    /** Returns it as ISO 8601 has it, a text that stands for it. */
    @Override
    public String toString() {
      return date == null
          ? String.valueOf(time)
          : time == null ? date.toString() : date + "T" + time;
    }
  }

  private DateTexts() {}

  /** Returns whether there are texts and all look like dates or times. */
  public static boolean all(Collection<String> texts) {
    return !texts.isEmpty() && texts.stream().allMatch(text -> FORM.matcher(text).matches());
  }

  /**
   * Reads a date or time.
   *
   * @param dayFirst whether of two numbers before a year the day is the first, as it always is
   *     where dots divide them: {@code 31/01/2024} rather than {@code 01/31/2024}
   * @return null if it is none, or none that there is
   */
  public static @Nullable Moment parse(String text, boolean dayFirst) {
    Matcher compact = COMPACT.matcher(text);
    try {
      if (compact.matches()) {
        return new Moment(
            LocalDate.of(number(compact, 1), number(compact, 2), number(compact, 3)), null);
      }
      Matcher form = FORM.matcher(text);
      return form.matches() ? moment(form, dayFirst) : null;
    } catch (DateTimeException e) {
      return null; // no such day, 30 February, or time, 25:00
    }
  }

  private static Moment moment(Matcher form, boolean dayFirst) {
    if (form.group("onlyhour") != null) {
      return new Moment(null, time(form, "only"));
    }
    return new Moment(date(form, dayFirst), form.group("hour") == null ? null : time(form, ""));
  }

  private static LocalDate date(Matcher form, boolean dayFirst) {
    if (form.group("y1") != null) {
      return LocalDate.of(number(form, "y1"), number(form, "m1"), number(form, "d1"));
    }
    if (form.group("y2") != null) {
      boolean first = dayFirst || ".".equals(form.group("b"));
      return LocalDate.of(
          number(form, "y2"), number(form, first ? "q2" : "p2"), number(form, first ? "p2" : "q2"));
    }
    if (form.group("y3") != null) {
      return LocalDate.of(
          year(form.group("y3")),
          number(form, dayFirst ? "q3" : "p3"),
          number(form, dayFirst ? "p3" : "q3"));
    }
    String group = form.group("y4") != null ? "4" : "5";
    String month = form.group("m" + group).substring(0, 3).toLowerCase(Locale.ROOT);
    return LocalDate.of(
        year(form.group("y" + group)), MONTHS.indexOf(month) + 1, number(form, "d" + group));
  }

  private static int year(String digits) {
    int year = Integer.parseInt(digits);
    return digits.length() > 2 ? year : year < FIRST_SHORT_YEAR ? 2000 + year : 1900 + year;
  }

  private static LocalTime time(Matcher form, String prefix) {
    int hour = number(form, prefix + "hour");
    String half = form.group(prefix + "half");
    if (half != null) {
      if (hour < 1 || hour > 12) {
        throw new DateTimeException("no hour of half a day: " + hour);
      }
      hour = hour % 12 + (half.equalsIgnoreCase("p") ? 12 : 0);
    }
    String second = form.group(prefix + "second");
    String fraction = form.group(prefix + "fraction");
    return LocalTime.of(
        hour,
        number(form, prefix + "minute"),
        second == null ? 0 : Integer.parseInt(second),
        fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9)));
  }

  private static int number(Matcher form, String group) {
    return Integer.parseInt(form.group(group));
  }

  private static int number(Matcher form, int group) {
    return Integer.parseInt(form.group(group));
  }
}
