package org.nn4j.core.training;

/** Decides after every epoch whether training has gone far enough; the plan's epochs bound it. */
@FunctionalInterface
public interface StopCriterion {
  /** Trains all the epochs planned. */
  StopCriterion NEVER = history -> false;

  /** Tells whether to stop, given all epochs so far. */
  boolean reached(History history);

  /** Stops after an epoch whose training loss fell by less than {@code tolerance}. */
  static StopCriterion lossFallsByLessThan(double tolerance) {
    return history -> {
      int n = history.epochs().size();
      return n > 1
          && history.epochs().get(n - 2).loss() - history.epochs().get(n - 1).loss() < tolerance;
    };
  }

  /** Stops once the watched loss is at most {@code target}. */
  static StopCriterion lossAtMost(double target) {
    return history -> history.last().watchedLoss() <= target;
  }
}
