package org.nn4j.cli.run;

import java.nio.file.Path;
import java.util.List;

/**
 * What a search found.
 *
 * @param choice how it was searched
 * @param keys what was tried
 * @param ranking which trial is best
 * @param judgedBy what the scores are of, in words
 * @param tested whether rows are held out for a test, which no trial has looked at
 * @param trials all trials, the best first
 * @param before how many of them were done before
 * @param unwritten why trials or the best settings could not be written in the end
 * @param seconds how long the others took
 */
public record SearchOutcome(
    SearchChoice choice,
    List<String> keys,
    Ranking ranking,
    String judgedBy,
    boolean tested,
    List<Trial> trials,
    int before,
    List<String> unwritten,
    double seconds) {

  /** Copies the lists. */
  public SearchOutcome {
    keys = List.copyOf(keys);
    trials = List.copyOf(trials);
    unwritten = List.copyOf(unwritten);
  }

  /** Returns the best trial. */
  public Trial best() {
    return trials.get(0);
  }

  /** Returns the file of the trials. */
  public Path results() {
    return choice.results();
  }
}
