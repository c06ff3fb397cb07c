package org.nn4j.core.metric;

import org.nn4j.api.Metric;
import org.nn4j.api.Task;

/** A metric for classes, where more is better unless it says otherwise. */
interface ClassificationMetric extends Metric {

  @Override
  default Task task() {
    return Task.CLASSIFICATION;
  }

  @Override
  default boolean higherIsBetter() {
    return true;
  }
}
