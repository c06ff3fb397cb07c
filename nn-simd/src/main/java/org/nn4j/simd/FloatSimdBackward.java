package org.nn4j.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.nn4j.api.ElementwiseFunction;

/** The element-wise functions' derivatives, g = g·f'(z), block by block; see FloatSimdForward. */
final class FloatSimdBackward {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private FloatSimdBackward() {}

  /**
   * Multiplies n elements of g by f'; {@code alpha} is ignored by functions without a parameter.
   */
  static void apply(
      ElementwiseFunction f,
      float alpha,
      float[] z,
      int zFrom,
      float[] a,
      int aFrom,
      float[] g,
      int gFrom,
      int n) {
    switch (f) {
      case GELU, GELU_TANH, SILU, MISH, SOFTPLUS, TANH_SHRINK -> blocks(f, z, zFrom, g, gFrom, n);
      default -> FloatBackward.apply(f, alpha, z, zFrom, a, aFrom, g, gFrom, n);
    }
  }

  private static void blocks(
      ElementwiseFunction f, float[] z, int zFrom, float[] g, int gFrom, int n) {
    FloatRest scratch = FloatRest.ofThread();
    int length;
    for (int i = 0; i < n; i += length) {
      length = FloatRest.blockLength(n - i);
      if (length < L) {
        System.arraycopy(z, zFrom + i, scratch.x, 0, length);
        System.arraycopy(g, gFrom + i, scratch.y, 0, length);
        block(f, scratch.x, 0, scratch.y, 0, scratch, L);
        System.arraycopy(scratch.y, 0, g, gFrom + i, length);
      } else {
        block(f, z, zFrom + i, g, gFrom + i, scratch, length);
      }
    }
  }

  private static void block(
      ElementwiseFunction f, float[] z, int zFrom, float[] g, int gFrom, FloatRest scratch, int n) {
    FloatSimdCores.compute(f, 0.0f, z, zFrom, scratch, n);
    float[] v = scratch.block;
    switch (f) {
      case GELU -> {
        FloatSimdCores.gaussian(z, zFrom, scratch, n);
        gelu(z, zFrom, scratch, g, gFrom, n);
      }
      case GELU_TANH -> geluTanh(z, zFrom, v, g, gFrom, n);
      case SILU -> silu(z, zFrom, v, g, gFrom, n);
      case MISH -> mish(z, zFrom, v, g, gFrom, n);
      case SOFTPLUS -> softplus(z, zFrom, v, g, gFrom, n);
      case TANH_SHRINK -> tanhShrink(z, zFrom, v, g, gFrom, n);
      default -> throw new AssertionError(f);
    }
  }

  private static void gelu(float[] z, int zFrom, FloatRest scratch, float[] g, int gFrom, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i);
      FloatVector cdf = FloatVector.fromArray(S, scratch.block, i);
      FloatVector e = FloatVector.fromArray(S, scratch.second, i);
      FloatVector y = FloatVector.fromArray(S, g, gFrom + i);
      y.mul(FloatSimdFunctions.geluDerivative(x, cdf, e)).intoArray(g, gFrom + i);
    }
  }

  private static void geluTanh(float[] z, int zFrom, float[] v, float[] g, int gFrom, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i);
      FloatVector d = FloatSimdFunctions.geluTanhDerivative(x, FloatVector.fromArray(S, v, i));
      FloatVector.fromArray(S, g, gFrom + i).mul(d).intoArray(g, gFrom + i);
    }
  }

  private static void silu(float[] z, int zFrom, float[] v, float[] g, int gFrom, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i);
      FloatVector d = FloatSimdFunctions.siluDerivative(x, FloatVector.fromArray(S, v, i));
      FloatVector.fromArray(S, g, gFrom + i).mul(d).intoArray(g, gFrom + i);
    }
  }

  private static void mish(float[] z, int zFrom, float[] v, float[] g, int gFrom, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i);
      FloatVector d = FloatSimdFunctions.mishDerivative(x, FloatVector.fromArray(S, v, i));
      FloatVector.fromArray(S, g, gFrom + i).mul(d).intoArray(g, gFrom + i);
    }
  }

  private static void softplus(float[] z, int zFrom, float[] v, float[] g, int gFrom, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i);
      FloatVector d = FloatSimdFunctions.sigmoid(x, FloatVector.fromArray(S, v, i));
      FloatVector.fromArray(S, g, gFrom + i).mul(d).intoArray(g, gFrom + i);
    }
  }

  private static void tanhShrink(float[] z, int zFrom, float[] v, float[] g, int gFrom, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i);
      FloatVector d = FloatSimdFunctions.tanhShrinkDerivative(x, FloatVector.fromArray(S, v, i));
      FloatVector.fromArray(S, g, gFrom + i).mul(d).intoArray(g, gFrom + i);
    }
  }
}
