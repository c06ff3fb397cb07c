package org.nn4j.simd;

import org.nn4j.api.FloatMatrix;

/** The kernels of one precision on vectors. */
final class FloatSimdKernels extends FloatKernels {
  /** JDK 17 keeps masks of fewer lanes in memory. */
  private static final int LEAST_LANES = 4;

  FloatSimdKernels() {
    super(FloatPanel.LANES < LEAST_LANES ? new FloatRanges() : new FloatSimdRanges());
  }

  @Override
  void affine(FloatMatrix a, FloatMatrix w, FloatMatrix bias, FloatMatrix z) {
    FloatSimdProducts.multiply(a, false, w, false, bias, z);
  }

  @Override
  void weightGradient(
      FloatMatrix a, FloatMatrix delta, FloatMatrix weightGradient, FloatMatrix biasGradient) {
    FloatSimdProducts.multiply(a, true, delta, false, null, weightGradient);
    columnSums(delta, biasGradient);
  }

  @Override
  void inputGradient(FloatMatrix delta, FloatMatrix w, FloatMatrix inputGradient) {
    FloatSimdProducts.multiply(delta, false, w, true, null, inputGradient);
  }

  @Override
  void columnSums(FloatMatrix a, FloatMatrix sums) {
    FloatSimdColumns.sums(a, sums.array(), sums.offset());
  }

  @Override
  void columnDots(FloatMatrix a, FloatMatrix b, FloatMatrix sums) {
    FloatSimdColumns.dots(a, b, sums.array(), sums.offset());
  }
}
