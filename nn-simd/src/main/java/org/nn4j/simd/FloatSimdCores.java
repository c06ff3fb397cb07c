package org.nn4j.simd;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The transcendental parts of the element-wise functions as passes: what a function and its
 * derivative share, left in the block. {@link FloatSimdForward} and {@link FloatSimdBackward}
 * append the rest; together they perform {@link FloatFunctions}' operations in its order, lane by
 * lane.
 */
final class FloatSimdCores {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /** e^x in the block. */
  static final FloatPass[] EXP =
      FloatPass.list(VectorFloatMath::reduceForExp, VectorFloatMath::finishExp);

  /** The logistic function. */
  static final FloatPass[] SIGMOID =
      FloatPass.list(FloatSimdCores::minusAbs, EXP[0], EXP[1], FloatSimdCores::sigmoid);

  /** The hyperbolic tangent. */
  static final FloatPass[] TANH =
      FloatPass.list(
          FloatSimdCores::minusTwoAbs,
          VectorFloatMath::reduceForExpm1,
          VectorFloatMath::finishExpm1,
          VectorFloatMath::tanh);

  /** expm1(min(z, 0)). */
  static final FloatPass[] EXPM1 =
      FloatPass.list(
          FloatSimdCores::left,
          VectorFloatMath::reduceForExpm1,
          VectorFloatMath::finishExpm1,
          FloatSimdCores::expm1);

  /** expm1(min(z, 0)/α). */
  static final FloatPass[] EXPM1_OVER_ALPHA =
      FloatPass.list(FloatSimdCores::leftOverAlpha, EXPM1[1], EXPM1[2], EXPM1[3]);

  /** log(1 + e^−|z|). */
  static final FloatPass[] LOG1P_EXP =
      FloatPass.list(
          FloatSimdCores::minusAbs,
          EXP[0],
          EXP[1],
          VectorFloatMath::reduceForLog,
          VectorFloatMath::startLog,
          VectorFloatMath::finishLog);

  /** The normal distribution function. */
  static final FloatPass[] NORMAL_CDF =
      FloatPass.list(
          FloatSimdCores::minusHalfSquare,
          EXP[0],
          EXP[1],
          VectorFloatMath::startNormal,
          VectorFloatMath::finishNormal);

  /** The normal distribution function in the second block, e^(−z²/2) in the first. */
  static final FloatPass[] NORMAL_CDF_AND_EXP =
      followedBy(NORMAL_CDF, FloatSimdCores::keepForExp, EXP[0], EXP[1]);

  /** sigmoid(2·√(2/π)·(z + 0.044715·z³)). */
  static final FloatPass[] GELU_TANH =
      FloatPass.list(
          FloatSimdCores::geluTanhArgument, EXP[0], EXP[1], FloatSimdCores::sigmoidOfSecond);

  /** e^z, z bounded on the right. */
  static final FloatPass[] MISH = FloatPass.list(FloatSimdCores::upToMishRight, EXP[0], EXP[1]);

  private FloatSimdCores() {}

  /** Returns the core and more passes behind it. */
  static FloatPass[] followedBy(FloatPass[] core, FloatPass... more) {
    FloatPass[] all = Arrays.copyOf(core, core.length + more.length);
    System.arraycopy(more, 0, all, core.length, more.length);
    return all;
  }

