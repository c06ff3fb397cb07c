package org.nn4j.core.metric;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;

/**
 * The f1 score of labels that do not exclude one another, 2·TP/(2·TP + FP + FN) of each.
 *
 * <p>A label with 0/0 scores 0; the macro average leaves it out. Undefined, NaN, if no label
 * applies to any sample; scikit-learn returns 0 and warns.
 *
 * @param average how the labels' scores become one; not {@link Average#BINARY}
 */
public record LabelF1(Average average) implements LabelMetric {

  /** Creates one of the macro average, in which rare labels count as much as frequent ones. */
  public LabelF1() {
    this(Average.MACRO);
  }

  /**
   * Checks the average.
   *
   * @throws IllegalArgumentException if it is of two classes
   */
  public LabelF1 {
    if (average == Average.BINARY) {
      throw new IllegalArgumentException(
          "average must be macro, micro or weighted, for binary is of two classes");
    }
  }

  @Override
  public String name() {
    return "label_f1";
  }

  @Override
  public String description() {
    return "harmonic mean of precision and recall of labels";
  }

  @Override
  public boolean readsDecisions() {
    return true;
  }

  @Override
  public Optional<String> undefined(Matrix target, @Nullable Matrix weights) {
    return MetricArguments.noneIsOne(target, weights)
        ? Optional.of("no label applies to any row")
        : Optional.empty();
  }

  @Override
  public double value(Matrix output, Matrix target, @Nullable Matrix weights) {
    MetricArguments.requireOneShape(output, target, weights);
    if (MetricArguments.noneIsOne(target, weights)) {
      return Double.NaN;
    }
    return LabelConfusion.of(output, target, weights).f1(average);
  }
}
