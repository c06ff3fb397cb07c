package org.nn4j.core.training;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Asks training to stop, from any thread. It listens to any number of runs, one after another, such
 * as those of the folds of a cross-validation, or at once on several threads: those under way stop
 * after their batch, and each that starts later before its first. Thread-safe.
 */
public class Cancellation implements TrainingListener {
  /** The reason that a run is stopped for, see {@link History#stopped()}. */
  private static final String REASON = "interrupted";

  private final Set<TrainingRun> runs = Collections.newSetFromMap(new WeakHashMap<>());
  private boolean cancelled;

  /** Creates a cancellation that has not been asked for. */
  public Cancellation() {}

  @Override
  public TrainingListener ofMember(int member, int members) {
    return this;
  }

  @Override
  public synchronized void started(TrainingRun run) {
    runs.add(run);
    if (cancelled) {
      run.stop(REASON);
    }
  }

  /** Stops the runs under way, if there are any, and all that start later. */
  public synchronized void cancel() {
    cancelled = true;
    runs.forEach(run -> run.stop(REASON));
  }

  /** Returns whether training was asked to stop. */
  public synchronized boolean cancelled() {
    return cancelled;
  }

  /** Returns whether this ended a run, and not its last epoch or another listener. */
  public boolean ended(History history) {
    return cancelled() && REASON.equals(history.stopped());
  }
}
