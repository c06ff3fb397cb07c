package org.nn4j.core.crossval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nn4j.api.Checks;
import org.nn4j.core.data.split.Fold;
import org.nn4j.core.model.Prediction;
import org.nn4j.core.text.Words;
import org.nn4j.core.training.MetricValues;

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
   * Returns a metric over the folds, of all divisions, in which it is defined.
   *
   * @throws IllegalArgumentException if it was not evaluated
   */
  public Summary summary(String metric) {
    if (!metrics().contains(metric)) {
      throw new IllegalArgumentException(
          "the cross-validation has no metric '" + metric + "'; it has " + metrics());
    }
    double[] values =
        folds.stream()
            .filter(scores -> !scores.values().undefined().containsKey(metric))
            .mapToDouble(scores -> scores.metrics().get(metric))
            .toArray();
    int undefined = folds.size() - values.length;
    if (values.length == 0) {
      return new Summary(0, undefined, Double.NaN, Double.NaN);
    }
    Summary summary = Summary.of(values);
    return new Summary(summary.count(), undefined, summary.mean(), summary.deviation());
  }

  /**
   * Returns in which folds' rows a metric is undefined, whatever is predicted, and why: {@code in
   * fold 3 of 4: all rows are of one class}, {@code in every fold: all targets are equal}; nothing
   * if it is defined in all.
   */
  public Optional<String> undefined(String metric) {
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    for (FoldScores scores : folds) {
      String reason = scores.values().undefined().get(metric);
      if (reason != null) {
        byReason.computeIfAbsent(reason, r -> new ArrayList<>()).add(name(scores.fold()));
      }
    }
    return byReason.isEmpty()
        ? Optional.empty()
        : Optional.of(
            byReason.entrySet().stream()
                .map(entry -> "in " + folds(entry.getValue()) + ": " + entry.getKey())
                .collect(Collectors.joining("; ")));
  }

  private String folds(List<String> names) {
    return names.size() == folds.size()
        ? "every fold"
        : (names.size() == 1 ? "fold " : "folds ")
            + String.join(", ", names)
            + " of "
            + folds.size();
  }

  private String name(Fold fold) {
    return predictions.size() == 1 ? "" + fold.number() : fold.repeat() + "." + fold.number();
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

  /** Returns the number of folds, and a line for each metric with its {@link #summary}. */
  @Override
  public String toString() {
    String divisions = predictions.size() == 1 ? "" : " of " + predictions.size() + " divisions";
    return "Cross-validated: "
        + (Words.count(folds.size(), "fold") + divisions)
        + metrics().stream()
            .map(metric -> "\n" + metric + " " + summary(metric))
            .collect(Collectors.joining());
  }

  /**
   * How well the model of a fold does on the rows that it did not learn from.
   *
   * @param fold the fold
   * @param values the metrics and the loss, with the reasons where they are undefined
   * @param thresholds the probability above which the fold's model decides for the second of two
   *     classes, or for each label
   */
  public record FoldScores(Fold fold, MetricValues values, List<Double> thresholds) {

    /** Copies the list. */
    public FoldScores {
      thresholds = List.copyOf(thresholds);
    }

    /** Returns the metrics by name, then {@code loss}; NaN where one is undefined. */
    public Map<String, Double> metrics() {
      return values.values();
    }
  }

  /**
   * A metric over the folds in which it is defined.
   *
   * @param count the number of values
   * @param undefined the number of further folds, whose rows leave the metric undefined
   * @param mean their mean; NaN of none
   * @param deviation their sample standard deviation, √(Σ (x − mean)²/(n − 1)); NaN of fewer than
   *     two
   */
  public record Summary(int count, int undefined, double mean, double deviation) {

    /**
     * Sums values up; NaN among them makes everything NaN.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Summary of(double... values) {
      int n = values.length;
      Checks.atLeast("summary: the number of values", n, 1);
      double mean = Arrays.stream(values).sum() / n;
      double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
      return new Summary(n, 0, mean, n == 1 ? Double.NaN : Math.sqrt(squares / (n - 1)));
    }

    /**
     * Returns deviation/√n, the standard error of the mean if the folds were independent. As they
     * share rows to learn from, the true one is rather greater.
     */
    public double standardError() {
      return deviation / Math.sqrt(count);
    }

    /** Returns of how many folds the mean is: {@code 3 of 4 folds}. */
    public String share() {
      return count + " of " + (count + undefined) + " folds";
    }

    /** Returns {@code 0.9733 ± 0.0149}, or {@code 0.9733 ± 0.0149 (3 of 4 folds)}. */
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.4f ± %.4f", mean, deviation)
          + (undefined == 0 ? "" : " (" + share() + ")");
    }
  }
}
