package org.nn4j.core.metric;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;

/**
 * Predicted quantiles in the units of the data.
 *
 * @param levels their levels, ascending, as {@link org.nn4j.api.Loss#quantiles} has them
 * @param values N×levels; N×T where one level is that of all of T targets
 */
public record QuantileValues(List<Double> levels, Matrix values) {

  /**
   * Copies the levels.
   *
   * @throws IllegalArgumentException if there is neither one level nor one for each column
   */
  public QuantileValues {
    levels = List.copyOf(levels);
    if (levels.size() != 1 && levels.size() != values.columns()) {
      throw new IllegalArgumentException(
          "quantiles: the levels are " + levels + " but the values " + values.shape());
    }
  }

  /**
   * Returns the index of the level nearest to the median, the lower of two: the prediction where
   * one number is asked for.
   */
  public static int nearestToMedian(List<Double> levels) {
    int nearest = 0;
    for (int k = 1; k < levels.size(); k++) {
      if (Math.abs(levels.get(k) - 0.5) < Math.abs(levels.get(nearest) - 0.5)) {
        nearest = k;
      }
    }
    return nearest;
  }

  /** Returns the quantile nearest to the median, N×1, or the values if there is one level. */
  public Matrix point() {
    int nearest = nearestToMedian(levels);
    return levels.size() == 1 ? values : values.columns(nearest, nearest + 1);
  }

  /** Returns the columns of some levels, all of which are there. */
  public Matrix columns(List<Double> wanted) {
    if (wanted.equals(levels)) {
      return values;
    }
    Matrix columns = Matrix.zeros(values.precision(), values.rows(), wanted.size());
    for (int k = 0; k < wanted.size(); k++) {
      int from = levels.indexOf(wanted.get(k));
      columns.columns(k, k + 1).copyFrom(values.columns(from, from + 1));
    }
    return columns;
  }

  /** Returns why a metric that reads some levels is undefined, if one is not predicted. */
  public static Optional<String> lacking(@Nullable QuantileValues present, List<Double> wanted) {
    if (wanted.isEmpty() || (present != null && present.levels.containsAll(wanted))) {
      return Optional.empty();
    }
    return Optional.of(
        present == null
            ? "the model predicts no quantiles"
            : "the model predicts the quantiles " + present.levels + " and not all of " + wanted);
  }

  /**
   * Returns the share of rows whose target is at most the quantile, by level: near the level where
   * quantiles are right. Empty where several targets share one level.
   *
   * @param targets N×1
   * @param weights N×1, or null
   */
  public Map<Double, Double> shares(Matrix targets, @Nullable Matrix weights) {
    Map<Double, Double> shares = new LinkedHashMap<>();
    for (int k = 0; k < levels.size() && targets.columns() == 1; k++) {
      double below = 0;
      double total = 0;
      for (int r = 0; r < values.rows(); r++) {
        double weight = weights == null ? 1 : weights.get(r, 0);
        below += targets.get(r, 0) <= values.get(r, k) ? weight : 0;
        total += weight;
      }
      shares.put(levels.get(k), below / total);
    }
    return shares;
  }

  /** Returns what quantiles are called: {@code q0.1}. */
  public static List<String> names(List<Double> levels) {
    List<String> names = new ArrayList<>();
    levels.forEach(level -> names.add("q" + level));
    return names;
  }
}
