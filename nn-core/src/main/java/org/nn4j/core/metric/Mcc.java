package org.nn4j.core.metric;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;

/**
 * Matthews' correlation coefficient, see {@link ConfusionMatrix#mcc}; between −1 and 1, 0 for
 * guessing and where all decisions are for one class. Undefined, NaN, if all samples are of one
 * class; scikit-learn returns 0.
 */
public record Mcc() implements ConfusionMetric {

  @Override
  public String name() {
    return "mcc";
  }

  @Override
  public String description() {
    return "Matthews' correlation coefficient, for two or more classes";
  }

  @Override
  public Optional<String> undefined(Matrix target, @Nullable Matrix weights) {
    return MetricArguments.oneClass(target, weights);
  }

  @Override
  public double value(ConfusionMatrix matrix) {
    return matrix.mcc();
  }
}
