package org.nn4j.core.training;

import org.nn4j.api.TrainingClock;

/** The trainer's own clock. */
final class Clock implements TrainingClock, Stateful {
  static final String STEPS = "training.steps";
  static final String EPOCHS = "training.epochs";

  private final long stepsPerEpoch;
  private final long totalEpochs;
  private long step;
  private long epoch;

  Clock(long stepsPerEpoch, long totalEpochs) {
    this.stepsPerEpoch = stepsPerEpoch;
    this.totalEpochs = totalEpochs;
  }

  void finishStep() {
    step++;
  }

  void finishEpoch() {
    epoch++;
  }

  @Override
  public void save(TrainingState state) {
    state.put(STEPS, step);
    state.put(EPOCHS, epoch);
  }

  @Override
  public void restore(TrainingState state) {
    step = state.integers(STEPS, 1)[0];
    epoch = state.integers(EPOCHS, 1)[0];
  }

  @Override
  public long step() {
    return step;
  }

  @Override
  public long epoch() {
    return epoch;
  }

  @Override
  public long stepsPerEpoch() {
    return stepsPerEpoch;
  }

  @Override
  public long totalEpochs() {
    return totalEpochs;
  }

  /** How long a run has taken, including the time before it was resumed. */
  static final class Stopwatch implements Stateful {
    private static final String SECONDS = "training.seconds";

    private double before;
    private long started = System.nanoTime();

    void start() {
      started = System.nanoTime();
    }

    double seconds() {
      return before + (System.nanoTime() - started) * 1e-9;
    }

    @Override
    public void save(TrainingState state) {
      state.put(SECONDS, seconds());
    }

    @Override
    public void restore(TrainingState state) {
      before = state.numbers(SECONDS, 1)[0];
    }
  }
}
