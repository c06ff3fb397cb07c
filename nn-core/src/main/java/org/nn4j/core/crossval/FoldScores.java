package org.nn4j.core.crossval;

import java.util.List;
import java.util.Map;
import org.nn4j.core.data.split.Fold;
import org.nn4j.core.training.MetricValues;

/**
 * How well the model of a fold does on the rows that it did not learn from.
 *
 * @param fold the fold
 * @param values the metrics and the loss, with the reasons where they are undefined
 * @param thresholds the probability above which the fold's model decides for the second of two
 *     classes, or for each label
 */
public record FoldScores(Fold fold, MetricValues values, List<Double> thresholds) {

  /** Copies the list. */
  public FoldScores {
    thresholds = List.copyOf(thresholds);
  }

  /** Returns the metrics by name, then {@code loss}; NaN where one is undefined. */
  public Map<String, Double> metrics() {
    return values.values();
  }
}
