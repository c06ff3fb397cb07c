package org.nn4j.core.metric;

import org.nn4j.api.Metric;
import org.nn4j.api.Task;

/** A metric for numbers, where more is better unless it says otherwise. */
interface RegressionMetric extends Metric {

  @Override
  default Task task() {
    return Task.REGRESSION;
  }

  @Override
  default boolean higherIsBetter() {
    return true;
  }
}
