package org.nn4j.core.metric;

import java.util.Optional;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;

/** What metrics read of their arguments: checked shapes, class indices and weights. */
final class MetricArguments {
  private static final String ONE_CLASS = "all rows are of one class";

  private MetricArguments() {}

  /** Returns a sample's weight, 1 without weights. */
  static double weight(@Nullable Matrix weights, int row) {
    return weights == null ? 1 : weights.get(row, 0);
  }

  /** Returns a sample's class index, checked. */
  static int label(Matrix target, int row, int classes) {
    double value = target.get(row, 0);
    int label = (int) value;
    if (label != value || label < 0 || label >= classes) {
      throw new IllegalArgumentException(
          "metric: the class of sample "
              + row
              + " must be a whole number from 0 to "
              + (classes - 1)
              + " but is "
              + value);
    }
    return label;
  }

  /** Returns why a metric that compares classes is undefined: all rows that count are of one. */
  static Optional<String> oneClass(Matrix target, @Nullable Matrix weights) {
    double first = Double.NaN;
    for (int r = 0; r < target.rows(); r++) {
      if (weight(weights, r) > 0) {
        if (!Double.isNaN(first) && target.get(r, 0) != first) {
          return Optional.empty();
        }
        first = target.get(r, 0);
      }
    }
    return Optional.of(ONE_CLASS);
  }

  /** Returns which target that counts is outside a metric's domain. */
  static Optional<String> outside(
      Matrix target, @Nullable Matrix weights, DoublePredicate isOutside, String why) {
    for (int r = 0; r < target.rows(); r++) {
      for (int c = 0; c < target.columns(); c++) {
        if (weight(weights, r) > 0 && isOutside.test(target.get(r, c))) {
          return Optional.of("a target is " + target.get(r, c) + ", " + why);
        }
      }
    }
    return Optional.empty();
  }

  /** Returns whether no row that counts is 1 in any column. */
  static boolean noneIsOne(Matrix target, @Nullable Matrix weights) {
    for (int r = 0; r < target.rows(); r++) {
      for (int c = 0; c < target.columns(); c++) {
        if (target.get(r, c) == 1 && weight(weights, r) > 0) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Requires outputs, class indices N×1 and weights N×1 with the same N.
   *
   * @throws IllegalArgumentException otherwise, with the shapes
   */
  static void requireClassification(Matrix output, Matrix target, @Nullable Matrix weights) {
    if (output.columns() < 1) {
      throw shapes("outputs need at least one column", output, target);
    }
    if (target.rows() != output.rows() || target.columns() != 1) {
      throw shapes("targets must be one class index a row", output, target);
    }
    requireWeights(output, weights);
  }

  /**
   * Requires outputs and targets of one shape, and one weight per row.
   *
   * @throws IllegalArgumentException otherwise, with the shapes
   */
  static void requireOneShape(Matrix output, Matrix target, @Nullable Matrix weights) {
    if (target.rows() != output.rows() || target.columns() != output.columns()) {
      throw shapes("outputs and targets must have one shape", output, target);
    }
    requireWeights(output, weights);
  }

  private static void requireWeights(Matrix output, @Nullable Matrix weights) {
    if (weights == null) {
      return;
    }
    if (weights.rows() != output.rows() || weights.columns() != 1) {
      throw new IllegalArgumentException(
          "metric: sample weights must be " + output.rows() + "×1 but are " + weights.shape());
    }
    for (int r = 0; r < weights.rows(); r++) {
      double weight = weights.get(r, 0);
      if (!(weight >= 0 && weight <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "metric: the weight of sample " + r + " must be a finite number ≥ 0 but is " + weight);
      }
    }
  }

  private static IllegalArgumentException shapes(String rule, Matrix output, Matrix target) {
    return new IllegalArgumentException(
        "metric: "
            + rule
            + ", but outputs are "
            + output.shape()
            + " and targets "
            + target.shape());
  }
}
