package org.nn4j.core.metric;

/** The share of samples that were decided wrongly, 1 − accuracy; NaN where all weights are 0. */
public record ErrorRate() implements ConfusionMetric {

  @Override
  public String name() {
    return "error_rate";
  }

  @Override
  public String description() {
    return "share of wrong decisions";
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public double value(ConfusionMatrix matrix) {
    return 1 - matrix.accuracy();
  }
}
