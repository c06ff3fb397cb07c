package org.nn4j.core.metric;

/**
 * Matthews' correlation coefficient, see {@link ConfusionMatrix#mcc}; between −1 and 1, 0 for
 * guessing.
 */
public record Mcc() implements ConfusionMetric {

  @Override
  public String name() {
    return "mcc";
  }

  @Override
  public String description() {
    return "Matthews' correlation coefficient, for two or more classes";
  }

  @Override
  public double value(ConfusionMatrix matrix) {
    return matrix.mcc();
  }
}
