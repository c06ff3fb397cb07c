package org.nn4j.experiment;

import java.util.List;
import java.util.stream.Collectors;
import org.nn4j.core.text.Words;
import org.nn4j.experiment.search.SearchOutcome;

/**
 * What a search found.
 *
 * <p>The best trial is chosen by its score, which flatters it: judge it by rows that no trial has
 * looked at, {@code with("test", 0.2)}.
 */
public final class SearchResult {
  /** Most trials that {@link #toString} tells. */
  private static final int SHOWN = 10;

  private final SearchOutcome outcome;
  private final Experiment best;

  SearchResult(SearchOutcome outcome, Experiment best) {
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

  /** Returns the best score and what it is of, and a line for each of the best trials. */
  @Override
  public String toString() {
    List<Trial> trials = trials();
    int more = trials.size() - SHOWN;
    return "Searched: "
        + (metric() + " " + Trial.number(trials.get(0).score()))
        + (" is the best of " + Words.count(trials.size(), "trial") + ", judged by " + judgedBy())
        + trials.stream().limit(SHOWN).map(trial -> "\n" + trial).collect(Collectors.joining())
        + (more > 0 ? "\n… and " + more + " more" : "");
  }
}
