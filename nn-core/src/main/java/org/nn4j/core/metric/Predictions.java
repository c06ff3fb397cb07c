package org.nn4j.core.metric;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.nn4j.api.Matrix;

/**
 * The decisions that a classifier's outputs stand for.
 *
 * <p>An output of N×K has one column per class; one of N×1 holds the probability of class 1 of two.
 * If labels do not exclude one another, each column belongs to a label.
 */
public final class Predictions {
  /** What {@link #argmax} returns for a row that holds NaN: no decision, hence a wrong one. */
  public static final int UNDECIDED = -1;

  /** The threshold at which the more probable of two classes is decided for. */
  public static final double EVEN = 0.5;

  private Predictions() {}

  /** Returns the number of classes that an output distinguishes, at least 2. */
  public static int classes(Matrix output) {
    return Math.max(2, output.columns());
  }

  /** Returns the score of a class: its column, or p or 1−p of the one column. */
  public static double score(Matrix output, int row, int label) {
    if (output.columns() > 1) {
      return output.get(row, label);
    }
    double probability = output.get(row, 0);
    return label == 1 ? probability : 1 - probability;
  }

  /** Returns the rows by ascending score of a class, those with NaN last. */
  static int[] rowsByScore(Matrix output, int label) {
    return IntStream.range(0, output.rows())
        .boxed()
        .sorted(Comparator.comparingDouble(row -> score(output, row, label)))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /**
   * Returns the class with the greatest score, the lowest of several; of N×1 outputs 1 above 0.5.
   *
   * @return the class' index, or {@link #UNDECIDED} if the row holds NaN
   */
  public static int argmax(Matrix output, int row) {
    int best = 0;
    for (int label = 0; label < classes(output); label++) {
      double score = score(output, row, label);
      if (Double.isNaN(score)) {
        return UNDECIDED;
      }
      if (score > score(output, row, best)) {
        best = label;
      }
    }
    return best;
  }

  /**
   * Returns the class that is decided for: of two classes 1 if its score is above a threshold.
   *
   * @param threshold {@link #EVEN} for {@link #argmax}; another one for two classes only
   * @return the class' index, or {@link #UNDECIDED} if the row holds NaN
   */
  public static int decide(Matrix output, int row, double threshold) {
    int probable = argmax(output, row);
    if (threshold == EVEN || probable == UNDECIDED) {
      return probable;
    }
    return score(output, row, 1) > threshold ? 1 : 0;
  }

  /**
   * Returns an output that stands for decisions: 1 for the class that {@link #decide} returns and 0
   * for the others, NaN where there is none; the output itself at {@link #EVEN}.
   */
  public static Matrix decisions(Matrix output, double threshold) {
    if (threshold == EVEN) {
      return output;
    }
    Matrix decisions = Matrix.zeros(output.precision(), output.rows(), output.columns());
    for (int r = 0; r < output.rows(); r++) {
      int decided = decide(output, r, threshold);
      for (int c = 0; c < output.columns(); c++) {
        int label = output.columns() == 1 ? 1 : c;
        decisions.set(r, c, decided == UNDECIDED ? Double.NaN : decided == label ? 1 : 0);
      }
    }
    return decisions;
  }

  /**
   * Returns an output that stands for decisions about labels: 1 for one whose score is above its
   * threshold and 0 for others, NaN where there is none; the output itself if all are {@link
   * #EVEN}.
   *
   * @param thresholds one per column, or a single one for all
   */
  public static Matrix labelDecisions(Matrix output, List<Double> thresholds) {
    if (thresholds.stream().allMatch(threshold -> threshold == EVEN)) {
      return output;
    }
    Matrix decisions = Matrix.zeros(output.precision(), output.rows(), output.columns());
    for (int c = 0; c < output.columns(); c++) {
      double threshold = thresholds.get(thresholds.size() == 1 ? 0 : c);
      for (int r = 0; r < output.rows(); r++) {
        double score = output.get(r, c);
        decisions.set(r, c, Double.isNaN(score) ? score : score > threshold ? 1 : 0);
      }
    }
    return decisions;
  }
}
