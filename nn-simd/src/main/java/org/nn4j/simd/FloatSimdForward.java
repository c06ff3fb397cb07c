package org.nn4j.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.nn4j.api.ElementwiseFunction;

/**
 * The element-wise functions' values, a = f(z), block by block. What needs no exponential is left
 * to {@link FloatForward}, whose loops C2 vectorises by itself.
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
    FloatRest scratch = FloatRest.ofThread();
    int length;
    for (int i = 0; i < n; i += length) {
      length = FloatRest.blockLength(n - i);
      if (length < L) {
        System.arraycopy(z, zFrom + i, scratch.x, 0, length);
        block(f, alpha, scratch.x, 0, scratch.x, 0, scratch, L);
        System.arraycopy(scratch.x, 0, a, aFrom + i, length);
      } else {
        block(f, alpha, z, zFrom + i, a, aFrom + i, scratch, length);
      }
    }
  }

  private static void block(
      ElementwiseFunction f,
      float alpha,
      float[] z,
      int zFrom,
      float[] a,
      int aFrom,
      FloatRest scratch,
      int n) {
    if (!FloatSimdCores.compute(f, alpha, z, zFrom, scratch, n)) {
      FloatForward.apply(f, alpha, z, zFrom, a, aFrom, n);
      return;
    }
    float[] v = scratch.block;
    switch (f) {
      case SIGMOID -> sigmoid(z, zFrom, v, a, aFrom, n);
      case TANH -> tanh(z, zFrom, v, a, aFrom, n);
      case ELU -> elu(z, zFrom, v, a, aFrom, n, alpha);
      case SELU -> selu(z, zFrom, v, a, aFrom, n);
      case CELU -> celu(z, zFrom, v, a, aFrom, n, alpha);
      case GELU -> gelu(z, zFrom, v, a, aFrom, n);
      case GELU_TANH -> geluTanh(z, zFrom, v, a, aFrom, n);
      case SILU -> silu(z, zFrom, v, a, aFrom, n);
      case MISH -> mish(z, zFrom, v, a, aFrom, n);
      case SOFTPLUS -> {
        VectorFloatMath.log1pFinite(v, n);
        softplus(z, zFrom, v, a, aFrom, n);
      }
      case TANH_SHRINK -> tanhShrink(z, zFrom, v, a, aFrom, n);
      default -> throw new AssertionError(f);
    }
  }

  private static void sigmoid(float[] z, int zFrom, float[] v, float[] a, int aFrom, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i);
      FloatVector y = FloatVector.fromArray(S, v, i);
      FloatSimdFunctions.sigmoid(x, y).intoArray(a, aFrom + i);
    }
  }

  private static void tanh(float[] z, int zFrom, float[] v, float[] a, int aFrom, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i);
      FloatVector y = FloatVector.fromArray(S, v, i);
      FloatSimdFunctions.tanh(x, y).intoArray(a, aFrom + i);
    }
  }

  private static void elu(
      float[] z, int zFrom, float[] v, float[] a, int aFrom, int n, float alpha) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i);
      FloatVector y = FloatVector.fromArray(S, v, i);
      FloatSimdFunctions.elu(x, y, alpha).intoArray(a, aFrom + i);
    }
  }

  private static void selu(float[] z, int zFrom, float[] v, float[] a, int aFrom, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i);
      FloatVector y = FloatVector.fromArray(S, v, i);
      FloatSimdFunctions.selu(x, y).intoArray(a, aFrom + i);
    }
  }

  private static void celu(
      float[] z, int zFrom, float[] v, float[] a, int aFrom, int n, float alpha) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i);
      FloatVector y = FloatVector.fromArray(S, v, i);
      FloatSimdFunctions.celu(x, y, alpha).intoArray(a, aFrom + i);
    }
  }

  private static void gelu(float[] z, int zFrom, float[] v, float[] a, int aFrom, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i);
      FloatVector y = FloatVector.fromArray(S, v, i);
      FloatSimdFunctions.gelu(x, y).intoArray(a, aFrom + i);
    }
  }

  private static void geluTanh(float[] z, int zFrom, float[] v, float[] a, int aFrom, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i);
      FloatVector y = FloatVector.fromArray(S, v, i);
      FloatSimdFunctions.geluTanh(x, y).intoArray(a, aFrom + i);
    }
  }

  private static void silu(float[] z, int zFrom, float[] v, float[] a, int aFrom, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i);
      FloatVector y = FloatVector.fromArray(S, v, i);
      FloatSimdFunctions.silu(x, y).intoArray(a, aFrom + i);
    }
  }

  private static void mish(float[] z, int zFrom, float[] v, float[] a, int aFrom, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i);
      FloatVector y = FloatVector.fromArray(S, v, i);
      FloatSimdFunctions.mish(x, y).intoArray(a, aFrom + i);
    }
  }

  private static void softplus(float[] z, int zFrom, float[] v, float[] a, int aFrom, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i);
      FloatVector y = FloatVector.fromArray(S, v, i);
      FloatSimdFunctions.softplus(x, y).intoArray(a, aFrom + i);
    }
  }

  private static void tanhShrink(float[] z, int zFrom, float[] v, float[] a, int aFrom, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i);
      FloatVector y = FloatVector.fromArray(S, v, i);
      FloatSimdFunctions.tanhShrink(x, y).intoArray(a, aFrom + i);
    }
  }
}
