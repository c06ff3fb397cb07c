package org.nn4j.api;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A figure of merit over predictions and what they should have been.
 *
 * <p>For classification the output holds probabilities: N×K rows over K classes, or N×1 with the
 * probability of class 1, which is decided for above 0.5. The target holds class indices, N×1.
 *
 * <p>For labels that do not exclude one another the output holds N×K probabilities, one column a
 * label, which is decided for above 0.5. The target holds 1 where a label applies and else 0, N×K.
 */
public interface Metric extends Component {

  /** Returns the kind of task the metric makes sense for. */
  Task task();

  /** Tells whether a greater value is better. */
  boolean higherIsBetter();

  /**
   * Tells whether a metric for classes or labels looks at nothing but what is decided for, by
   * default false. If so, and the threshold is not 0.5, the output holds 1 for the class or labels
   * decided for and 0 for the others, not probabilities; and a threshold can be chosen for the sake
   * of this metric.
   */
  default boolean readsDecisions() {
    return false;
  }

  /**
   * Returns whether a metric for classes or labels takes the output for probabilities, by default
   * false. If so, it is undefined for models whose scores are none, as those of hinge losses.
   */
  default boolean readsProbabilities() {
    return false;
  }

  /**
   * Returns why the metric is undefined for some targets, whatever is predicted: r2 where all are
   * equal, say. {@link #value} is NaN then. By default it is defined for all.
   *
   * <p>What has a reason is refused before training as something to stop by, and left out of means
   * over folds.
   *
   * @param target as for {@link #value}
   * @param weights as for {@link #value}, at least one of them above 0
   * @return what follows "undefined:", such as "all targets are equal"; or nothing
   */
  default Optional<String> undefined(Matrix target, @Nullable Matrix weights) {
    return Optional.empty();
  }

  /**
   * Computes the metric.
   *
   * @param output predictions, N×K with N ≥ 1; not changed
   * @param target class indices N×1 for classification, labels or values N×K otherwise; not changed
   * @param weights N×1 sample weights, or null for all 1; not changed
   * @return the value; NaN where it is undefined for these data
   */
  double value(Matrix output, Matrix target, @Nullable Matrix weights);

  @Override
  default Metric with(Parameters changes) {
    return (Metric) RecordParameters.rebuild(this, changes);
  }
}
