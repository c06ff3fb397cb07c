package org.nn4j.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.nn4j.api.ElementwiseFunction;

/**
 * The transcendental part of the element-wise functions, on up to a block of numbers: an argument
 * is formed from z, and one of {@link VectorFloatMath}'s loops runs over it. {@link
 * FloatSimdForward} and {@link FloatSimdBackward} make the rest of it.
 */
final class FloatSimdCores {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private FloatSimdCores() {}

  /**
   * Computes the core of a function and of its derivative; returns false if it has none.
   *
   * @param n a multiple of a vector, at most a block
   */
  static boolean compute(
      ElementwiseFunction f, float alpha, float[] z, int zFrom, FloatRest scratch, int n) {
    switch (f) {
      case SIGMOID, SILU, SOFTPLUS -> expOfMinusAbs(z, zFrom, scratch, n);
      case TANH, TANH_SHRINK -> halfExpm1OfMinusAbs(z, zFrom, scratch, n);
      case ELU, SELU -> halfExpm1(z, zFrom, 1.0f, scratch, n);
      case CELU -> halfExpm1(z, zFrom, alpha, scratch, n);
      case GELU -> normalCdf(z, zFrom, scratch, n);
      case GELU_TANH -> geluTanh(z, zFrom, scratch, n);
      case MISH -> mish(z, zFrom, scratch, n);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void expOfMinusAbs(float[] z, int zFrom, FloatRest scratch, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector.fromArray(S, z, zFrom + i).abs().neg().intoArray(scratch.block, i);
    }
    VectorFloatMath.exp(scratch.block, 0, scratch.zeros, n);
  }

  /** Computes expm1(−2|z|)/2. */
  private static void halfExpm1OfMinusAbs(float[] z, int zFrom, FloatRest scratch, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector.fromArray(S, z, zFrom + i).abs().mul(-2.0f).intoArray(scratch.block, i);
    }
    VectorFloatMath.halfExpm1(scratch.block, n);
  }

  /** Computes expm1(min(z, 0)/α)/2. */
  private static void halfExpm1(float[] z, int zFrom, float alpha, FloatRest scratch, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i);
      x.min(0.0f).div(alpha).intoArray(scratch.block, i);
    }
    VectorFloatMath.halfExpm1(scratch.block, n);
  }

  private static void normalCdf(float[] z, int zFrom, FloatRest scratch, int n) {
    FloatVector far = FloatVector.broadcast(S, VectorFloatMath.FAR_NORMAL);
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i).abs().min(far);
      FloatVector square = x.mul(x);
      square.mul(-0.5f).intoArray(scratch.block, i);
      x.fma(x, square.neg()).mul(-0.5f).intoArray(scratch.second, i);
    }
    VectorFloatMath.exp(scratch.block, 0, scratch.second, n);
    VectorFloatMath.normalCdf(z, zFrom, scratch.block, n);
  }

  /** Computes e^(−z²/2) into the second block. */
  static void gaussian(float[] z, int zFrom, FloatRest scratch, int n) {
    float far = FloatFunctions.FAR_NORMAL;
    for (int i = 0; i < n; i += L) {
      FloatVector c = FloatVector.fromArray(S, z, zFrom + i).max(-far).min(far);
      c.mul(c).mul(-0.5f).intoArray(scratch.second, i);
    }
    VectorFloatMath.exp(scratch.second, 0, scratch.zeros, n);
  }

  private static void geluTanh(float[] z, int zFrom, FloatRest scratch, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i);
      FloatSimdFunctions.geluTanhArgument(x).abs().neg().intoArray(scratch.block, i);
    }
    VectorFloatMath.exp(scratch.block, 0, scratch.zeros, n);
  }

  private static void mish(float[] z, int zFrom, FloatRest scratch, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, z, zFrom + i);
      FloatVector c = x.max(-FloatFunctions.FAR).min(FloatFunctions.MISH_RIGHT);
      c.intoArray(scratch.block, i);
    }
    VectorFloatMath.exp(scratch.block, 0, scratch.zeros, n);
  }
}
