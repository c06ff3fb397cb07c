package org.nn4j.spark;

import org.apache.spark.SparkContext;
import org.nn4j.core.InputException;

/** How many tasks a cluster runs at a time, which is the most that can train together. */
final class Slots {
  /** How long executors may take to come, in milliseconds. */
  private static final long PATIENCE = 4000;

  /** How long an executor may take to come in the place of one that died. */
  private static final long REPLACEMENT = 60_000;

  private static final long PAUSE = 50;

  private Slots() {}

  /**
   * Returns how many tasks are to train together: as many as wanted, or as there are slots.
   *
   * @param wanted the number that is wanted, or 0 for any
   * @throws InputException if there are fewer slots, or their number changes
   */
  static int of(SparkContext context, int wanted) {
    if (context.conf().getBoolean("spark.dynamicAllocation.enabled", false)) {
      throw new InputException(
          "all tasks of a training run at the same time, for which Spark needs a fixed number of"
              + " executors; set spark.dynamicAllocation.enabled to false");
    }
    int slots = await(context, Math.max(1, wanted), PATIENCE);
    if (slots < Math.max(1, wanted)) {
      throw new InputException(
          "executors: "
              + (wanted == 0 ? "no task can run" : wanted + " tasks are to train together")
              + " but the cluster runs "
              + slots
              + " at a time; set fewer executors, or more of spark.executor.instances,"
              + " spark.executor.cores or the master's local[N], or a lower spark.task.cpus");
    }
    return wanted == 0 ? slots : wanted;
  }

  /**
   * Returns how many tasks are to train together after an executor died: as many as before if
   * another one comes in its place, else fewer.
   *
   * @throws InputException if no task can run
   */
  static int again(SparkContext context, int before) {
    return of(context, Math.min(before, Math.max(1, await(context, before, REPLACEMENT))));
  }

  private static int await(SparkContext context, int wanted, long patience) {
    int slots = slots(context);
    for (long waited = 0; slots < wanted && waited < patience; waited += PAUSE) {
      pause();
      slots = slots(context);
    }
    return slots;
  }

  private static int slots(SparkContext context) {
    return context.maxNumConcurrentTasks(context.resourceProfileManager().defaultResourceProfile());
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InputException("interrupted while waiting for executors", e);
    }
  }
}
