package org.nn4j.experiment.search;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.experiment.config.Settings;

/**
 * What a search found.
 *
 * @param plan what was searched, and how
 * @param files what was written
 * @param trials all trials, the best first
 * @param bestSettings the complete settings of the best
 * @param before how many of them were done before
 * @param seconds how long the others took
 */
public record SearchOutcome(
    SearchPlan plan,
    Files files,
    List<TrialResult> trials,
    Settings bestSettings,
    int before,
    double seconds) {

  /** Copies the list. */
  public SearchOutcome {
    trials = List.copyOf(trials);
  }

  /**
   * The files of a search.
   *
   * @param results the file of the trials, or null if there is none or the last trials could not be
   *     written
   * @param best the file of the best settings, or null if there is none or they could not be
   *     written
   * @param unwritten why the trials or the best settings could not be written at the end
   */
  public record Files(@Nullable Path results, @Nullable Path best, List<String> unwritten) {
    /** Copies the list. */
    public Files {
      unwritten = List.copyOf(unwritten);
    }
  }

  /** Returns the best trial. */
  public TrialResult best() {
    return trials.get(0);
  }
}
