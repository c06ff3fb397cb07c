package org.nn4j.core.training;

/** How long a run has taken, what came before it was resumed included. */
final class Stopwatch implements Stateful {
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
