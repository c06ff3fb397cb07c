package org.nn4j.experiment.search;

import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.nn4j.core.data.Table;
import org.nn4j.core.training.Cancellation;

/** Runs the trials of a search, several at a time perhaps, in other processes. */
public interface TrialExecutor {

  /**
   * Runs trials, each as {@link Search#evaluate} does.
   *
   * @param trials those that are not done yet
   * @param plan what they share
   * @param tables returns the data that a trial learns from, which need no file any more; the same
   *     table for trials that read the same columns
   * @param cancellation asks it to stop
   * @return the results, in the order of the trials; waits for each
   * @throws org.nn4j.core.training.CancelledException if it was cancelled, from the iterator too
   */
  Iterator<TrialResult> run(
      List<PlannedTrial> trials,
      SearchPlan plan,
      Function<PlannedTrial, Table> tables,
      Cancellation cancellation);
}
