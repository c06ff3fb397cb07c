package org.nn4j.experiment.search;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Metric;
import org.nn4j.core.InputException;
import org.nn4j.core.text.NearNames;
import org.nn4j.core.training.MetricValues;

/**
 * Which of several trials is best.
 *
 * @param metric the name of the metric that counts
 * @param higherIsBetter whether more of it is better
 * @param metrics all metrics that trials are judged by
 */
public record TrialRanking(String metric, boolean higherIsBetter, List<Metric> metrics) {
  /** The name of the loss, which is no metric of its own. */
  static final String LOSS = MetricValues.LOSS;

  /**
   * Creates a ranking.
   *
   * @param wanted the metric's name, {@code loss}, or null for the first metric
   * @throws InputException if there is no such metric
   */
  static TrialRanking of(@Nullable String wanted, List<Metric> metrics) {
    if (LOSS.equals(wanted) || metrics.isEmpty()) {
      return new TrialRanking(LOSS, false, metrics);
    }
    Map<String, Metric> named = MetricValues.named(metrics);
    Set<String> names = named.keySet();
    String name = wanted == null ? names.iterator().next() : wanted;
    Metric part = named.get(name);
    if (part == null) {
      throw new InputException(
          "--metric: '"
              + name
              + "' is not among the metrics"
              + NearNames.partSuggestion(name, names)
              + " They are "
              + String.join(", ", names)
              + " and loss; --metrics sets others.");
    }
    return new TrialRanking(name, part.higherIsBetter(), metrics);
  }

  /** Returns the metric that counts, or null for the loss. */
  @Nullable Metric part() {
    return MetricValues.named(metrics).get(metric);
  }

  /** Returns what tables call a metric or the loss. */
  public String title(String name) {
    return MetricValues.titles(metrics).getOrDefault(name, name);
  }

  /** Orders trials, the best first; those without a score come last, equal ones by number. */
  public Comparator<TrialResult> order() {
    Comparator<TrialResult> byScore = Comparator.comparingDouble(trial -> trial.score(metric));
    return Comparator.<TrialResult, Boolean>comparing(trial -> Double.isNaN(trial.score(metric)))
        .thenComparing(higherIsBetter ? byScore.reversed() : byScore)
        .thenComparingInt(TrialResult::number);
  }
}
