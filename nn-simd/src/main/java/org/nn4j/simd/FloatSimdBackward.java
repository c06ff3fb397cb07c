package org.nn4j.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.ElementwiseFunction;

/**
 * The element-wise functions' derivatives, g = g·f'(z), as passes; see {@link FloatSimdForward}.
 */
final class FloatSimdBackward {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final FloatPass[] GELU =
      FloatSimdCores.followedBy(FloatSimdCores.NORMAL_CDF_AND_EXP, FloatSimdBackward::gelu);
  private static final FloatPass[] GELU_TANH =
      FloatSimdCores.followedBy(FloatSimdCores.GELU_TANH, FloatSimdBackward::geluTanh);
  private static final FloatPass[] SILU =
      FloatSimdCores.followedBy(FloatSimdCores.SIGMOID, FloatSimdBackward::silu);
  private static final FloatPass[] MISH =
      FloatSimdCores.followedBy(FloatSimdCores.MISH, FloatSimdBackward::mish);
  private static final FloatPass[] SOFTPLUS =
      FloatSimdCores.followedBy(FloatSimdCores.SIGMOID, FloatSimdBackward::multiply);
  private static final FloatPass[] TANH_SHRINK =
      FloatSimdCores.followedBy(FloatSimdCores.TANH, FloatSimdBackward::tanhShrink);

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
    FloatPass[] passes = passes(f);
    if (passes == null) {
      FloatBackward.apply(f, alpha, z, zFrom, a, aFrom, g, gFrom, n);
    } else {
      FloatWork.ofThread().run(passes, alpha, z, zFrom, g, gFrom, n);
    }
  }

  private static FloatPass @Nullable [] passes(ElementwiseFunction f) {
    return switch (f) {
      case GELU -> GELU;
      case GELU_TANH -> GELU_TANH;
      case SILU -> SILU;
      case MISH -> MISH;
      case SOFTPLUS -> SOFTPLUS;
      case TANH_SHRINK -> TANH_SHRINK;
      default -> null;
    };
  }

  /** Φ(z) + z·φ(z); the rounding error of z² is made good. */
  private static void gelu(FloatWork work, int n) {
    FloatVector left = FloatVector.broadcast(S, -FloatFunctions.FAR_NORMAL);
    FloatVector right = FloatVector.broadcast(S, FloatFunctions.FAR_NORMAL);
    FloatVector minusHalf = FloatVector.broadcast(S, -0.5f);
    FloatVector factor = FloatVector.broadcast(S, FloatFunctions.SQRT_1_OVER_2_PI);
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, work.z, work.zFrom + i);
      FloatVector v = FloatVector.fromArray(S, work.block, i);
      FloatVector c = x.max(left).min(right);
      FloatVector lost = c.fma(c, c.mul(c).neg());
      FloatVector density = v.fma(lost.mul(minusHalf), v).mul(factor);
      FloatVector cdf = FloatVector.fromArray(S, work.second, i);
      FloatVector g = FloatVector.fromArray(S, work.a, work.aFrom + i);
      g.mul(c.fma(density, cdf)).intoArray(work.a, work.aFrom + i);
    }
  }

  /** s·(1 + z·(1−s)·(2u)'), s being the core. */
  private static void geluTanh(FloatWork work, int n) {
    FloatVector left = FloatVector.broadcast(S, -FloatFunctions.FAR_NORMAL);
    FloatVector right = FloatVector.broadcast(S, FloatFunctions.FAR_NORMAL);
    FloatVector one = FloatVector.broadcast(S, 1.0f);
    FloatVector first = FloatVector.broadcast(S, FloatFunctions.GELU_TANH_1);
    FloatVector third = FloatVector.broadcast(S, 3.0f * FloatFunctions.GELU_TANH_3);
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, work.z, work.zFrom + i);
      FloatVector v = FloatVector.fromArray(S, work.block, i);
      FloatVector c = x.max(left).min(right);
      FloatVector slope = third.fma(c.mul(c), first);
      FloatVector g = FloatVector.fromArray(S, work.a, work.aFrom + i);
      g.mul(v.mul(c.mul(one.sub(v)).fma(slope, one))).intoArray(work.a, work.aFrom + i);
    }
  }

  /** s·(1 + z·(1−s)), s being the core. */
  private static void silu(FloatWork work, int n) {
    FloatVector left = FloatVector.broadcast(S, -FloatFunctions.FAR);
    FloatVector right = FloatVector.broadcast(S, FloatFunctions.FAR);
    FloatVector one = FloatVector.broadcast(S, 1.0f);
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, work.z, work.zFrom + i);
      FloatVector v = FloatVector.fromArray(S, work.block, i);
      FloatVector c = x.max(left).min(right);
      FloatVector g = FloatVector.fromArray(S, work.a, work.aFrom + i);
      g.mul(v.mul(c.fma(one.sub(v), one))).intoArray(work.a, work.aFrom + i);
    }
  }

  /** (n + 4·z·e·(1+e)/(n+2))/(n+2) with n = e·(e+2), e being the core. */
  private static void mish(FloatWork work, int n) {
    FloatVector left = FloatVector.broadcast(S, -FloatFunctions.FAR);
    FloatVector right = FloatVector.broadcast(S, FloatFunctions.MISH_RIGHT);
    FloatVector one = FloatVector.broadcast(S, 1.0f);
    FloatVector two = FloatVector.broadcast(S, 2.0f);
    FloatVector four = FloatVector.broadcast(S, 4.0f);
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, work.z, work.zFrom + i);
      FloatVector v = FloatVector.fromArray(S, work.block, i);
      FloatVector c = x.max(left).min(right);
      FloatVector m = v.mul(v.add(two));
      FloatVector k = m.add(two);
      FloatVector g = FloatVector.fromArray(S, work.a, work.aFrom + i);
      g.mul(c.fma(v.mul(four).mul(v.add(one)).div(k), m).div(k)).intoArray(work.a, work.aFrom + i);
    }
  }

  /** The core itself. */
  private static void multiply(FloatWork work, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector v = FloatVector.fromArray(S, work.block, i);
      FloatVector g = FloatVector.fromArray(S, work.a, work.aFrom + i);
      g.mul(v).intoArray(work.a, work.aFrom + i);
    }
  }

  /** The core's square. */
  private static void tanhShrink(FloatWork work, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector v = FloatVector.fromArray(S, work.block, i);
      FloatVector g = FloatVector.fromArray(S, work.a, work.aFrom + i);
      g.mul(v.mul(v)).intoArray(work.a, work.aFrom + i);
    }
  }
}
