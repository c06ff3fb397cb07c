package org.nn4j.core.metric;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;

/**
 * The Gini coefficient of a classifier, 2·{@link RocAuc} − 1: 1 is perfect, 0 as good as chance;
 * also known as Somers' D and accuracy ratio. Undefined where the area is.
 */
public record Gini() implements ClassificationMetric {
  private static final RocAuc AREA = new RocAuc();

  @Override
  public String name() {
    return "gini";
  }

  @Override
  public String description() {
    return "Gini coefficient of a classifier, 2*roc_auc - 1";
  }

  @Override
  public Optional<String> undefined(Matrix target, @Nullable Matrix weights) {
    return AREA.undefined(target, weights);
  }

  @Override
  public double value(Matrix output, Matrix target, @Nullable Matrix weights) {
    return 2 * AREA.value(output, target, weights) - 1;
  }
}
