package org.nn4j.core.initializer;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.nn4j.api.Checks;
import org.nn4j.api.Initializer;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;

/**
 * A random orthogonal matrix times a gain: WᵀW = gain²·I, or WWᵀ = gain²·I where W has more columns
 * than rows.
 *
 * <p>It is Q of a Gaussian matrix' factorization QR with a positive diagonal of R, hence uniformly
 * distributed; elements have the variance gain²/max(rows, columns). The work grows as rows·columns
 * times the smaller of them. Source: Saxe, McClelland and Ganguli, "Exact solutions to the
 * nonlinear dynamics of learning in deep linear neural networks", 2014.
 *
 * @param gain factor of the orthogonal matrix, finite and above 0
 */
public record Orthogonal(double gain) implements Initializer {

  /** Creates one with gain 1, which keeps lengths. */
  public Orthogonal() {
    this(1);
  }

  /**
   * Checks the gain.
   *
   * @throws IllegalArgumentException if it is not finite or not above 0
   */
  public Orthogonal {
    Checks.positive("gain", gain);
  }

  @Override
  public String name() {
    return "orthogonal";
  }

  @Override
  public String description() {
    return "random orthogonal matrix times gain";
  }

  @Override
  public void fill(Matrix weights, int fanIn, int fanOut, RandomGenerator random) {
    Matrix gaussian = Matrix.zeros(Precision.FLOAT64, weights.rows(), weights.columns());
    Fill.normal(gaussian, 0, 1, random);
    boolean tall = weights.rows() >= weights.columns();
    double[][] q = tall ? gaussian.toRows() : transpose(gaussian.toRows());
    // Once leaves errors in proportion to the condition number; twice is enough (Kahan, Parlett).
    orthonormalizeColumns(q);
    orthonormalizeColumns(q);
    double[][] rows = tall ? q : transpose(q);
    for (int r = 0; r < weights.rows(); r++) {
      for (int c = 0; c < weights.columns(); c++) {
        weights.set(r, c, gain * rows[r][c]);
      }
    }
  }

  /** Runs modified Gram-Schmidt, all later columns at once so that inner loops are contiguous. */
  private static void orthonormalizeColumns(double[][] q) {
    int columns = q.length == 0 ? 0 : q[0].length;
    double[] dots = new double[columns];
    for (int j = 0; j < columns; j++) {
      dotsFrom(j, q, dots);
      double scale = 1 / Math.sqrt(dots[j]);
      for (double[] row : q) {
        double unit = row[j] * scale;
        for (int c = j + 1; c < columns; c++) {
          row[c] = Math.fma(-unit * scale, dots[c], row[c]);
        }
        row[j] = unit;
      }
    }
  }

  /** Computes the dot products of column j with itself and all later ones. */
  private static void dotsFrom(int j, double[][] q, double[] dots) {
    Arrays.fill(dots, j, dots.length, 0);
    for (double[] row : q) {
      double x = row[j];
      for (int c = j; c < dots.length; c++) {
        dots[c] = Math.fma(x, row[c], dots[c]);
      }
    }
  }

  private static double[][] transpose(double[][] rows) {
    double[][] result = new double[rows.length == 0 ? 0 : rows[0].length][rows.length];
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < rows[r].length; c++) {
        result[c][r] = rows[r][c];
      }
    }
    return result;
  }
}
