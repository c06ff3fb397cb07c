package org.nn4j.core.data.text;

import java.util.Collection;
import java.util.regex.Pattern;

/**
 * Recognizes dates and times of day: {@code 2024-01-31}, {@code 31.01.2024}, {@code 1/31/24},
 * {@code 31 Jan 2024}, {@code 12:30}, {@code 2024-01-31T12:30:00Z}.
 */
public final class DateTexts {
  private static final String TIME =
      "\\d{1,2}:\\d{2}(:\\d{2}([.,]\\d{1,9})?)?( ?[ap]\\.?m\\.?)?( ?(z|utc|gmt|[+-]\\d{2}:?(\\d{2})?))?";
  private static final String MONTH =
      "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.?";
  private static final String PART = "(0?[1-9]|[12]\\d|3[01])";
  private static final String DATE =
      ("(\\d{4}(?<a>[-/.])" + PART + "\\k<a>" + PART)
          + ("|" + PART + "(?<b>[-/.])" + PART + "\\k<b>\\d{4}")
          + ("|" + PART + "(?<c>[-/])" + PART + "\\k<c>\\d{2}")
          + ("|" + PART + "[-. ]{1,2}" + MONTH + "[-, ]{1,2}\\d{2,4}")
          + ("|" + MONTH + " " + PART + ",? \\d{4})");
  private static final Pattern FORM =
      Pattern.compile(
          "(" + DATE + "([t ,]{1,2}" + TIME + ")?|" + TIME + ")", Pattern.CASE_INSENSITIVE);

  private DateTexts() {}

  /** Returns whether there are texts and all are dates or times. */
  public static boolean all(Collection<String> texts) {
    return !texts.isEmpty() && texts.stream().allMatch(text -> FORM.matcher(text).matches());
  }
}
