package org.nn4j.core.training;

import org.nn4j.api.Checks;
import org.nn4j.api.DoubleMatrix;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Matrix;

/**
 * Bounds on the gradients, applied between back-propagation and the update; first by value, then by
 * norm.
 *
 * @param value each gradient is clamped to [−value, value]; 0 for no bound
 * @param norm if the Euclidean length of all gradients together exceeds it, all are scaled by
 *     norm/length; 0 for no bound
 */
public record GradientClipping(double value, double norm) {
  /** No bounds. */
  public static final GradientClipping NONE = new GradientClipping(0, 0);

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if one is negative or not finite
   */
  public GradientClipping {
    Checks.nonNegative("clip_value", value);
    Checks.nonNegative("clip_norm", norm);
  }

  /**
   * Clips gradients in place.
   *
   * @param gradients 1×P
   */
  public void apply(Matrix gradients) {
    if (value > 0) {
      clamp(gradients, value);
    }
    if (norm > 0) {
      double length = Math.sqrt(squares(gradients));
      if (length > norm) {
        scale(gradients, norm / length);
      }
    }
  }

  private static void clamp(Matrix gradients, double bound) {
    int from = gradients.offset();
    int to = from + gradients.columns();
    if (gradients instanceof FloatMatrix floats) {
      float[] g = floats.array();
      float most = (float) bound;
      for (int i = from; i < to; i++) {
        g[i] = Math.max(-most, Math.min(most, g[i]));
      }
    } else {
      double[] g = ((DoubleMatrix) gradients).array();
      for (int i = from; i < to; i++) {
        g[i] = Math.max(-bound, Math.min(bound, g[i]));
      }
    }
  }

  /** Sums the squares in index order in float64. */
  private static double squares(Matrix gradients) {
    int from = gradients.offset();
    int to = from + gradients.columns();
    double squares = 0;
    if (gradients instanceof FloatMatrix floats) {
      float[] g = floats.array();
      for (int i = from; i < to; i++) {
        squares = Math.fma((double) g[i], (double) g[i], squares);
      }
    } else {
      double[] g = ((DoubleMatrix) gradients).array();
      for (int i = from; i < to; i++) {
        squares = Math.fma(g[i], g[i], squares);
      }
    }
    return squares;
  }

  private static void scale(Matrix gradients, double factor) {
    int from = gradients.offset();
    int to = from + gradients.columns();
    if (gradients instanceof FloatMatrix floats) {
      float[] g = floats.array();
      float by = (float) factor;
      for (int i = from; i < to; i++) {
        g[i] *= by;
      }
    } else {
      double[] g = ((DoubleMatrix) gradients).array();
      for (int i = from; i < to; i++) {
        g[i] *= factor;
      }
    }
  }
}
