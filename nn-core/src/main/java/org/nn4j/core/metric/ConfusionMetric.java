package org.nn4j.core.metric;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;

/** A metric for classes that the confusion matrix determines. */
interface ConfusionMetric extends ClassificationMetric {

  /** Computes the metric from counts. */
  double value(ConfusionMatrix matrix);

  @Override
  default boolean readsDecisions() {
    return true;
  }

  @Override
  default double value(Matrix output, Matrix target, @Nullable Matrix weights) {
    double value = value(ConfusionMatrix.of(output, target, weights));
    return undefined(target, weights).isPresent() ? Double.NaN : value;
  }
}
