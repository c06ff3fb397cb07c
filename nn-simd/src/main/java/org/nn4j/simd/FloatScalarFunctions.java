package org.nn4j.simd;

import org.nn4j.api.ElementwiseFunction;

/**
 * The element-wise functions on ranges, by loops that the build generates from {@link
 * FloatFunctions}. Those need one index for all arrays, so ranges that start at different indices
 * are copied through {@link FloatScratch}.
 */
final class FloatScalarFunctions {
  private FloatScalarFunctions() {}

  /** Computes n elements of a = f(z); {@code alpha} is ignored by functions without a parameter. */
  static void apply(
      ElementwiseFunction f, float alpha, float[] z, int zFrom, float[] a, int aFrom, int n) {
    if (zFrom == aFrom) {
      FloatScalarLoops.apply(f, alpha, z, a, zFrom, zFrom + n);
      return;
    }
    float[] block = FloatScratch.ofThread().row0;
    for (int i = 0; i < n; i += block.length) {
      int length = Math.min(block.length, n - i);
      System.arraycopy(z, zFrom + i, block, 0, length);
      FloatScalarLoops.apply(f, alpha, block, block, 0, length);
      System.arraycopy(block, 0, a, aFrom + i, length);
    }
  }

  /**
   * Multiplies n elements of g by f'; {@code alpha} is ignored by functions without a parameter.
   */
  static void applyGradient(
      ElementwiseFunction f,
      float alpha,
      float[] z,
      int zFrom,
      float[] a,
      int aFrom,
      float[] g,
      int gFrom,
      int n) {
    if (zFrom == gFrom && aFrom == gFrom) {
      FloatScalarLoops.applyGradient(f, alpha, z, a, g, gFrom, gFrom + n);
      return;
    }
    FloatScratch scratch = FloatScratch.ofThread();
    for (int i = 0; i < n; i += FloatScratch.WIDTH) {
      int length = Math.min(FloatScratch.WIDTH, n - i);
      System.arraycopy(z, zFrom + i, scratch.row0, 0, length);
      System.arraycopy(a, aFrom + i, scratch.row1, 0, length);
      System.arraycopy(g, gFrom + i, scratch.row2, 0, length);
      FloatScalarLoops.applyGradient(f, alpha, scratch.row0, scratch.row1, scratch.row2, 0, length);
      System.arraycopy(scratch.row2, 0, g, gFrom + i, length);
    }
  }
}
