package org.nn4j.core.preprocess;

import org.nn4j.api.TargetKind;

/** How numbers are shifted and scaled. */
public enum Scaling {
  /** To mean 0 and standard deviation 1 (of the population: divisor n). */
  STANDARDIZE,
  /** Such that the training rows span [0, 1]. */
  MIN_MAX,
  /** Not at all. */
  NONE;

  /**
   * Returns the scaling that suits a regression's targets: real numbers are standardized, so that
   * the loss has one size whatever their unit; counts and probabilities would lose their meaning.
   */
  public static Scaling forTargets(TargetKind kind) {
    return kind == TargetKind.REAL ? STANDARDIZE : NONE;
  }
}
