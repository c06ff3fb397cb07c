package org.nn4j.core.metric;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;

/**
 * The area under the receiver operating characteristic of labels that do not exclude one another:
 * the plain mean of each label's {@link RocAuc}, leaving out those that apply to all samples or to
 * none. Undefined, NaN, if no label is left; NaN if an output of those left is NaN.
 */
public record LabelRocAuc() implements LabelMetric {
  private static final RocAuc ONE = new RocAuc();

  @Override
  public String name() {
    return "label_roc_auc";
  }

  @Override
  public String description() {
    return "mean area under the ROC curves of labels";
  }

  @Override
  public Optional<String> undefined(Matrix target, @Nullable Matrix weights) {
    for (int k = 0; k < target.columns(); k++) {
      if (MetricArguments.oneClass(target.columns(k, k + 1), weights).isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.of("each label applies to all rows or to none");
  }

  @Override
  public double value(Matrix output, Matrix target, @Nullable Matrix weights) {
    LabelConfusion confusion = LabelConfusion.of(output, target, weights);
    double sum = 0;
    int defined = 0;
    for (int k = 0; k < output.columns(); k++) {
      ConfusionMatrix matrix = confusion.matrices().get(k);
      if (matrix.support(0) > 0 && matrix.support(1) > 0) {
        sum += ONE.value(output.columns(k, k + 1), target.columns(k, k + 1), weights);
        defined++;
      }
    }
    return sum / defined;
  }
}
