package org.nn4j.optim;

import org.nn4j.api.Checks;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.TrainingClock;

/**
 * A rate that drops by a factor whenever the monitored loss has stopped falling, by PyTorch's rules
 * with {@code mode=min, threshold_mode=rel}. Counts epochs.
 *
 * <p>After each epoch the loss is better if it is below best − threshold·|best| (for losses ≥ 0,
 * which PyTorch has in mind, its best·(1 − threshold)); NaN is not better. After more than {@code
 * patience} epochs in a row without a better loss the rate η becomes max(η·factor, min_lr), unless
 * that changes it by no more than {@code eps}; {@code cooldown} epochs then pass before bad ones
 * are counted again.
 *
 * @param factor factor of a drop, in [0, 1)
 * @param patience tolerated epochs without improvement, at least 0
 * @param threshold relative improvement that counts, in [0, 1)
 * @param cooldown epochs after a drop that are not counted, at least 0
 * @param minLr minimum rate, at least 0
 * @param eps minimum change of the rate, at least 0
 */
public record ReduceOnPlateau(
    double factor, int patience, double threshold, int cooldown, double minLr, double eps)
    implements LearningRateSchedule {
  private static final int BEST = 0;
  private static final int BAD_EPOCHS = 1;
  private static final int COOLDOWN = 2;
  private static final int DROPS = 3;

  /** Creates the schedule with PyTorch's defaults. */
  public ReduceOnPlateau() {
    this(0.1, 10, 1e-4, 0, 0, 1e-8);
  }

  /**
   * Creates the schedule.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public ReduceOnPlateau {
    Checks.inRange("factor", factor, 0, 1);
    Checks.atLeast("patience", patience, 0);
    Checks.inRange("threshold", threshold, 0, 1);
    Checks.atLeast("cooldown", cooldown, 0);
    Checks.nonNegative("min_lr", minLr);
    Checks.nonNegative("eps", eps);
  }

  @Override
  public String name() {
    return "reduce_on_plateau";
  }

  @Override
  public String description() {
    return "times factor whenever the loss stops falling";
  }

  @Override
  public double rate(double baseRate, TrainingClock clock, double[] state) {
    double rate = baseRate;
    for (int i = 0; i < state[DROPS]; i++) {
      double lower = Math.max(rate * factor, minLr);
      if (rate - lower <= eps) {
        break;
      }
      rate = lower;
    }
    return rate;
  }

  @Override
  public int stateSize() {
    return 4;
  }

  @Override
  public void initialise(double[] state) {
    // Not infinity, from which no relative improvement can be computed.
    state[BEST] = Double.MAX_VALUE;
  }

  @Override
  public void observe(double loss, double[] state) {
    if (loss < state[BEST] - threshold * Math.abs(state[BEST])) {
      state[BEST] = loss;
      state[BAD_EPOCHS] = 0;
    } else {
      state[BAD_EPOCHS]++;
    }
    if (state[COOLDOWN] > 0) {
      state[COOLDOWN]--;
      state[BAD_EPOCHS] = 0;
    }
    if (state[BAD_EPOCHS] > patience) {
      state[DROPS]++;
      state[COOLDOWN] = cooldown;
      state[BAD_EPOCHS] = 0;
    }
  }
}
