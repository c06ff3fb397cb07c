package org.nn4j.testkit.check.support;

import java.util.Arrays;
import org.nn4j.api.Matrix;
import org.nn4j.api.OutputLink;

/** The functions that {@link OutputLink} names, written plainly. */
public final class Links {
  private Links() {}

  static double logistic(double z) {
    double power = StrictMath.exp(-Math.abs(z));
    return z < 0 ? power / (1 + power) : 1 / (1 + power);
  }

  /** Applies a link to every row. */
  public static Matrix apply(OutputLink link, Matrix z) {
    Matrix a = TestMatrices.copy(z);
    double[][] rows = z.toRows();
    for (int r = 0; r < rows.length; r++) {
      double[] row = row(link, rows[r]);
      for (int c = 0; c < row.length; c++) {
        a.set(r, c, row[c]);
      }
    }
    return a;
  }

  private static double[] row(OutputLink link, double[] z) {
    double[] a = z.clone();
    double most = Double.NEGATIVE_INFINITY;
    for (double element : z) {
      most = Math.max(most, element);
    }
    double sum = 0;
    for (int c = 0; c < z.length; c++) {
      a[c] =
          switch (link) {
            case NONE -> z[c];
            case LOGISTIC -> logistic(z[c]);
            case SOFTMAX -> StrictMath.exp(z[c] - most);
            case EXPONENTIAL -> StrictMath.exp(z[c]);
          };
      sum += a[c];
    }
    for (int c = 0; c < z.length && link == OutputLink.SOFTMAX; c++) {
      a[c] /= sum;
    }
    return a;
  }

  /** Computes the logarithms of every row's softmax, none of which is −∞. */
  public static Matrix logSoftmax(Matrix z) {
    Matrix a = TestMatrices.copy(z);
    for (int r = 0; r < z.rows(); r++) {
      double[] row = z.toRows()[r];
      double most = Arrays.stream(row).max().orElse(0);
      double sum = Arrays.stream(row).map(x -> StrictMath.exp(x - most)).sum();
      for (int c = 0; c < row.length; c++) {
        a.set(r, c, row[c] - most - StrictMath.log(sum));
      }
    }
    return a;
  }

  /** Turns ∂L/∂a into ∂L/∂z, given a = link(z). */
  public static Matrix gradient(OutputLink link, Matrix a, Matrix gradient) {
    Matrix result = TestMatrices.copy(gradient);
    for (int r = 0; r < a.rows(); r++) {
      double dot = 0;
      for (int c = 0; c < a.columns(); c++) {
        dot += a.get(r, c) * gradient.get(r, c);
      }
      for (int c = 0; c < a.columns(); c++) {
        double p = a.get(r, c);
        double g = gradient.get(r, c);
        result.set(
            r,
            c,
            switch (link) {
              case NONE -> g;
              case LOGISTIC -> g * p * (1 - p);
              case SOFTMAX -> p * (g - dot);
              case EXPONENTIAL -> g * p;
            });
      }
    }
    return result;
  }
}
