package org.nn4j.core.preprocess;

/** What a missing number is replaced by. */
public enum Imputation {
  /** The mean of the training rows' values. */
  MEAN,
  /** The median of the training rows' values, which outliers do not move. */
  MEDIAN,
  /** A given number. */
  CONSTANT
}
