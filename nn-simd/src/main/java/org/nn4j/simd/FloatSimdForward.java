package org.nn4j.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.nn4j.api.ElementwiseFunction;

/**
 * The loops of {@link FloatSimdFunctions}' values: a = f(z). What needs no exponential is left to
 * {@link FloatForward}, whose loops C2 vectorises by itself.
 *
 * <p>A loop a function, for a vector must not leave compiled code: it would become an object.
 */
final class FloatSimdForward {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private FloatSimdForward() {}

  /** Computes n elements of a = f(z); {@code alpha} is ignored by functions without a parameter. */
  static void apply(
      ElementwiseFunction f, float alpha, float[] z, int zFrom, float[] a, int aFrom, int n) {
    int whole = n - n % L;
    if (!vectors(f, alpha, z, zFrom, a, aFrom, whole)) {
      FloatForward.apply(f, alpha, z, zFrom, a, aFrom, n);
    } else if (whole < n) {
      float[] rest = FloatRest.ofThread().x;
      System.arraycopy(z, zFrom + whole, rest, 0, n - whole);
      vectors(f, alpha, rest, 0, rest, 0, L);
      System.arraycopy(rest, 0, a, aFrom + whole, n - whole);
    }
  }

  /**
   * Computes n elements, a multiple of a vector; returns whether f is one of the functions here.
   */
  private static boolean vectors(
      ElementwiseFunction f, float alpha, float[] z, int zFrom, float[] a, int aFrom, int n) {
    switch (f) {
      case SIGMOID -> sigmoid(z, zFrom, a, aFrom, n);
      case TANH -> tanh(z, zFrom, a, aFrom, n);
      case ELU -> elu(z, zFrom, a, aFrom, n, alpha);
      case SELU -> selu(z, zFrom, a, aFrom, n);
      case CELU -> celu(z, zFrom, a, aFrom, n, alpha);
      case GELU -> gelu(z, zFrom, a, aFrom, n);
      case GELU_TANH -> geluTanh(z, zFrom, a, aFrom, n);
      case SILU -> silu(z, zFrom, a, aFrom, n);
      case MISH -> mish(z, zFrom, a, aFrom, n);
      case SOFTPLUS -> softplus(z, zFrom, a, aFrom, n);
      case TANH_SHRINK -> tanhShrink(z, zFrom, a, aFrom, n);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void sigmoid(float[] z, int zFrom, float[] a, int aFrom, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i);
      VectorFloatMath.sigmoid(x).intoArray(a, aFrom + i);
    }
  }

  private static void tanh(float[] z, int zFrom, float[] a, int aFrom, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i);
      VectorFloatMath.tanh(x).intoArray(a, aFrom + i);
    }
  }

  private static void elu(float[] z, int zFrom, float[] a, int aFrom, int n, float alpha) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i);
      FloatSimdFunctions.elu(x, alpha).intoArray(a, aFrom + i);
    }
  }

  private static void selu(float[] z, int zFrom, float[] a, int aFrom, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i);
      FloatSimdFunctions.selu(x).intoArray(a, aFrom + i);
    }
  }

  private static void celu(float[] z, int zFrom, float[] a, int aFrom, int n, float alpha) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i);
      FloatSimdFunctions.celu(x, alpha).intoArray(a, aFrom + i);
    }
  }

  private static void gelu(float[] z, int zFrom, float[] a, int aFrom, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i);
      FloatSimdFunctions.gelu(x).intoArray(a, aFrom + i);
    }
  }

  private static void geluTanh(float[] z, int zFrom, float[] a, int aFrom, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i);
      FloatSimdFunctions.geluTanh(x).intoArray(a, aFrom + i);
    }
  }

  private static void silu(float[] z, int zFrom, float[] a, int aFrom, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i);
      FloatSimdFunctions.silu(x).intoArray(a, aFrom + i);
    }
  }

  private static void mish(float[] z, int zFrom, float[] a, int aFrom, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i);
      FloatSimdFunctions.mish(x).intoArray(a, aFrom + i);
    }
  }

  private static void softplus(float[] z, int zFrom, float[] a, int aFrom, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i);
      VectorFloatMath.softplus(x).intoArray(a, aFrom + i);
    }
  }

  private static void tanhShrink(float[] z, int zFrom, float[] a, int aFrom, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i);
      FloatSimdFunctions.tanhShrink(x).intoArray(a, aFrom + i);
    }
  }
}
