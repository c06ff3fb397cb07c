package org.nn4j.core.training;

import org.nn4j.api.Checks;

/** Decides after every epoch whether training has gone far enough; the plan's epochs bound it. */
@FunctionalInterface
public interface StopCriterion {
  /** Trains all the epochs planned. */
  StopCriterion NEVER = history -> false;

  /** Tells whether to stop, given all epochs so far. */
  boolean reached(History history);

  /**
   * Stops after an epoch whose training loss fell by less than {@code tolerance}, or rose.
   *
   * @throws IllegalArgumentException unless the tolerance is finite and at least 0
   */
  static StopCriterion lossFallsByLessThan(double tolerance) {
    Checks.nonNegative("tolerance", tolerance);
    return history -> {
      int n = history.epochs().size();
      return n > 1
          && history.epochs().get(n - 2).loss() - history.epochs().get(n - 1).loss() < tolerance;
    };
  }

  /**
   * Stops once the watched loss is at most {@code target}.
   *
   * @throws IllegalArgumentException if the target is not finite
   */
  static StopCriterion lossAtMost(double target) {
    Checks.finite("target", target);
    return history -> history.last().watchedLoss() <= target;
  }
}
