package org.nn4j.core.training;

import java.util.List;
import java.util.Locale;
import org.nn4j.core.InputException;
import org.nn4j.core.network.Network;
import org.nn4j.core.network.ParameterStore;

/** The best epoch of a run so far, with its parameters, and how long ago the last improvement. */
public final class BestEpoch implements Stateful {
  private static final String PREFIX = "training.best.";
  private static final String MONITOR = "training.monitor";
  private static final String BEST = "training.best";

  private final EarlyStopping rule;
  private final Monitor watch;
  private final ParameterStore current;
  private final ParameterStore kept;
  private int epoch;
  private double value;
  private double reference;
  private int waited;

  BestEpoch(EarlyStopping rule, Monitor watch, Network network) {
    this.rule = rule;
    this.watch = watch;
    this.current = network.parameters();
    this.kept = new ParameterStore(current.specs(), current.precision());
    this.value = watch.worst();
    this.reference = watch.worst();
  }

  /** Returns what epochs are judged by. */
  public String monitor() {
    return watch.quantity();
  }

  /** Returns the number of the best epoch from 1, or 0 before there is one. */
  public int epoch() {
    return epoch;
  }

  /** Returns the best epoch's value. */
  public double value() {
    return value;
  }

  /** Returns the best epoch's parameters, which a better epoch overwrites. */
  public ParameterStore parameters() {
    return kept;
  }

  /** Looks at an epoch that has just ended. */
  void observe(EpochResult result) {
    double now = watch.value(result);
    boolean tied = rule.ties() == EarlyStopping.Ties.LAST && epoch > 0 && now == value;
    if (watch.isBetter(now, value, 0) || tied) {
      value = now;
      epoch = result.epoch();
      kept.copyFrom(current);
    }
    count(now);
  }

  private void count(double now) {
    boolean improved = watch.isBetter(now, reference, rule.minDelta());
    reference = improved ? now : reference;
    waited = improved ? 0 : waited + 1;
  }

  /** Looks again at the epochs before a run went on. */
  void replay(List<EpochResult> epochs) {
    epochs.forEach(result -> count(watch.value(result)));
  }

  /** Returns whether too many epochs brought no improvement. */
  boolean exhausted() {
    return waited >= rule.patience();
  }

  String reason() {
    return watch.quantity()
        + " has not improved for "
        + waited
        + (waited == 1 ? " epoch" : " epochs")
        + (rule.minDelta() > 0 ? " by more than " + rule.minDelta() : "")
        + (epoch > 0
            ? String.format(Locale.ROOT, "; the best was %.6g in epoch %d", value, epoch)
            : "");
  }

  /** Goes back to the best epoch's parameters if the rule says so and there is one. */
  boolean restore() {
    boolean wanted = rule.restoreBest() && epoch > 0;
    if (wanted) {
      current.copyFrom(kept);
    }
    return wanted;
  }

  @Override
  public void save(TrainingState state) {
    state.put(MONITOR, watch.quantity());
    if (epoch > 0) {
      state.put(BEST, epoch, value);
      new Stateful.Stored(PREFIX, kept).save(state);
    }
  }

  @Override
  public void restore(TrainingState state) {
    String then = state.has(MONITOR) ? state.text(MONITOR) : "nothing";
    if (!then.equals(watch.quantity())) {
      throw new InputException(
          "resume: early stopping watches "
              + watch.quantity()
              + ", but the run that is resumed watched "
              + then
              + ", so its best parameters by "
              + watch.quantity()
              + " are not known; watch what it did");
    }
    if (state.has(BEST)) {
      double[] best = state.numbers(BEST, 2);
      epoch = (int) best[0];
      value = best[1];
      new Stateful.Stored(PREFIX, kept).restore(state);
    }
  }
}
