package org.nn4j.experiment;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.experiment.search.TrialResult;

/**
 * A trial of a search.
 *
 * @param number its number from 1, in the order of the search
 * @param values the values tried, as texts by key
 * @param score the metric that counts, NaN if it failed
 * @param metrics all metrics by name; means over the folds if there are some
 * @param failure why it failed, or null
 */
public record Trial(
    int number,
    Map<String, String> values,
    double score,
    Map<String, Double> metrics,
    @Nullable String failure) {

  Trial(TrialResult trial, String metric) {
    this(trial.number(), trial.values(), trial.score(metric), trial.metrics(), trial.failure());
  }
}
