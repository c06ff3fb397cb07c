package org.nn4j.core.crossval;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well the model of a fold does on the rows that it did not learn from.
 *
 * @param fold the fold
 * @param metrics the metrics by name, then {@code loss}
 * @param thresholds the probability above which the fold's model decides for the second of two
 *     classes, or for each label
 */
public record FoldScores(Fold fold, Map<String, Double> metrics, List<Double> thresholds) {

  /** Copies the map, keeping its order, and the list. */
  public FoldScores {
    thresholds = List.copyOf(thresholds);
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }
}