  /** Computes −|z|. */
  private static void minusAbs(FloatWork work, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, work.z, work.zFrom + i);
      x.abs().neg().intoArray(work.block, i);
    }
  }

  /** Computes −2|z|. */
  private static void minusTwoAbs(FloatWork work, int n) {
    FloatVector minusTwo = FloatVector.broadcast(S, -2.0f);
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, work.z, work.zFrom + i);
      x.abs().mul(minusTwo).intoArray(work.block, i);
    }
  }

  /** Computes the logistic function from e^−|z|. */
  private static void sigmoid(FloatWork work, int n) {
    FloatVector one = FloatVector.broadcast(S, 1.0f);
    FloatVector zero = FloatVector.zero(S);
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, work.z, work.zFrom + i);
      FloatVector v = FloatVector.fromArray(S, work.block, i);
      FloatVector top = one.blend(v, x.compare(VectorOperators.LT, zero));
      top.div(v.add(one)).intoArray(work.block, i);
    }
  }

  /** Computes the logistic function of the second block from its e^−|x|. */
  private static void sigmoidOfSecond(FloatWork work, int n) {
    FloatVector one = FloatVector.broadcast(S, 1.0f);
    FloatVector zero = FloatVector.zero(S);
    for (int i = 0; i < n; i += L) {
      FloatVector v = FloatVector.fromArray(S, work.block, i);
      FloatVector x = FloatVector.fromArray(S, work.second, i);
      FloatVector top = one.blend(v, x.compare(VectorOperators.LT, zero));
      top.div(v.add(one)).intoArray(work.block, i);
    }
  }

  /** Computes min(z, 0). */
  private static void left(FloatWork work, int n) {
    FloatVector zero = FloatVector.zero(S);
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, work.z, work.zFrom + i);
      FloatVector left = x.min(zero);
      left.intoArray(work.second, i);
      left.intoArray(work.block, i);
    }
  }

  /** Computes min(z, 0)/α. */
  private static void leftOverAlpha(FloatWork work, int n) {
    FloatVector alpha = FloatVector.broadcast(S, work.alpha);
    FloatVector zero = FloatVector.zero(S);
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, work.z, work.zFrom + i);
      FloatVector left = x.min(zero).div(alpha);
      left.intoArray(work.second, i);
      left.intoArray(work.block, i);
    }
  }

  /** Computes expm1 of the second block from its half. */
  private static void expm1(FloatWork work, int n) {
    FloatVector tiny = FloatVector.broadcast(S, VectorFloatMath.TINY);
    for (int i = 0; i < n; i += L) {
      FloatVector v = FloatVector.fromArray(S, work.block, i);
      FloatVector x = FloatVector.fromArray(S, work.second, i);
      v.add(v).blend(x, x.abs().compare(VectorOperators.LT, tiny)).intoArray(work.block, i);
    }
  }

  /** Computes −z²/2, z bounded, and the rounding error of the square. */
  private static void minusHalfSquare(FloatWork work, int n) {
    work.rest = work.second;
    FloatVector far = FloatVector.broadcast(S, VectorFloatMath.FAR_NORMAL);
    FloatVector minusHalf = FloatVector.broadcast(S, -0.5f);
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, work.z, work.zFrom + i);
      FloatVector y = x.abs().min(far);
      FloatVector square = y.mul(y);
      square.mul(minusHalf).intoArray(work.block, i);
      y.fma(y, square.neg()).mul(minusHalf).intoArray(work.second, i);
    }
  }

  /** Moves the block to the second one and computes −z²/2, z bounded. */
  private static void keepForExp(FloatWork work, int n) {
    work.rest = work.zeros;
    FloatVector right = FloatVector.broadcast(S, FloatFunctions.FAR_NORMAL);
    FloatVector left = FloatVector.broadcast(S, -FloatFunctions.FAR_NORMAL);
    FloatVector minusHalf = FloatVector.broadcast(S, -0.5f);
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, work.z, work.zFrom + i);
      FloatVector v = FloatVector.fromArray(S, work.block, i);
      v.intoArray(work.second, i);
      FloatVector c = x.max(left).min(right);
      c.mul(c).mul(minusHalf).intoArray(work.block, i);
    }
  }

  /** Computes u = 2·√(2/π)·(z + 0.044715·z³) and −|u|. */
  private static void geluTanhArgument(FloatWork work, int n) {
    FloatVector right = FloatVector.broadcast(S, FloatFunctions.FAR_NORMAL);
    FloatVector left = FloatVector.broadcast(S, -FloatFunctions.FAR_NORMAL);
    FloatVector first = FloatVector.broadcast(S, FloatFunctions.GELU_TANH_1);
    FloatVector third = FloatVector.broadcast(S, FloatFunctions.GELU_TANH_3);
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, work.z, work.zFrom + i);
      FloatVector c = x.max(left).min(right);
      FloatVector u = c.mul(third.fma(c.mul(c), first));
      u.intoArray(work.second, i);
      u.abs().neg().intoArray(work.block, i);
    }
  }

  /** Computes min(z, MISH_RIGHT). */
  private static void upToMishRight(FloatWork work, int n) {
    FloatVector right = FloatVector.broadcast(S, FloatFunctions.MISH_RIGHT);
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, work.z, work.zFrom + i);
      x.min(right).intoArray(work.block, i);
    }
  }
}
