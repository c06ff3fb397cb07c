package org.nn4j.core.metric;

/** The share of samples that were decided rightly; NaN where all weights are 0. */
public record Accuracy() implements ConfusionMetric {

  @Override
  public String name() {
    return "accuracy";
  }

  @Override
  public String description() {
    return "share of right decisions";
  }

  @Override
  public double value(ConfusionMatrix matrix) {
    return matrix.accuracy();
  }
}
