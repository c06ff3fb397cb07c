package org.nn4j.optim;

import org.nn4j.api.DoubleMatrix;
import org.nn4j.api.Matrix;

/**
 * Solves (A + μI)·x = b for symmetric A, by A + μI = UᵀU with a triangular U, row by row in float64
 * (Golub and Van Loan, "Matrix Computations", section 4.2). A stays in the lower half of its memory
 * while U comes into the upper, so that another μ can be tried.
 *
 * <p>Each thread has one instance, which keeps its memory, because a step must not allocate.
 */
final class Cholesky {
  private static final ThreadLocal<Cholesky> OF_THREAD = ThreadLocal.withInitial(Cholesky::new);

  private double[] diagonal = {};
  private double[] solution = {};

  private Cholesky() {}

  /** Returns the thread's instance, with memory for that many unknowns. */
  static Cholesky ofThread(int size) {
    Cholesky cholesky = OF_THREAD.get();
    if (cholesky.solution.length != size) {
      cholesky.diagonal = new double[size];
      cholesky.solution = new double[size];
    }
    return cholesky;
  }

  /**
   * Factors A + μI.
   *
   * @param matrix A in the lower half and the diagonal; the upper half is overwritten
   * @return whether it is positive definite, as far as rounding tells
   */
  boolean factor(DoubleMatrix matrix, double mu) {
    int size = diagonal.length;
    double[] a = matrix.array();
    for (int j = 0; j < size; j++) {
      for (int i = j + 1; i < size; i++) {
        a[j * size + i] = a[i * size + j];
      }
      double pivot = a[j * size + j] + mu;
      for (int k = 0; k < j; k++) {
        double factor = a[k * size + j];
        if (factor != 0) {
          pivot -= factor * factor;
          for (int i = j + 1; i < size; i++) {
            a[j * size + i] -= factor * a[k * size + i];
          }
        }
      }
      if (!(pivot > 0)) {
        return false;
      }
      double root = Math.sqrt(pivot);
      diagonal[j] = root;
      for (int i = j + 1; i < size; i++) {
        a[j * size + i] /= root;
      }
    }
    return true;
  }

  /**
   * Solves with the last factors, Uᵀy = b and Ux = y.
   *
   * @param b 1×P
   * @return x, valid until the next call
   */
  double[] solve(DoubleMatrix matrix, Matrix b) {
    int size = diagonal.length;
    double[] u = matrix.array();
    for (int i = 0; i < size; i++) {
      solution[i] = b.get(0, i);
    }
    for (int k = 0; k < size; k++) {
      solution[k] /= diagonal[k];
      for (int i = k + 1; i < size; i++) {
        solution[i] -= u[k * size + i] * solution[k];
      }
    }
    for (int k = size - 1; k >= 0; k--) {
      double sum = solution[k];
      for (int i = k + 1; i < size; i++) {
        sum -= u[k * size + i] * solution[i];
      }
      solution[k] = sum / diagonal[k];
    }
    return solution;
  }
}
