package org.nn4j.api;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A figure of merit that compares predictions with targets.
 *
 * <p>For classification the output holds probabilities: N×K rows over K classes, or N×1 with the
 * probability of class 1, which is predicted above 0.5. The target holds class indices, N×1.
 *
 * <p>For labels that do not exclude one another the output holds N×K probabilities, one column a
 * label, which is predicted above 0.5. The target holds 1 where a label applies, else 0, N×K.
 */
public interface Metric extends Component {

  /** Returns the kind of task the metric makes sense for. */
  Task task();

  /** Whether a greater value is better. */
  boolean higherIsBetter();

  /**
   * Whether a metric for classes or labels depends on the predicted classes or labels alone, by
   * default false. If so, and the threshold is not 0.5, the output holds 1 for the predicted class
   * or labels and 0 for the others instead of probabilities; and a threshold can be chosen to
   * optimize this metric.
   */
  default boolean readsDecisions() {
    return false;
  }

  /**
   * Whether a metric for classes or labels interprets the output as probabilities, by default
   * false. If so, it is undefined for models whose scores are not probabilities, such as those of
   * hinge losses.
   */
  default boolean readsProbabilities() {
    return false;
  }

  /**
   * Returns the levels of the predicted quantiles that a metric of a regression reads, ascending.
   * The output then has a column for each level, and the metric is undefined for models that do not
   * predict all of them. Empty, the default, if it reads the prediction itself.
   */
  default List<Double> quantiles() {
    return List.of();
  }

  /**
   * Returns why the metric is undefined for some targets, whatever is predicted: r2 where all are
   * equal, say. {@link #value} is NaN then. By default it is defined for all.
   *
   * <p>A metric with such a reason is rejected before training as a criterion for stopping, and
   * left out of means over folds.
   *
   * @param target as for {@link #value}
   * @param weights as for {@link #value}, at least one of them above 0
   * @return the text after "undefined:", such as "all targets are equal"; or empty
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
