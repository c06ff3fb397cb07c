package org.nn4j.core.preprocess;

import org.nn4j.api.Checks;

/**
 * How a numeric feature is prepared.
 *
 * @param imputation what replaces a missing value
 * @param constant the number that does with {@link Imputation#CONSTANT}
 * @param scaling how values are scaled after that
 * @param missingIndicator whether a further input says which values are missing, if any of the
 *     training rows' is
 */
public record NumericOptions(
    Imputation imputation, double constant, Scaling scaling, boolean missingIndicator) {
  /** The mean for missing values, then standardized. */
  public static final NumericOptions DEFAULT =
      new NumericOptions(Imputation.MEAN, 0, Scaling.STANDARDIZE);

  /**
   * Checks the constant.
   *
   * @throws IllegalArgumentException if it is not finite
   */
  public NumericOptions {
    Checks.finite("constant", constant);
  }

  /** Prepares a feature without an input for missing values. */
  public NumericOptions(Imputation imputation, double constant, Scaling scaling) {
    this(imputation, constant, scaling, false);
  }
}
