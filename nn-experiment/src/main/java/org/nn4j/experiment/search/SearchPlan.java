package org.nn4j.experiment.search;

import java.util.List;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.HoldOut;
import org.nn4j.experiment.config.SearchSpace;
import org.nn4j.experiment.config.Settings;

/**
 * What is searched, and how.
 *
 * @param space the values that are tried
 * @param fixed the settings that all trials share
 * @param choice which trials there are, and where they are written
 * @param ranking which trial is best
 * @param judgedBy what the scores are of, in words
 */
public record SearchPlan(
    SearchSpace space, Settings fixed, SearchChoice choice, TrialRanking ranking, String judgedBy) {

  /** Returns the name of the metric that counts. */
  public String metric() {
    return ranking.metric();
  }

  /** Returns the keys of what is tried. */
  public List<String> keys() {
    return space.keys();
  }

  /** Returns whether rows are held out for a test, which no trial looks at. */
  public boolean tested() {
    return !fixed.get(DataSettings.TEST).equals(HoldOut.NONE);
  }
}
