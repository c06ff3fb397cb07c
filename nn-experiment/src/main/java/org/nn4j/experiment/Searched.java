package org.nn4j.experiment;

import java.util.List;
import org.nn4j.experiment.search.SearchOutcome;

/**
 * What a search found.
 *
 * <p>The best trial is chosen by its score, which flatters it: judge it by rows that no trial has
 * looked at, {@code with("test", 0.2)}.
 */
public final class Searched {
  private final SearchOutcome outcome;
  private final Experiment best;

  Searched(SearchOutcome outcome, Experiment best) {
    this.outcome = outcome;
    this.best = best;
  }

  /** Returns the experiment with the complete settings of the best trial, ready to be trained. */
  public Experiment best() {
    return best;
  }

  /** Returns all trials, the best first. */
  public List<Trial> trials() {
    return outcome.trials().stream()
        .map(trial -> new Trial(trial, outcome.plan().ranking().metric()))
        .toList();
  }

  /** Returns the name of the metric that the trials are ranked by. */
  public String metric() {
    return outcome.plan().ranking().metric();
  }

  /** Returns in words what the trials are judged by, such as {@code 30 validation rows}. */
  public String judgedBy() {
    return outcome.plan().judgedBy();
  }

  /** Returns a line for each trial, the best first. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    trials().forEach(trial -> text.append(trial).append('\n'));
    return text.toString();
  }
}
