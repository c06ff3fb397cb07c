package org.nn4j.core.metric;

import java.util.List;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;

/**
 * How often samples of each class were predicted to be of each class: rows are actual classes,
 * columns predicted ones.
 *
 * <p>With sample weights the counts are sums of weights. Samples whose outputs hold NaN are {@link
 * #undecided}: they count in their class' support and as wrong, but for no predicted class. Scores
 * whose denominator is 0 are 0, as in scikit-learn, except that all are NaN if the matrix is empty.
 *
 * <p>Immutable.
 */
public final class ConfusionMatrix {
  /** K rows; column K counts the undecided. */
  private final double[][] counts;

  private final List<String> labels;

  private ConfusionMatrix(double[][] counts, List<String> labels) {
    this.counts = counts;
    this.labels = labels;
  }

  /**
   * Counts the decisions of a classifier, {@link Predictions#argmax} of each row.
   *
   * @param output N×K scores, or N×1 probabilities of class 1
   * @param target class indices, N×1
   * @param weights N×1 sample weights, or null for all 1
   * @throws IllegalArgumentException if shapes do not match, an index is out of range or a weight
   *     is negative
   */
  public static ConfusionMatrix of(Matrix output, Matrix target, @Nullable Matrix weights) {
    MetricArguments.requireClassification(output, target, weights);
    int classes = Predictions.classes(output);
    double[][] counts = new double[classes][classes + 1];
    for (int r = 0; r < output.rows(); r++) {
      int predicted = Predictions.argmax(output, r);
      counts[MetricArguments.label(target, r, classes)][
              predicted == Predictions.UNDECIDED ? classes : predicted] +=
          MetricArguments.weight(weights, r);
    }
    return new ConfusionMatrix(counts, numbered(classes));
  }

  /**
   * Counts decisions that have been made.
   *
   * @param actual class indices
   * @param predicted class indices or {@link Predictions#UNDECIDED}, as many
   * @param classes number of classes, at least 1
   * @throws IllegalArgumentException if the lengths differ
   * @throws IndexOutOfBoundsException if an index is out of range
   */
  public static ConfusionMatrix of(int[] actual, int[] predicted, int classes) {
    if (actual.length != predicted.length) {
      throw new IllegalArgumentException(
          "confusion matrix: "
              + actual.length
              + " actual classes but "
              + predicted.length
              + " predicted ones");
    }
    double[][] counts = new double[classes][classes + 1];
    for (int i = 0; i < actual.length; i++) {
      int column = predicted[i];
      if (column == Predictions.UNDECIDED) {
        column = classes;
      } else {
        Objects.checkIndex(column, classes);
      }
      counts[Objects.checkIndex(actual[i], classes)][column]++;
    }
    return new ConfusionMatrix(counts, numbered(classes));
  }

  private static List<String> numbered(int classes) {
    return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }

  /**
   * Returns a copy with names for the classes.
   *
   * @throws IllegalArgumentException unless there is one for each class
   */
  public ConfusionMatrix withLabels(List<String> newLabels) {
    if (newLabels.size() != classes()) {
      throw new IllegalArgumentException(
          "confusion matrix: " + newLabels.size() + " labels for " + classes() + " classes");
    }
    return new ConfusionMatrix(counts, List.copyOf(newLabels));
  }

  /** Returns the number K of classes. */
  public int classes() {
    return counts.length;
  }

  /** Returns the classes' names, by default their indices. */
  public List<String> labels() {
    return labels;
  }

  /** Returns the count of samples of an actual class that were predicted to be of a class. */
  public double count(int actual, int predicted) {
    return counts[actual][Objects.checkIndex(predicted, classes())];
  }

  /** Returns the count of a class' samples for which no decision could be made. */
  public double undecided(int actual) {
    return counts[actual][classes()];
  }

  /** Returns the count of all samples. */
  public double total() {
    return sum(this::support);
  }

  /** Returns the count of samples of a class. */
  public double support(int label) {
    double sum = 0;
    for (double count : counts[label]) {
      sum += count;
    }
    return sum;
  }

  /** Returns the count of samples predicted to be of a class. */
  public double predicted(int label) {
    return sum(actual -> count(actual, label));
  }

