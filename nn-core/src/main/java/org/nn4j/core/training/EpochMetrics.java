package org.nn4j.core.training;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Metric;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.network.Network;

/**
 * What a run will evaluate after every epoch, as far as it is known before training.
 *
 * @param metrics the metrics
 * @param samples the number of samples that they are of
 * @param validated whether these are validation data, rather than the training data
 * @param undefined why a metric is undefined for them, whatever is predicted
 */
public record EpochMetrics(
    List<Metric> metrics,
    int samples,
    boolean validated,
    Function<Metric, Optional<String>> undefined) {

  /** Copies the list. */
  public EpochMetrics {
    metrics = List.copyOf(metrics);
  }

  /**
   * Looks at the targets that a run will be judged by.
   *
   * @param evaluator what will evaluate
   * @param validation the validation data, or null
   */
  public static EpochMetrics of(
      List<Metric> metrics,
      Evaluator evaluator,
      Network network,
      Dataset train,
      @Nullable Dataset validation) {
    Dataset judged = validation == null ? train : validation;
    return new EpochMetrics(
        metrics,
        judged.size(),
        validation != null,
        metric -> evaluator.unpredicted(network, judged).undefined(metric));
  }
}
