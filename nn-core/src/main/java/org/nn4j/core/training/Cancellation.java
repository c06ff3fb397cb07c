package org.nn4j.core.training;

import org.jspecify.annotations.Nullable;

/**
 * Asks training to stop, from any thread. It listens to runs one after another, such as those of
 * the folds of a cross-validation: the current run stops after its batch, and each later one before
 * its first. Thread-safe.
 */
public class Cancellation implements TrainingListener {
  /** The reason that a run is stopped for, see {@link History#stopped()}. */
  public static final String REASON = "interrupted";

  private @Nullable TrainingRun run;
  private boolean cancelled;

  /** Creates a cancellation that has not been asked for. */
  public Cancellation() {}

  @Override
  public synchronized void started(TrainingRun newRun) {
    run = newRun;
    if (cancelled) {
      newRun.stop(REASON);
    }
  }

  /** Stops the run under way, if there is one, and all that come later. */
  public synchronized void cancel() {
    cancelled = true;
    if (run != null) {
      run.stop(REASON);
    }
  }

  /** Returns the run that started last, or null if none has. */
  public synchronized @Nullable TrainingRun run() {
    return run;
  }

  /** Returns whether training was asked to stop. */
  public synchronized boolean cancelled() {
    return cancelled;
  }
}
