package org.nn4j.bench.training;

/** A session of a library whose user writes the loop over the batches. */
public abstract class SteppingSession implements Session {
  private final int batches;
  private int next;

  /** Makes a session. */
  protected SteppingSession(int batches) {
    this.batches = batches;
  }

  /** Takes a step on a batch, counted from 0. */
  protected abstract void step(int batch);

  @Override
  public final void pass() {
    for (int i = 0; i < batches; i++) {
      step(i);
    }
  }

  @Override
  public final long train(double seconds) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    long steps = 0;
    do {
      step(next);
      next = (next + 1) % batches;
      steps++;
    } while (System.nanoTime() < end);
    return steps;
  }
}
