package org.nn4j.experiment;

import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.text.Words;
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

  /** Returns {@code trial 7: 0.9733 with batch 16, optimizer.lr 0.0021}. */
  @Override
  public String toString() {
    return "trial "
        + number
        + (": " + (failure == null ? number(score) : "failed"))
        + values.entrySet().stream()
            .map(value -> value.getKey() + " " + value.getValue())
            .collect(Collectors.joining(", ", " with ", ""))
        + (failure == null ? "" : ": " + failure);
  }

  static String number(double score) {
    return Double.isNaN(score) ? "undefined" : Words.number(score);
  }
}
