package org.nn4j.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Those of {@link FloatFunctions} that need an exponential, on vectors: its operations in its
 * order, lane by lane.
 */
@SuppressWarnings("FloatingPointLiteralPrecision") // the digits are those that the twin needs
final class FloatSimdFunctions {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  private FloatSimdFunctions() {}

  static FloatVector elu(FloatVector z, float alpha) {
    FloatVector left = VectorFloatMath.expm1(z.min(0.0f));
    return constant(alpha).fma(left, z.max(0.0f));
  }

  static FloatVector selu(FloatVector z) {
    FloatVector right = z.max(0.0f).mul(FloatFunctions.SELU_LAMBDA);
    FloatVector left = VectorFloatMath.expm1(z.min(0.0f));
    return constant(FloatFunctions.SELU_LAMBDA_ALPHA).fma(left, right);
  }

  static FloatVector celu(FloatVector z, float alpha) {
    FloatVector left = VectorFloatMath.expm1(z.min(0.0f).div(alpha));
    return constant(alpha).fma(left, z.max(0.0f));
  }

  static FloatVector gelu(FloatVector z) {
    return z.max(-FloatFunctions.FAR_NORMAL).mul(VectorFloatMath.normalCdf(z));
  }

  static FloatVector geluDerivative(FloatVector z) {
    FloatVector c = clamp(z, FloatFunctions.FAR_NORMAL, FloatFunctions.FAR_NORMAL);
    FloatVector square = c.mul(c);
    FloatVector rest = c.fma(c, square.neg());
    FloatVector e = VectorFloatMath.exp(square.mul(-0.5f));
    FloatVector density = e.fma(rest.mul(-0.5f), e).mul(FloatFunctions.SQRT_1_OVER_2_PI);
    return c.fma(density, VectorFloatMath.normalCdf(z));
  }

  static FloatVector geluTanh(FloatVector z) {
    FloatVector c = z.max(-FloatFunctions.FAR_NORMAL);
    return c.mul(geluTanhSigmoid(c, c.mul(c)));
  }

  static FloatVector geluTanhDerivative(FloatVector z) {
    FloatVector c = clamp(z, FloatFunctions.FAR_NORMAL, FloatFunctions.FAR_NORMAL);
    FloatVector square = c.mul(c);
    FloatVector s = geluTanhSigmoid(c, square);
    FloatVector slope =
        constant(3.0f * FloatFunctions.GELU_TANH_3)
            .fma(square, constant(FloatFunctions.GELU_TANH_1));
    return s.mul(c.mul(constant(1.0f).sub(s)).fma(slope, constant(1.0f)));
  }

  private static FloatVector geluTanhSigmoid(FloatVector c, FloatVector square) {
    FloatVector slope =
        constant(FloatFunctions.GELU_TANH_3).fma(square, constant(FloatFunctions.GELU_TANH_1));
    return VectorFloatMath.sigmoid(c.mul(slope));
  }

  static FloatVector silu(FloatVector z) {
    return z.max(-FloatFunctions.FAR).mul(VectorFloatMath.sigmoid(z));
  }

  static FloatVector siluDerivative(FloatVector z) {
    FloatVector s = VectorFloatMath.sigmoid(z);
    FloatVector c = clamp(z, FloatFunctions.FAR, FloatFunctions.FAR);
    return s.mul(c.fma(constant(1.0f).sub(s), constant(1.0f)));
  }

  static FloatVector mish(FloatVector z) {
    FloatVector e = VectorFloatMath.exp(z.min(FloatFunctions.MISH_RIGHT));
    FloatVector n = e.mul(e.add(2.0f));
    return z.max(-FloatFunctions.FAR).mul(n.div(n.add(2.0f)));
  }

  static FloatVector mishDerivative(FloatVector z) {
    FloatVector c = clamp(z, FloatFunctions.FAR, FloatFunctions.MISH_RIGHT);
    FloatVector e = VectorFloatMath.exp(c);
    FloatVector n = e.mul(e.add(2.0f));
    FloatVector m = n.add(2.0f);
    return c.fma(e.mul(4.0f).mul(e.add(1.0f)).div(m), n).div(m);
  }

  static FloatVector tanhShrink(FloatVector z) {
    return z.sub(VectorFloatMath.tanh(z));
  }

  static FloatVector tanhShrinkDerivative(FloatVector z) {
    FloatVector t = VectorFloatMath.tanh(z);
    return t.mul(t);
  }

  private static FloatVector clamp(FloatVector z, float left, float right) {
    return z.max(-left).min(right);
  }

  private static FloatVector constant(float x) {
    return FloatVector.broadcast(S, x);
  }
}
