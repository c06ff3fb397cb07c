package org.nn4j.simd;

import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.FloatMatrix;

/**
 * Kernels on one range of each matrix: a row, or the whole matrix where it has no gaps. The softmax
 * functions choose their ranges themselves.
 */
class FloatRanges {

  /** Computes a = f(z). */
  void apply(
      ElementwiseFunction f, float alpha, float[] z, int zFrom, float[] a, int aFrom, int n) {
    FloatScalarFunctions.apply(f, alpha, z, zFrom, a, aFrom, n);
  }

  /** Computes g = g·f'(z). */
  void applyGradient(
      ElementwiseFunction f,
      float alpha,
      float[] z,
      int zFrom,
      float[] a,
      int aFrom,
      float[] g,
      int gFrom,
      int n) {
    FloatScalarFunctions.applyGradient(f, alpha, z, zFrom, a, aFrom, g, gFrom, n);
  }

  /** Computes the rows' softmax. */
  void softmax(FloatMatrix z, FloatMatrix a) {
    for (int i = 0; i < a.rows(); i++) {
      FloatRows.softmax(
          z.array(), FloatKernels.row(z, i), a.array(), FloatKernels.row(a, i), a.columns());
    }
  }

  /** Turns ∂L/∂a into ∂L/∂z. */
  void softmaxGradient(FloatMatrix a, FloatMatrix g) {
    for (int i = 0; i < a.rows(); i++) {
      FloatRows.softmaxGradient(
          a.array(), FloatKernels.row(a, i), g.array(), FloatKernels.row(g, i), a.columns());
    }
  }

  /** Computes the rows' log softmax. */
  void logSoftmax(FloatMatrix z, FloatMatrix a) {
    for (int i = 0; i < a.rows(); i++) {
      FloatRows.logSoftmax(
          z.array(), FloatKernels.row(z, i), a.array(), FloatKernels.row(a, i), a.columns());
    }
  }

  /** Turns ∂L/∂a into ∂L/∂z. */
  void logSoftmaxGradient(FloatMatrix a, FloatMatrix g) {
    for (int i = 0; i < a.rows(); i++) {
      FloatRows.logSoftmaxGradient(
          a.array(), FloatKernels.row(a, i), g.array(), FloatKernels.row(g, i), a.columns());
    }
  }

  /** Returns a row's sum, 16-way. */
  float sum(float[] x, int from, int n) {
    return FloatRows.sum(x, from, n);
  }

  /** Returns Σ xᵢ·yᵢ of two rows, 16-way. */
  float dot(float[] x, int xFrom, float[] y, int yFrom, int n) {
    return FloatRows.dot(x, xFrom, y, yFrom, n);
  }

  /** Computes c = a + b. */
  void add(float[] a, int aFrom, float[] b, int bFrom, float[] c, int cFrom, int n) {
    FloatVectors.add(a, aFrom, b, bFrom, c, cFrom, n);
  }

  /** Computes c = a ⊙ b. */
  void multiply(float[] a, int aFrom, float[] b, int bFrom, float[] c, int cFrom, int n) {
    FloatVectors.multiply(a, aFrom, b, bFrom, c, cFrom, n);
  }

  /** Computes c = fma(a, scale, shift) with a scale and shift for every element. */
  void scaleShift(
      float[] a,
      int aFrom,
      float[] scale,
      int scaleFrom,
      float[] shift,
      int shiftFrom,
      float[] c,
      int cFrom,
      int n) {
    FloatVectors.scaleShift(a, aFrom, scale, scaleFrom, shift, shiftFrom, c, cFrom, n);
  }

  /** Computes c = fma(a, scale, shift) with one scale and shift. */
  void scaleShift(float[] a, int aFrom, float scale, float shift, float[] c, int cFrom, int n) {
    FloatVectors.scaleShift(a, aFrom, scale, shift, c, cFrom, n);
  }

  /** Computes x = b/255. */
  void toUnit(byte[] bytes, int from, float[] x, int xFrom, int n) {
    FloatBytes.toUnit(bytes, from, x, xFrom, n);
  }
}
