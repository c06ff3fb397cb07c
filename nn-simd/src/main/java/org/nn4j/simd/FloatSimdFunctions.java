package org.nn4j.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Those of {@link FloatFunctions} that need an exponential, on vectors: its operations in its
 * order, lane by lane. Each takes z and, as {@code v}, its core from {@link FloatSimdCores}.
 */
final class FloatSimdFunctions {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  private FloatSimdFunctions() {}

  static FloatVector sigmoid(FloatVector z, FloatVector v) {
    FloatVector one = constant(1.0f);
    return one.blend(v, z.compare(VectorOperators.LT, 0.0f)).div(v.add(one));
  }

  static FloatVector tanh(FloatVector z, FloatVector v) {
    return VectorFloatMath.copySign(v.div(v.add(1.0f)), z);
  }

  static FloatVector elu(FloatVector z, FloatVector v, float alpha) {
    return constant(alpha).fma(expm1(z.min(0.0f), v), z.max(0.0f));
  }

  static FloatVector selu(FloatVector z, FloatVector v) {
    FloatVector right = z.max(0.0f).mul(FloatFunctions.SELU_LAMBDA);
    return constant(FloatFunctions.SELU_LAMBDA_ALPHA).fma(expm1(z.min(0.0f), v), right);
  }

  static FloatVector celu(FloatVector z, FloatVector v, float alpha) {
    return constant(alpha).fma(expm1(z.min(0.0f).div(alpha), v), z.max(0.0f));
  }

  private static FloatVector expm1(FloatVector x, FloatVector half) {
    FloatVector y = half.mul(2.0f);
    return y.blend(x, x.abs().compare(VectorOperators.LT, VectorFloatMath.TINY));
  }

  static FloatVector gelu(FloatVector z, FloatVector v) {
    return z.max(-FloatFunctions.FAR_NORMAL).mul(v);
  }

  /** Takes e^(−z²/2) too, as {@code e}. */
  static FloatVector geluDerivative(FloatVector z, FloatVector v, FloatVector e) {
    FloatVector c = clamp(z, FloatFunctions.FAR_NORMAL, FloatFunctions.FAR_NORMAL);
    FloatVector rest = c.fma(c, c.mul(c).neg());
    FloatVector density = e.fma(rest.mul(-0.5f), e).mul(FloatFunctions.SQRT_1_OVER_2_PI);
    return c.fma(density, v);
  }

  static FloatVector geluTanh(FloatVector z, FloatVector v) {
    return z.max(-FloatFunctions.FAR_NORMAL).mul(sigmoid(geluTanhArgument(z), v));
  }

  static FloatVector geluTanhDerivative(FloatVector z, FloatVector v) {
    FloatVector one = constant(1.0f);
    FloatVector c = clamp(z, FloatFunctions.FAR_NORMAL, FloatFunctions.FAR_NORMAL);
    FloatVector s = sigmoid(geluTanhArgument(z), v);
    FloatVector slope =
        constant(3.0f * FloatFunctions.GELU_TANH_3)
            .fma(c.mul(c), constant(FloatFunctions.GELU_TANH_1));
    return s.mul(c.mul(one.sub(s)).fma(slope, one));
  }

  /** Returns 2·√(2/π)·(z + 0.044715·z³). */
  static FloatVector geluTanhArgument(FloatVector z) {
    FloatVector c = clamp(z, FloatFunctions.FAR_NORMAL, FloatFunctions.FAR_NORMAL);
    FloatVector slope =
        constant(FloatFunctions.GELU_TANH_3).fma(c.mul(c), constant(FloatFunctions.GELU_TANH_1));
    return c.mul(slope);
  }

  static FloatVector silu(FloatVector z, FloatVector v) {
    return z.max(-FloatFunctions.FAR).mul(sigmoid(z, v));
  }

  static FloatVector siluDerivative(FloatVector z, FloatVector v) {
    FloatVector s = sigmoid(z, v);
    FloatVector c = clamp(z, FloatFunctions.FAR, FloatFunctions.FAR);
    return s.mul(c.fma(constant(1.0f).sub(s), constant(1.0f)));
  }

  static FloatVector mish(FloatVector z, FloatVector v) {
    FloatVector n = v.mul(v.add(2.0f));
    return z.max(-FloatFunctions.FAR).mul(n.div(n.add(2.0f)));
  }

  static FloatVector mishDerivative(FloatVector z, FloatVector v) {
    FloatVector c = clamp(z, FloatFunctions.FAR, FloatFunctions.MISH_RIGHT);
    FloatVector n = v.mul(v.add(2.0f));
    FloatVector m = n.add(2.0f);
    return c.fma(v.mul(4.0f).mul(v.add(1.0f)).div(m), n).div(m);
  }

  /** Takes log1p of the core. */
  static FloatVector softplus(FloatVector z, FloatVector v) {
    return FloatVector.zero(S).blend(z, z.compare(VectorOperators.GT, 0.0f)).add(v);
  }

  static FloatVector tanhShrink(FloatVector z, FloatVector v) {
    return z.sub(tanh(z, v));
  }

  static FloatVector tanhShrinkDerivative(FloatVector z, FloatVector v) {
    FloatVector t = tanh(z, v);
    return t.mul(t);
  }

  private static FloatVector clamp(FloatVector z, float left, float right) {
    return z.max(-left).min(right);
  }

  private static FloatVector constant(float x) {
    return FloatVector.broadcast(S, x);
  }
}
