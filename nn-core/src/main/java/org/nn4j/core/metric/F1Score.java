package org.nn4j.core.metric;

/**
 * The f1 score, 2·TP/(2·TP + FP + FN): the harmonic mean of precision and recall.
 *
 * <p>A class with 0/0 scores 0; NaN where all weights are 0, or for the binary average no sample is
 * of the positive class.
 *
 * @param average how the classes' scores become one
 */
public record F1Score(Average average) implements AveragedMetric {

  /** Creates one of the macro average, in which rare classes count as much as frequent ones. */
  public F1Score() {
    this(Average.MACRO);
  }

  @Override
  public String name() {
    return "f1";
  }

  @Override
  public String score() {
    return "harmonic mean of precision and recall";
  }

  @Override
  public double value(ConfusionMatrix matrix) {
    return matrix.f1(average);
  }
}