  /** Returns the share of a class among the samples predicted to be of it, TP/(TP + FP). */
  public double precision(int label) {
    return ratio(count(label, label), predicted(label));
  }

  /** Returns the share of a class that was found, TP/(TP + FN). */
  public double recall(int label) {
    return ratio(count(label, label), support(label));
  }

  /** Returns the harmonic mean of precision and recall, 2·TP/(2·TP + FP + FN). */
  public double f1(int label) {
    return ratio(2 * count(label, label), predicted(label) + support(label));
  }

  /** Returns the share of samples that were decided rightly. */
  public double accuracy() {
    return correct() / total();
  }

  /**
   * Returns the precision over all classes, or of class 1 alone.
   *
   * @throws IllegalArgumentException if the average is binary and there are not two classes
   */
  public double precision(Average average) {
    return mean(average, this::precision, correct(), sum(this::predicted));
  }

  /**
   * Returns the recall over all classes, or of class 1 alone.
   *
   * @throws IllegalArgumentException if the average is binary and there are not two classes
   */
  public double recall(Average average) {
    return mean(average, this::recall, correct(), total());
  }

  /**
   * Returns the f1 score over all classes, or of class 1 alone.
   *
   * @throws IllegalArgumentException if the average is binary and there are not two classes
   */
  public double f1(Average average) {
    return mean(average, this::f1, 2 * correct(), sum(this::predicted) + total());
  }

  /** Returns the mean recall of the classes that have samples. */
  public double balancedAccuracy() {
    return sum(this::recall) / sum(label -> support(label) > 0 ? 1 : 0);
  }

  /**
   * Returns Matthews' correlation coefficient for K classes, between −1 and 1: (c·s − Σ
   * pₖ·tₖ)/√((s² − Σ pₖ²)·(s² − Σ tₖ²)) with c right decisions of s, and pₖ predicted and tₖ actual
   * samples of class k; 0 where all samples or all decisions are of one class.
   *
   * <p>Source: Gorodkin, "Comparing two K-category assignments by a K-category correlation
   * coefficient", 2004.
   */
  public double mcc() {
    double samples = total();
    double none = sum(this::undecided);
    // s² − Σ tₖ² is Σ tₖ·(s − tₖ), which is exactly 0 where one class has all.
    double actualSpread = sum(k -> support(k) * (samples - support(k)));
    double predictedSpread =
        sum(k -> predicted(k) * (samples - predicted(k))) + none * (samples - none);
    double covariance = correct() * samples - sum(k -> predicted(k) * support(k));
    return ratio(covariance, Math.sqrt(actualSpread) * Math.sqrt(predictedSpread));
  }

  private double correct() {
    return sum(label -> count(label, label));
  }

  private double mean(
      Average average, IntToDoubleFunction score, double pooledHits, double pooledTotal) {
    if (average == Average.MICRO) {
      return ratio(pooledHits, pooledTotal);
    }
    if (average == Average.BINARY) {
      requireTwo();
      return score.applyAsDouble(1);
    }
    IntToDoubleFunction weight =
        average == Average.WEIGHTED
            ? this::support
            : label -> support(label) + predicted(label) > 0 ? 1 : 0;
    return sum(k -> weight.applyAsDouble(k) * score.applyAsDouble(k)) / sum(weight);
  }

  private void requireTwo() {
    if (classes() != 2) {
      throw new IllegalArgumentException(
          "a binary average is of the positive one of two classes, but there are "
              + classes()
              + "; use macro, micro or weighted");
    }
  }

  private double sum(IntToDoubleFunction term) {
    double sum = 0;
    for (int label = 0; label < classes(); label++) {
      sum += term.applyAsDouble(label);
    }
    return sum;
  }

  /** Divides; 0/0 is 0, but NaN without any samples. */
  private double ratio(double numerator, double denominator) {
    if (denominator != 0) {
      return numerator / denominator;
    }
    return total() == 0 ? Double.NaN : 0;
  }

  /** Returns the counts as a table for a terminal, see {@link #report} for the scores. */
  @Override
  public String toString() {
    return ConfusionText.counts(this);
  }

  /** Returns each class' precision, recall, f1 and support and their means, as a table. */
  public String report() {
    return ConfusionText.report(this);
  }
}
