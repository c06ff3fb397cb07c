package org.nn4j.core.preprocess;

/** What the labels of a category become. */
public enum CategoryEncoding {
  /** An input for each label, 1 for its own and 0 for the others; zeros where it is missing. */
  ONE_HOT,
  /**
   * One input: −1 for the first of two labels, 1 for the second, 0 where it is missing. Other than
   * two labels become inputs as by {@link #ONE_HOT}.
   */
  SIGN,
  /**
   * One input for a layer that looks it up: the label's number from 1, or 0 where it is missing.
   */
  CODE,
  /**
   * What suits the number of labels: {@link #SIGN} for two, {@link #CODE} for many, {@link
   * #ONE_HOT} otherwise. For options; a feature has one of the others.
   */
  AUTO
}
