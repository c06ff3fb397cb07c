package org.nn4j.core.metric;

import org.nn4j.api.Metric;
import org.nn4j.api.Task;

/** A metric for labels that do not exclude one another; more is better unless it says otherwise. */
interface LabelMetric extends Metric {

  @Override
  default Task task() {
    return Task.MULTI_LABEL;
  }

  @Override
  default boolean higherIsBetter() {
    return true;
  }
}
