package org.nn4j.core.preprocess;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Checks;

/**
 * How much each training sample counts: the product of a column's value and its class' weight.
 *
 * @param column a column of weights of at least 0, or null
 * @param balanced true for the class weights n/(K·n_k) of n training rows, n_k of them in class k,
 *     so that each of K classes counts alike; scikit-learn's {@code class_weight="balanced"}
 * @param classes class weights by label, 1 for a label not given; empty if {@code balanced}
 */
public record WeightOptions(
    @Nullable String column, boolean balanced, Map<String, Double> classes) {
  /** Every sample counts 1. */
  public static final WeightOptions NONE = new WeightOptions(null, false, Map.of());

  /**
   * Checks and copies the class weights.
   *
   * @throws IllegalArgumentException if one is negative or not finite, or both kinds are asked for
   */
  public WeightOptions {
    classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
    classes.forEach((label, weight) -> Checks.nonNegative("class weight of " + label, weight));
    if (balanced && !classes.isEmpty()) {
      throw new IllegalArgumentException("class weights are either balanced or given, not both");
    }
  }
}
