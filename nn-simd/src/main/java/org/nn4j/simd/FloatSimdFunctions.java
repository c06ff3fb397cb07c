package org.nn4j.simd;

import jdk.incubator.vector.FloatVector;
import org.nn4j.api.ElementwiseFunction;

/**
 * {@link FloatScalarFunctions} on vectors, by loops that the build generates from {@link
 * FloatFunctions}. A remainder shorter than a vector is copied into a whole one.
 */
final class FloatSimdFunctions {
  private static final int L = FloatVector.SPECIES_PREFERRED.length();

  private FloatSimdFunctions() {}

  /** Computes n elements of a = f(z); {@code alpha} is ignored by functions without a parameter. */
  static void apply(
      ElementwiseFunction f, float alpha, float[] z, int zFrom, float[] a, int aFrom, int n) {
    int rest = n % L;
    int whole = n - rest;
    if (whole > 0) {
      FloatSimdLoops.apply(f, alpha, z, zFrom, a, aFrom, whole);
    }
    if (rest > 0) {
      FloatLanes lanes = FloatLanes.ofThread();
      System.arraycopy(z, zFrom + whole, lanes.z, 0, rest);
      FloatSimdLoops.apply(f, alpha, lanes.z, 0, lanes.a, 0, L);
      System.arraycopy(lanes.a, 0, a, aFrom + whole, rest);
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
    int rest = n % L;
    int whole = n - rest;
    if (whole > 0) {
      FloatSimdLoops.applyGradient(f, alpha, z, zFrom, a, aFrom, g, gFrom, whole);
    }
    if (rest > 0) {
      FloatLanes lanes = FloatLanes.ofThread();
      System.arraycopy(z, zFrom + whole, lanes.z, 0, rest);
      System.arraycopy(a, aFrom + whole, lanes.a, 0, rest);
      System.arraycopy(g, gFrom + whole, lanes.g, 0, rest);
      FloatSimdLoops.applyGradient(f, alpha, lanes.z, 0, lanes.a, 0, lanes.g, 0, L);
      System.arraycopy(lanes.g, 0, g, gFrom + whole, rest);
    }
  }

  /** Computes n elements of a = e^(z − shift), z ≤ shift. */
  static void decay(float[] z, int zFrom, float shift, float[] a, int aFrom, int n) {
    int rest = n % L;
    int whole = n - rest;
    FloatSimdLoops.decay(z, zFrom, a, aFrom, whole, shift);
    if (rest > 0) {
      FloatLanes lanes = FloatLanes.ofThread();
      System.arraycopy(z, zFrom + whole, lanes.z, 0, rest);
      FloatSimdLoops.decay(lanes.z, 0, lanes.a, 0, L, shift);
      System.arraycopy(lanes.a, 0, a, aFrom + whole, rest);
    }
  }
}
