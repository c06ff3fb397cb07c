package org.nn4j.core.crossval;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.nn4j.core.model.Prediction;

/**
 * What a cross-validation found.
 *
 * @param folds how each fold's model does on the rows held out, in the folds' order
 * @param predictions for each division of the rows, what was predicted for every row by the model
 *     that had not learnt from it, in the order of the rows
 */
public record CrossValidationResult(List<FoldScores> folds, List<Prediction> predictions) {

  /** Copies the lists. */
  public CrossValidationResult {
    folds = List.copyOf(folds);
    predictions = List.copyOf(predictions);
  }

  /** Returns the names of the metrics, {@code loss} last. */
  public Set<String> metrics() {
    return folds.get(0).metrics().keySet();
  }

  /**
   * Returns a metric over all folds of all divisions.
   *
   * @throws IllegalArgumentException if it was not evaluated
   */
  public Summary summary(String metric) {
    if (!metrics().contains(metric)) {
      throw new IllegalArgumentException(
          "the cross-validation has no metric '" + metric + "'; it has " + metrics());
    }
    return Summary.of(folds.stream().mapToDouble(scores -> scores.metrics().get(metric)).toArray());
  }

  /**
   * Returns the thresholds of all folds of all divisions: one summary where there are two classes,
   * one a label where there are labels.
   */
  public List<Summary> thresholds() {
    return IntStream.range(0, folds.get(0).thresholds().size())
        .mapToObj(k -> Summary.of(folds.stream().mapToDouble(s -> s.thresholds().get(k)).toArray()))
        .toList();
  }
}
