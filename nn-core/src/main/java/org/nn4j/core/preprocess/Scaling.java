package org.nn4j.core.preprocess;

import org.nn4j.api.TargetKind;

/** How numbers are shifted and scaled. */
public enum Scaling {
  /** To mean 0 and standard deviation 1 (of the population: divisor n). */
  STANDARDIZE,
  /** Such that the training rows span [0, 1]. */
  MIN_MAX,
  /** Not at all. */
  NONE,
  /**
   * f((x − median)/(q₇₅ − q₂₅)) with f(z) = z/√(1 + (z/3)²), which far outliers do not leave beyond
   * ±3; divided by half the range instead where the quartiles are one number. Categories that
   * become inputs of 0 and 1 are scaled alike. Of a target, without f, which could not be undone.
   *
   * <p>Source: Holzmüller, Grinsztajn, Steinwart, "Better by default: strong pre-tuned MLPs and
   * boosted trees on tabular data", 2024; without f scikit-learn's {@code RobustScaler}.
   */
  ROBUST,
  /** To a normal distribution, by rank; see {@link NormalQuantiles}. */
  QUANTILE_NORMAL;

  /**
   * Returns the scaling that suits a regression's targets: real numbers are standardized, so that
   * the loss has one size whatever their unit; counts and probabilities would lose their meaning.
   */
  public static Scaling forTargets(TargetKind kind) {
    return kind == TargetKind.REAL ? STANDARDIZE : NONE;
  }
}
