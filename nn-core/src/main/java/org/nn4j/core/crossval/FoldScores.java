package org.nn4j.core.crossval;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How well the model of a fold does on the rows that it did not learn from.
 *
 * @param fold the fold
 * @param metrics the metrics by name, then {@code loss}
 */
public record FoldScores(Fold fold, Map<String, Double> metrics) {

  /** Copies the map, keeping its order. */
  public FoldScores {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }
}
