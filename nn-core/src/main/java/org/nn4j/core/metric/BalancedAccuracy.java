package org.nn4j.core.metric;

/** The mean recall of the classes that have samples; NaN where all weights are 0. */
public record BalancedAccuracy() implements ConfusionMetric {

  @Override
  public String name() {
    return "balanced_accuracy";
  }

  @Override
  public String description() {
    return "mean recall of the classes that have samples";
  }

  @Override
  public double value(ConfusionMatrix matrix) {
    return matrix.balancedAccuracy();
  }
}
