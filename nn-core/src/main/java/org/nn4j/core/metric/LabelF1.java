package org.nn4j.core.metric;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;

/**
 * The f1 score of labels that do not exclude one another, 2·TP/(2·TP + FP + FN) of each.
 *
 * <p>A label with 0/0 scores 0; the macro average leaves it out. NaN where all weights are 0.
 *
 * @param average how the labels' scores become one
 */
public record LabelF1(Average average) implements LabelMetric {

  /** Takes the macro average, in which rare labels count as much as frequent ones. */
  public LabelF1() {
    this(Average.MACRO);
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
  public double value(Matrix output, Matrix target, @Nullable Matrix weights) {
    return LabelConfusion.of(output, target, weights).f1(average);
  }
}
