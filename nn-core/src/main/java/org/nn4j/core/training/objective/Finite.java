package org.nn4j.core.training.objective;

import org.nn4j.api.DoubleMatrix;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Matrix;

/** Looks for numbers that are not finite, quickly. */
public final class Finite {
  private Finite() {}

  /** Returns whether a matrix holds neither NaN nor infinities. */
  public static boolean all(Matrix matrix) {
    for (int r = 0; r < matrix.rows(); r++) {
      int from = matrix.offset() + r * matrix.stride();
      int to = from + matrix.columns();
      if (!(matrix instanceof FloatMatrix floats
          ? FloatRanges.finite(floats.array(), from, to)
          : DoubleRanges.finite(((DoubleMatrix) matrix).array(), from, to))) {
        return false;
      }
    }
    return true;
  }
}
