package org.nn4j.core.metric;

/**
 * Recall, TP/(TP + FN): the share of a class that was found.
 *
 * <p>A class with 0/0 scores 0; NaN where all weights are 0, or for the binary average no sample is
 * of the positive class.
 *
 * @param average how the classes' scores become one
 */
public record RecallScore(Average average) implements AveragedMetric {

  /** Creates one of the macro average, in which rare classes count as much as frequent ones. */
  public RecallScore() {
    this(Average.MACRO);
  }

  @Override
  public String name() {
    return "recall";
  }

  @Override
  public String score() {
    return "share of a class that was found";
  }

  @Override
  public double value(ConfusionMatrix matrix) {
    return matrix.recall(average);
  }
}
