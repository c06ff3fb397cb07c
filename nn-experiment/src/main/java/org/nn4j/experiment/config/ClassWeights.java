package org.nn4j.experiment.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much each class counts.
 *
 * @param balanced whether classes count alike, however many samples they have
 * @param byLabel weights by label, empty if none are given
 */
public record ClassWeights(boolean balanced, Map<String, Double> byLabel) {
  /** Every sample counts 1. */
  public static final ClassWeights NONE = new ClassWeights(false, Map.of());

  /** Copies the map, keeping its order. */
  public ClassWeights {
    byLabel = Collections.unmodifiableMap(new LinkedHashMap<>(byLabel));
  }
}
