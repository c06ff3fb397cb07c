package org.nn4j.cli.run;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Metric;
import org.nn4j.core.InputException;
import org.nn4j.core.registry.NearNames;

/**
 * Which of several trials is best.
 *
 * @param metric the name of the metric that counts
 * @param higherIsBetter whether more of it is better
 */
public record Ranking(String metric, boolean higherIsBetter) {
  /** The name of the loss, which is no metric of its own. */
  static final String LOSS = "loss";

  /**
   * Makes a ranking.
   *
   * @param wanted the metric's name, {@code loss}, or null for the first metric
   * @throws InputException if there is no such metric
   */
  static Ranking of(@Nullable String wanted, List<Metric> metrics) {
    if (LOSS.equals(wanted) || metrics.isEmpty()) {
      return new Ranking(LOSS, false);
    }
    List<String> names = metrics.stream().map(Metric::name).toList();
    String name = wanted == null ? names.get(0) : wanted;
    if (!names.contains(name)) {
      throw new InputException(
          "--metric: '"
              + name
              + "' is not among the metrics"
              + NearNames.partSuggestion(name, names)
              + " They are "
              + String.join(", ", names)
              + " and loss; --metrics sets others.");
    }
    return new Ranking(name, metrics.get(names.indexOf(name)).higherIsBetter());
  }

  /** Orders trials, the best first; those without a score come last, equal ones by number. */
  public Comparator<Trial> order() {
    Comparator<Trial> byScore = Comparator.comparingDouble(trial -> trial.score(metric));
    return Comparator.<Trial, Boolean>comparing(trial -> Double.isNaN(trial.score(metric)))
        .thenComparing(higherIsBetter ? byScore.reversed() : byScore)
        .thenComparingInt(Trial::number);
  }
}
