package org.nn4j.simd;

import org.nn4j.api.FloatMatrix;

/** The kernels of one precision on vectors, and the scalar ones where those are as fast. */
final class FloatSimdKernels extends FloatKernels {

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
}
