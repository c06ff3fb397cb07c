package org.nn4j.core.training;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Checks;

/**
 * Stops training after the batch in which a time is used up. The time that a resumed run took
 * before counts too.
 *
 * <p>How far training gets depends on the machine, and so do the parameters it ends with; those
 * after any given step do not.
 */
public final class TimeBudget implements TrainingListener {
  private final Duration budget;
  private @Nullable TrainingRun run;

  /**
   * Creates a listener.
   *
   * @throws IllegalArgumentException if the budget is not above 0
   */
  public TimeBudget(Duration budget) {
    Checks.positive("time_budget", budget.toNanos() * 1e-9);
    this.budget = budget;
  }

  @Override
  public void started(TrainingRun newRun) {
    run = newRun;
    check();
  }

  @Override
  public void batchDone(int epoch, int batch, int batches, double loss, double rate) {
    check();
  }

  private void check() {
    if (run != null && run.seconds() >= budget.toNanos() * 1e-9) {
      run.stop("the time budget is used up");
    }
  }
}
