package org.nn4j.core.metric;

/**
 * Precision, TP/(TP + FP): the share of a class among the samples predicted to be of it.
 *
 * <p>A class with 0/0 scores 0; NaN where all weights are 0, or for the binary average no sample is
 * of the positive class.
 *
 * @param average how the classes' scores become one
 */
public record PrecisionScore(Average average) implements AveragedMetric {

  /** Creates one of the macro average, in which rare classes count as much as frequent ones. */
  public PrecisionScore() {
    this(Average.MACRO);
  }

  @Override
  public String name() {
    return "precision";
  }

  @Override
  public String score() {
    return "share of a class among what was taken for it";
  }

  @Override
  public double value(ConfusionMatrix matrix) {
    return matrix.precision(average);
  }
}
