package org.nn4j.core.metric;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;

/**
 * How often each of several labels was found, missed and wrongly claimed: a confusion matrix of two
 * classes for each, 0 where it does not apply and 1 where it does.
 *
 * <p>Scores whose denominator is 0 are those of {@link ConfusionMatrix}.
 *
 * @param labels the labels' names
 * @param matrices the matrices, one per label
 */
public record LabelConfusion(List<String> labels, List<ConfusionMatrix> matrices) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException unless there is a name for each matrix
   */
  public LabelConfusion {
    labels = List.copyOf(labels);
    matrices = List.copyOf(matrices);
    if (labels.size() != matrices.size()) {
      throw new IllegalArgumentException(
          "label confusion: " + labels.size() + " labels for " + matrices.size() + " matrices");
    }
  }

  /**
   * Counts decisions; the labels are called by their numbers, from 0.
   *
   * @param output N×K probabilities, of which those above 0.5 are decided for
   * @param target N×K, 1 where a label applies and else 0
   * @param weights N×1 sample weights, or null for all 1
   * @throws IllegalArgumentException if shapes do not match, a target is neither 0 nor 1 or a
   *     weight is negative
   */
  public static LabelConfusion of(Matrix output, Matrix target, @Nullable Matrix weights) {
    MetricArguments.requireOneShape(output, target, weights);
    return new LabelConfusion(
        IntStream.range(0, output.columns()).mapToObj(Integer::toString).toList(),
        IntStream.range(0, output.columns())
            .mapToObj(
                k ->
                    ConfusionMatrix.of(output.columns(k, k + 1), target.columns(k, k + 1), weights))
            .toList());
  }

  /**
   * Returns a copy with names for the labels.
   *
   * @throws IllegalArgumentException unless there is one for each
   */
  public LabelConfusion withLabels(List<String> newLabels) {
    return new LabelConfusion(newLabels, matrices);
  }

  /** Returns the precision over all labels. */
  public double precision(Average average) {
    return mean(average, m -> m.precision(1), LabelConfusion::hits, m -> m.predicted(1));
  }

  /** Returns the recall over all labels. */
  public double recall(Average average) {
    return mean(average, m -> m.recall(1), LabelConfusion::hits, m -> m.support(1));
  }

  /** Returns the f1 score over all labels. */
  public double f1(Average average) {
    return mean(average, m -> m.f1(1), m -> 2 * hits(m), m -> m.predicted(1) + m.support(1));
  }

  private static double hits(ConfusionMatrix matrix) {
    return matrix.count(1, 1);
  }

  /** Returns the mean over labels that occur; 0 if none does, and NaN without samples. */
  private double mean(
      Average average,
      ToDoubleFunction<ConfusionMatrix> score,
      ToDoubleFunction<ConfusionMatrix> hits,
      ToDoubleFunction<ConfusionMatrix> all) {
    if (average == Average.BINARY) {
      throw new IllegalArgumentException("a binary average is of two classes, not of labels");
    }
    if (average == Average.MICRO) {
      return ratio(sum(hits), sum(all));
    }
    ToDoubleFunction<ConfusionMatrix> weight =
        average == Average.WEIGHTED
            ? m -> m.support(1)
            : m -> m.support(1) + m.predicted(1) > 0 ? 1 : 0;
    return ratio(sum(m -> weight.applyAsDouble(m) * score.applyAsDouble(m)), sum(weight));
  }

  private double sum(ToDoubleFunction<ConfusionMatrix> term) {
    double sum = 0;
    for (ConfusionMatrix matrix : matrices) {
      // A label without samples has scores of NaN, and nothing to add.
      sum += matrix.total() == 0 ? 0 : term.applyAsDouble(matrix);
    }
    return sum;
  }

  private double ratio(double numerator, double denominator) {
    if (denominator != 0) {
      return numerator / denominator;
    }
    return sum(ConfusionMatrix::total) == 0 ? Double.NaN : 0;
  }

  /** Returns each label's decisions and scores, and their means, as a table for a terminal. */
  public String report() {
    return ConfusionText.report(this);
  }
}
