package org.nn4j.core.metric;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;

/**
 * The share of labels, over all samples, that were decided wrongly; NaN where all weights are 0.
 */
public record HammingLoss() implements LabelMetric {

  @Override
  public String name() {
    return "hamming_loss";
  }

  @Override
  public String description() {
    return "share of labels decided wrongly";
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public boolean readsDecisions() {
    return true;
  }

  @Override
  public double value(Matrix output, Matrix target, @Nullable Matrix weights) {
    LabelConfusion confusion = LabelConfusion.of(output, target, weights);
    double sum = 0;
    for (ConfusionMatrix matrix : confusion.matrices()) {
      sum += 1 - matrix.accuracy();
    }
    return sum / confusion.labels().size();
  }
}
