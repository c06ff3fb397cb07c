package org.nn4j.core.preprocess;

/** Which of the numbers of a date such as {@code 01/02/2024} is the day. */
public enum DateOrder {
  /** The first: day, month, year. */
  DMY,
  /** The second: month, day, year. */
  MDY,
  /**
   * The one that makes a date; where both do, and mean other days, the column is refused, or the
   * text if a model is to predict from it.
   */
  AUTO
}
