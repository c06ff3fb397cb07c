package org.nn4j.core.metric;

import org.nn4j.api.Matrix;

/**
 * The decisions that a classifier's outputs stand for.
 *
 * <p>An output of N×K has one column a class; one of N×1 holds the probability of class 1, of two.
 */
public final class Predictions {
  /** What {@link #argmax} returns for a row that holds NaN: no decision, hence a wrong one. */
  public static final int UNDECIDED = -1;

  private Predictions() {}

  /** Returns the number of classes that an output tells apart, at least 2. */
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
}
