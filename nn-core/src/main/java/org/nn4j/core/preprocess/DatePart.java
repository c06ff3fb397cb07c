package org.nn4j.core.preprocess;

import java.time.LocalDate;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.data.text.DateTexts.Moment;

/**
 * What a date or time becomes inputs of. Months, days of the week and hours go round: besides their
 * number there are its sine and cosine, in which December is next to January.
 */
public enum DatePart {
  /** The year. */
  YEAR("year"),
  /** The month from 1 to 12. */
  MONTH("month"),
  /** The day of the month from 1. */
  DAY("day of month"),
  /** The day of the week from 1, Monday, to 7. */
  WEEKDAY("day of week"),
  /** The day of the year from 1. */
  YEARDAY("day of year"),
  /** The hour from 0 to below 24, with minutes and seconds as its fraction. */
  HOUR("hour"),
  /** The days since the earliest date of the training rows, with the time as their fraction. */
  DAYS("days"),
  /** sin(2π·(month − 1)/12). */
  MONTH_SIN("sine of month"),
  /** cos(2π·(month − 1)/12). */
  MONTH_COS("cosine of month"),
  /** sin(2π·(day of week − 1)/7). */
  WEEKDAY_SIN("sine of day of week"),
  /** cos(2π·(day of week − 1)/7). */
  WEEKDAY_COS("cosine of day of week"),
  /** sin(2π·hour/24). */
  HOUR_SIN("sine of hour"),
  /** cos(2π·hour/24). */
  HOUR_COS("cosine of hour"),
  /** 1 where there is no date that can be read, 0 elsewhere. */
  MISSING("missing");

  private static final double SECONDS_OF_HOUR = 3600;
  private static final double SECONDS_OF_DAY = 86_400;

  private final String words;

  DatePart(String words) {
    this.words = words;
  }

  /** Returns what it is called: {@code day of week}. */
  String words() {
    return words;
  }

  FeatureStep.Group group() {
    return compareTo(DAYS) <= 0 ? FeatureStep.Group.NUMBERS : FeatureStep.Group.OTHERS;
  }

  /**
   * Returns the value for a moment, NaN if it does not have this part.
   *
   * @param moment a date, a time or both, or null for a missing one
   * @param origin the day whose {@link #DAYS} are 0, or null if there are times alone
   */
  double of(@Nullable Moment moment, @Nullable LocalDate origin) {
    boolean known = isKnown(moment, origin);
    if (this == MISSING) {
      return known ? 0 : 1;
    }
    if (!known || moment == null) {
      return Double.NaN;
    }
    LocalTime time = moment.time(); // a date without one, among others, begins its day
    double seconds = time == null ? 0 : time.toSecondOfDay();
    LocalDate date = moment.date();
    if (this == HOUR || this == HOUR_SIN || this == HOUR_COS) {
      double hour = seconds / SECONDS_OF_HOUR;
      return this == HOUR ? hour : circle(hour / 24, this == HOUR_SIN);
    }
    if (date == null) {
      return Double.NaN;
    }
    return switch (this) {
      case YEAR -> date.getYear();
      case MONTH -> date.getMonthValue();
      case DAY -> date.getDayOfMonth();
      case WEEKDAY -> date.getDayOfWeek().getValue();
      case YEARDAY -> date.getDayOfYear();
      case DAYS ->
          date.toEpochDay() - (origin == null ? 0 : origin.toEpochDay()) + seconds / SECONDS_OF_DAY;
      case MONTH_SIN, MONTH_COS -> circle((date.getMonthValue() - 1) / 12.0, this == MONTH_SIN);
      case WEEKDAY_SIN, WEEKDAY_COS ->
          circle((date.getDayOfWeek().getValue() - 1) / 7.0, this == WEEKDAY_SIN);
      case HOUR, HOUR_SIN, HOUR_COS, MISSING -> throw new IllegalStateException(name());
    };
  }

  /** Returns whether a moment has what the parts are made of. */
  static boolean isKnown(@Nullable Moment moment, @Nullable LocalDate origin) {
    return moment != null && (origin == null ? moment.time() != null : moment.date() != null);
  }

  private static double circle(double turn, boolean sine) {
    double angle = 2 * Math.PI * turn;
    return sine ? StrictMath.sin(angle) : StrictMath.cos(angle);
  }
}
