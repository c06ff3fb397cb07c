package org.nn4j.cli.compare;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a run that is compared with others.
 *
 * @param name what it is called in tables
 * @param evaluatedOn what its metrics are of, such as {@code test} or {@code 5 folds}; empty if it
 *     has none
 * @param samples how many rows these are, or 0 if that is not known
 * @param metrics metrics by name, NaN where one is undefined
 * @param seconds how long it took, or null
 * @param parameters how many numbers were trained, or null
 * @param provenance versions, data and settings by name; empty if they are not known
 * @param folds the scores by fold of a cross-validation, or null
 * @param predictions what it predicted, row by row, or null
 */
public record ComparedRun(
    String name,
    String evaluatedOn,
    long samples,
    Map<String, Double> metrics,
    @Nullable Double seconds,
    @Nullable Long parameters,
    Map<String, String> provenance,
    @Nullable FoldScores folds,
    @Nullable RowPredictions predictions) {

  /** The key of the provenance with the hash of the data. */
  static final String DATA_HASH = "data_sha256";

  /**
   * The scores of a cross-validation.
   *
   * @param sha256 hash of which rows each fold holds out, or null if it is not known
   * @param metrics the metrics of each fold, NaN where one is undefined
   * @param heldOverTrained rows that a fold holds out over those that it trains on
   */
  public record FoldScores(
      @Nullable String sha256, List<Map<String, Double>> metrics, double heldOverTrained) {

    /** Returns the scores in each fold by a metric, NaN where it is undefined. */
    double[] scores(String metric) {
      return metrics.stream().mapToDouble(m -> m.getOrDefault(metric, Double.NaN)).toArray();
    }
  }

  /** Returns the hash of its data, or null if it is not known. */
  public @Nullable String dataHash() {
    return provenance.get(DATA_HASH);
  }

  /** Returns a copy with another name. */
  ComparedRun named(String other) {
    return new ComparedRun(
        other, evaluatedOn, samples, metrics, seconds, parameters, provenance, folds, predictions);
  }
}
