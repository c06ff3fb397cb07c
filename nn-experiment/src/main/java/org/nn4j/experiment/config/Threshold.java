package org.nn4j.experiment.config;

import org.jspecify.annotations.Nullable;
import org.nn4j.core.metric.Predictions;

/**
 * Where a classifier of two classes decides.
 *
 * @param value the probability of the second class above which it is predicted
 * @param metric the metric for which a better value is chosen after training, or null for none
 */
public record Threshold(double value, @Nullable String metric) {
  /** Decides for the more probable class, of any number. */
  public static final Threshold EVEN = new Threshold(Predictions.EVEN, null);

  Object print() {
    return metric == null ? (Object) value : metric;
  }
}
