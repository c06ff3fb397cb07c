package org.nn4j.experiment.search;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.experiment.config.Settings;

/**
 * What a search found.
 *
 * @param choice how it was searched
 * @param results the file of the trials, or null if there is none or the last of them could not be
 *     written to it
 * @param bestConfig the file of the best settings, or null if there is none or they could not be
 *     written
 * @param keys what was tried
 * @param ranking which trial is best
 * @param judgedBy what the scores are of, in words
 * @param tested whether rows are held out for a test, which no trial has looked at
 * @param trials all trials, the best first
 * @param bestSettings the complete settings of the best
 * @param before how many of them were done before
 * @param unwritten why trials and the best settings could not be written in the end
 * @param seconds how long the others took
 */
public record SearchOutcome(
    SearchChoice choice,
    @Nullable Path results,
    @Nullable Path bestConfig,
    List<String> keys,
    Ranking ranking,
    String judgedBy,
    boolean tested,
    List<Trial> trials,
    Settings bestSettings,
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
}
