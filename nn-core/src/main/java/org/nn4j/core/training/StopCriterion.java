package org.nn4j.core.training;

import org.nn4j.api.Checks;

/** Decides after every epoch whether to stop; the plan's epochs are the upper bound. */
@FunctionalInterface
public interface StopCriterion {
  /** Trains all the epochs planned. */
  StopCriterion NEVER = history -> false;

  /**
   * Returns whether to stop, given all epochs so far, of which there is at least one. It must
   * depend on them alone, so that a run that is resumed stops where it would have.
   */
  boolean reached(History history);

  /** Returns why it stops, for reports. */
  default String reason(History history) {
    return "the stop criterion is met";
  }

  /**
   * Checks before training that the criterion can be asked.
   *
   * @param epochs what is evaluated after every epoch
   * @throws IllegalArgumentException or {@link org.nn4j.core.InputException} otherwise
   */
  default void requireFit(EpochMetrics epochs) {}

  /** Returns a criterion that stops when this one or another does. */
  default StopCriterion or(StopCriterion other) {
    StopCriterion first = this;
    return new StopCriterion() {
      @Override
      public boolean reached(History history) {
        return first.reached(history) || other.reached(history);
      }

      @Override
      public String reason(History history) {
        return first.reached(history) ? first.reason(history) : other.reason(history);
      }

      @Override
      public void requireFit(EpochMetrics epochs) {
        first.requireFit(epochs);
        other.requireFit(epochs);
      }
    };
  }

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

  /**
   * Stops after an epoch for which a condition holds: {@code accuracy >= 0.97}, {@code
   * validation_loss <= 0.1}, {@code epoch >= 5}.
   *
   * @param condition {@code loss}, {@code validation_loss}, the name of one of the plan's metrics
   *     or {@code epoch}, then {@code >=} or {@code <=}, and a number
   * @throws org.nn4j.core.InputException if it is none
   */
  static StopCriterion when(String condition) {
    return MetricThreshold.parse(condition);
  }
}
