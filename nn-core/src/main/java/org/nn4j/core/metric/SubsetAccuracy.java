package org.nn4j.core.metric;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;

/** The share of samples all of whose labels were decided rightly; NaN where all weights are 0. */
public record SubsetAccuracy() implements LabelMetric {

  @Override
  public String name() {
    return "subset_accuracy";
  }

  @Override
  public String description() {
    return "share of samples with every label decided rightly";
  }

  @Override
  public boolean readsDecisions() {
    return true;
  }

  @Override
  public double value(Matrix output, Matrix target, @Nullable Matrix weights) {
    MetricArguments.requireOneShape(output, target, weights);
    double right = 0;
    double total = 0;
    for (int r = 0; r < output.rows(); r++) {
      double weight = MetricArguments.weight(weights, r);
      right += right(output, target, r) ? weight : 0;
      total += weight;
    }
    return right / total;
  }

  private static boolean right(Matrix output, Matrix target, int row) {
    boolean right = true;
    for (int k = 0; k < output.columns(); k++) {
      double score = output.get(row, k);
      int decided = score > Predictions.EVEN ? 1 : 0;
      right &= !Double.isNaN(score) && decided == target.get(row, k);
    }
    return right;
  }
}
