package org.nn4j.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.ElementwiseFunction;

/**
 * The element-wise functions' values, a = f(z), as passes. What needs no exponential is left to
 * {@link FloatForward}, whose loops C2 vectorises by itself.
 */
final class FloatSimdForward {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final FloatPass[] SIGMOID =
      FloatSimdCores.followedBy(FloatSimdCores.SIGMOID, FloatSimdForward::copy);
  private static final FloatPass[] TANH =
      FloatSimdCores.followedBy(FloatSimdCores.TANH, FloatSimdForward::copy);
  private static final FloatPass[] CELU =
      FloatSimdCores.followedBy(FloatSimdCores.EXPM1_OVER_ALPHA, FloatSimdForward::elu);
  private static final FloatPass[] ELU =
      FloatSimdCores.followedBy(FloatSimdCores.EXPM1, FloatSimdForward::elu);
  private static final FloatPass[] SELU =
      FloatSimdCores.followedBy(FloatSimdCores.EXPM1, FloatSimdForward::selu);
  private static final FloatPass[] GELU =
      FloatSimdCores.followedBy(FloatSimdCores.NORMAL_CDF, FloatSimdForward::gelu);
  private static final FloatPass[] GELU_TANH =
      FloatSimdCores.followedBy(FloatSimdCores.GELU_TANH, FloatSimdForward::gelu);
  private static final FloatPass[] SILU =
      FloatSimdCores.followedBy(FloatSimdCores.SIGMOID, FloatSimdForward::silu);
  private static final FloatPass[] MISH =
      FloatSimdCores.followedBy(FloatSimdCores.MISH, FloatSimdForward::mish);
  private static final FloatPass[] SOFTPLUS =
      FloatSimdCores.followedBy(FloatSimdCores.LOG1P_EXP, FloatSimdForward::softplus);
  private static final FloatPass[] TANH_SHRINK =
      FloatSimdCores.followedBy(FloatSimdCores.TANH, FloatSimdForward::tanhShrink);

  private FloatSimdForward() {}

  /** Computes n elements of a = f(z); {@code alpha} is ignored by functions without a parameter. */
  static void apply(
      ElementwiseFunction f, float alpha, float[] z, int zFrom, float[] a, int aFrom, int n) {
    FloatPass[] passes = passes(f);
    if (passes == null) {
      FloatForward.apply(f, alpha, z, zFrom, a, aFrom, n);
    } else {
      FloatWork.ofThread().run(passes, alpha, z, zFrom, a, aFrom, n);
    }
  }

  private static FloatPass @Nullable [] passes(ElementwiseFunction f) {
    return switch (f) {
      case SIGMOID -> SIGMOID;
      case TANH -> TANH;
      case ELU -> ELU;
      case SELU -> SELU;
      case CELU -> CELU;
      case GELU -> GELU;
      case GELU_TANH -> GELU_TANH;
      case SILU -> SILU;
      case MISH -> MISH;
      case SOFTPLUS -> SOFTPLUS;
      case TANH_SHRINK -> TANH_SHRINK;
      default -> null;
    };
  }

  private static void copy(FloatWork work, int n) {
    System.arraycopy(work.block, 0, work.a, work.aFrom, n);
  }

  /** α·core on the left, z on the right. */
  private static void elu(FloatWork work, int n) {
    FloatVector alpha = FloatVector.broadcast(S, work.alpha);
    FloatVector zero = FloatVector.zero(S);
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, work.z, work.zFrom + i);
      FloatVector v = FloatVector.fromArray(S, work.block, i);
      alpha.fma(v, x.max(zero)).intoArray(work.a, work.aFrom + i);
    }
  }

  /** λ·α·core on the left, λ·z on the right. */
  private static void selu(FloatWork work, int n) {
    FloatVector zero = FloatVector.zero(S);
    FloatVector right = FloatVector.broadcast(S, FloatFunctions.SELU_LAMBDA);
    FloatVector left = FloatVector.broadcast(S, FloatFunctions.SELU_LAMBDA_ALPHA);
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, work.z, work.zFrom + i);
      FloatVector v = FloatVector.fromArray(S, work.block, i);
      left.fma(v, x.max(zero).mul(right)).intoArray(work.a, work.aFrom + i);
    }
  }

  /** z·core, z bounded on the left. */
  private static void gelu(FloatWork work, int n) {
    FloatVector far = FloatVector.broadcast(S, -FloatFunctions.FAR_NORMAL);
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, work.z, work.zFrom + i);
      FloatVector v = FloatVector.fromArray(S, work.block, i);
      x.max(far).mul(v).intoArray(work.a, work.aFrom + i);
    }
  }

  /** z·core, z bounded on the left. */
  private static void silu(FloatWork work, int n) {
    FloatVector far = FloatVector.broadcast(S, -FloatFunctions.FAR);
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, work.z, work.zFrom + i);
      FloatVector v = FloatVector.fromArray(S, work.block, i);
      x.max(far).mul(v).intoArray(work.a, work.aFrom + i);
    }
  }

  /** z·m/(m+2) with m = core·(core+2). */
  private static void mish(FloatWork work, int n) {
    FloatVector far = FloatVector.broadcast(S, -FloatFunctions.FAR);
    FloatVector two = FloatVector.broadcast(S, 2.0f);
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, work.z, work.zFrom + i);
      FloatVector v = FloatVector.fromArray(S, work.block, i);
      FloatVector m = v.mul(v.add(two));
      x.max(far).mul(m.div(m.add(two))).intoArray(work.a, work.aFrom + i);
    }
  }

  /** max(z, 0) + core. */
  private static void softplus(FloatWork work, int n) {
    FloatVector zero = FloatVector.zero(S);
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, work.z, work.zFrom + i);
      FloatVector v = FloatVector.fromArray(S, work.block, i);
      zero.blend(x, x.compare(VectorOperators.GT, zero)).add(v).intoArray(work.a, work.aFrom + i);
    }
  }

  /** z − core. */
  private static void tanhShrink(FloatWork work, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, work.z, work.zFrom + i);
      FloatVector v = FloatVector.fromArray(S, work.block, i);
      x.sub(v).intoArray(work.a, work.aFrom + i);
    }
  }
}
