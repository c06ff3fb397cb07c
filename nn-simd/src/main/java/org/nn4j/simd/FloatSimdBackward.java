package org.nn4j.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.nn4j.api.ElementwiseFunction;

/**
 * The loops of {@link FloatSimdFunctions}' derivatives: g = g·f'(z); see {@link FloatSimdForward}.
 */
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
    int whole = n - n % L;
    if (!vectors(f, z, zFrom, g, gFrom, whole)) {
      FloatBackward.apply(f, alpha, z, zFrom, a, aFrom, g, gFrom, n);
    } else if (whole < n) {
      FloatRest rest = FloatRest.ofThread();
      System.arraycopy(z, zFrom + whole, rest.x, 0, n - whole);
      System.arraycopy(g, gFrom + whole, rest.y, 0, n - whole);
      vectors(f, rest.x, 0, rest.y, 0, L);
      System.arraycopy(rest.y, 0, g, gFrom + whole, n - whole);
    }
  }

  /** Multiplies n elements, a multiple of a vector; returns whether f is one of those here. */
  private static boolean vectors(
      ElementwiseFunction f, float[] z, int zFrom, float[] g, int gFrom, int n) {
    switch (f) {
      case GELU -> gelu(z, zFrom, g, gFrom, n);
      case GELU_TANH -> geluTanh(z, zFrom, g, gFrom, n);
      case SILU -> silu(z, zFrom, g, gFrom, n);
      case MISH -> mish(z, zFrom, g, gFrom, n);
      case SOFTPLUS -> softplus(z, zFrom, g, gFrom, n);
      case TANH_SHRINK -> tanhShrink(z, zFrom, g, gFrom, n);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void gelu(float[] z, int zFrom, float[] g, int gFrom, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i);
      FloatVector y = FloatVector.fromArray(S, g, gFrom + i);
      y.mul(FloatSimdFunctions.geluDerivative(x)).intoArray(g, gFrom + i);
    }
  }

  private static void geluTanh(float[] z, int zFrom, float[] g, int gFrom, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i);
      FloatVector y = FloatVector.fromArray(S, g, gFrom + i);
      y.mul(FloatSimdFunctions.geluTanhDerivative(x)).intoArray(g, gFrom + i);
    }
  }

  private static void silu(float[] z, int zFrom, float[] g, int gFrom, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i);
      FloatVector y = FloatVector.fromArray(S, g, gFrom + i);
      y.mul(FloatSimdFunctions.siluDerivative(x)).intoArray(g, gFrom + i);
    }
  }

  private static void mish(float[] z, int zFrom, float[] g, int gFrom, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i);
      FloatVector y = FloatVector.fromArray(S, g, gFrom + i);
      y.mul(FloatSimdFunctions.mishDerivative(x)).intoArray(g, gFrom + i);
    }
  }

  private static void softplus(float[] z, int zFrom, float[] g, int gFrom, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i);
      FloatVector y = FloatVector.fromArray(S, g, gFrom + i);
      y.mul(VectorFloatMath.sigmoid(x)).intoArray(g, gFrom + i);
    }
  }

  private static void tanhShrink(float[] z, int zFrom, float[] g, int gFrom, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i);
      FloatVector y = FloatVector.fromArray(S, g, gFrom + i);
      y.mul(FloatSimdFunctions.tanhShrinkDerivative(x)).intoArray(g, gFrom + i);
    }
  }
}
