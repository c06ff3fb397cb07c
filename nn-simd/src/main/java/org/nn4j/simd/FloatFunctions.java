package org.nn4j.simd;

import org.nn4j.api.math.NnMath;

/**
 * The element-wise functions and their derivatives, one number at a time.
 *
 * <p>They fix the operations and their order: the build generates loops over vectors from them,
 * which perform the same operations lane by lane, so they use only what the generator knows. NaN
 * gives NaN. Where a formula has ∞·0 or ∞/∞, its argument is first clamped to where the result no
 * longer changes. A derivative takes the argument z or the value a: a where that is cheaper and no
 * less accurate than in PyTorch, where σ' falls to 0 because a rounds to its limit. There sigmoid'
 * and tanh' of float32 are 0 from |z| of 17 and 9 on; computed from z they would be 4e-8 and 6e-8.
 */
@SuppressWarnings("FloatingPointLiteralPrecision") // the float64 twin needs all digits
final class FloatFunctions {
  /** From here on, e^z underflows to 0 on the left: z·sigmoid(z) is −0. */
  private static final float FAR = 750.0f;

  /** From here on, the normal tail underflows to 0. */
  private static final float FAR_NORMAL = 38.7f;

  /** From here on, tanh(softplus(z)) rounds to 1; its e^2z is still finite. */
  private static final float MISH_RIGHT = 40.0f;

  private static final float SELU_LAMBDA = 1.0507009873554805f;
  private static final float SELU_LAMBDA_ALPHA = 1.7580993408473768f;

  /** 2·√(2/π), and the same times 0.044715. */
  private static final float GELU_TANH_1 = 1.5957691216057308f;

  private static final float GELU_TANH_3 = 0.07135481627260025f;

  private static final float SQRT_1_OVER_2_PI = 0.3989422804014327f;

  private FloatFunctions() {}

  static float sigmoid(float z) {
    return NnMath.sigmoid(z);
  }

  static float sigmoidDerivative(float a) {
    return a * (1.0f - a);
  }

  static float tanh(float z) {
    return NnMath.tanh(z);
  }

  static float tanhDerivative(float a) {
    return 1.0f - a * a;
  }

  static float relu(float z) {
    return Math.max(z, 0.0f);
  }

  static float reluDerivative(float z) {
    return step(z);
  }

  static float relu6(float z) {
    return Math.min(Math.max(z, 0.0f), 6.0f);
  }

  static float relu6Derivative(float z) {
    return step(z) * step(6.0f - z);
  }

  static float leakyRelu(float z, float alpha) {
    return Math.fma(alpha, negativePart(z), positivePart(z));
  }

  static float leakyReluDerivative(float z, float alpha) {
    return select(step(z), 1.0f, alpha);
  }

  static float elu(float z, float alpha) {
    return Math.fma(alpha, NnMath.decayMinus1(negativePart(z)), positivePart(z));
  }

  /** From z, as a + α would be 0 where a rounds to −α: in float32 from −17 on. */
  static float eluDerivative(float z, float alpha) {
    return select(step(z), 1.0f, alpha * NnMath.decay(negativePart(z)));
  }

  static float selu(float z) {
    float right = SELU_LAMBDA * positivePart(z);
    return Math.fma(SELU_LAMBDA_ALPHA, NnMath.decayMinus1(negativePart(z)), right);
  }

  static float seluDerivative(float z) {
    return select(step(z), SELU_LAMBDA, SELU_LAMBDA_ALPHA * NnMath.decay(negativePart(z)));
  }

  static float celu(float z, float alpha) {
    return Math.fma(alpha, NnMath.decayMinus1(negativePart(z) / alpha), positivePart(z));
  }

  static float celuDerivative(float z, float alpha) {
    return select(step(z), 1.0f, NnMath.decay(negativePart(z) / alpha));
  }

  static float gelu(float z) {
    return NnMath.gelu(z);
  }

  static float geluDerivative(float z) {
    return NnMath.geluDerivative(z);
  }

  /** z·sigmoid(2u): z/2·(1+tanh u) without its cancellation for z &lt; 0. */
  static float geluTanh(float z) {
    float c = Math.max(z, -FAR_NORMAL);
    return c * NnMath.sigmoid(c * Math.fma(GELU_TANH_3, c * c, GELU_TANH_1));
  }

  /** s·(1 + z·(1−s)·(2u)'), with s = sigmoid(2u). */
  static float geluTanhDerivative(float z) {
    float c = Math.min(Math.max(z, -FAR_NORMAL), FAR_NORMAL);
    float square = c * c;
    float s = NnMath.sigmoid(c * Math.fma(GELU_TANH_3, square, GELU_TANH_1));
    float slope = Math.fma(3.0f * GELU_TANH_3, square, GELU_TANH_1);
    return s * Math.fma(c * (1.0f - s), slope, 1.0f);
  }

  static float silu(float z) {
    float c = Math.max(z, -FAR);
    return c * NnMath.sigmoid(c);
  }

  static float siluDerivative(float z) {
    float c = Math.min(Math.max(z, -FAR), FAR);
    float s = NnMath.sigmoid(c);
    return s * Math.fma(c, 1.0f - s, 1.0f);
  }

  /** z·n/(n+2) with n = e^z·(e^z+2): z·tanh(log(1+e^z)) without a logarithm. */
  static float mish(float z) {
    float e = NnMath.decay(Math.min(z, MISH_RIGHT));
    float n = e * (e + 2.0f);
    return Math.max(z, -FAR) * (n / (n + 2.0f));
  }

  /** (n + 4·z·e^z·(1+e^z)/(n+2))/(n+2), n as above. */
  static float mishDerivative(float z) {
    float right = Math.min(z, MISH_RIGHT);
    float e = NnMath.decay(right);
    float n = e * (e + 2.0f);
    float m = n + 2.0f;
    return Math.fma(Math.max(right, -FAR), 4.0f * e * (1.0f + e) / m, n) / m;
  }

  static float softplus(float z) {
    return NnMath.softplus(z);
  }

  static float softplusDerivative(float z) {
    return NnMath.sigmoid(z);
  }

  static float softsign(float z) {
    float c = Math.min(Math.max(z, -Float.MAX_VALUE), Float.MAX_VALUE);
    return c / (1.0f + Math.abs(c));
  }

  static float softsignDerivative(float z) {
    float q = 1.0f / (1.0f + Math.abs(z));
    return q * q;
  }

  static float hardTanh(float z) {
    return Math.min(Math.max(z, -1.0f), 1.0f);
  }

  static float hardTanhDerivative(float z) {
    return step(1.0f - Math.abs(z));
  }

  static float hardSigmoid(float z) {
    return Math.min(Math.max(z + 3.0f, 0.0f), 6.0f) / 6.0f;
  }

  /** The factor is 1/6 rounded to float32 in either precision, as in PyTorch's kernels. */
  static float hardSigmoidDerivative(float z) {
    return step(3.0f - Math.abs(z)) * 0.16666667163372039794921875f;
  }

  static float hardSwish(float z) {
    return Math.max(z, -3.0f) * hardSigmoid(z);
  }

  /** 0 below −3, (2z+3)/6 up to 3, 1 above: PyTorch's choice at the kinks. */
  static float hardSwishDerivative(float z) {
    float c = Math.min(Math.max(z, -3.0f), 3.0f);
    float middle = (1.0f - step(-3.0f - z)) * (Math.fma(2.0f, c, 3.0f) / 6.0f);
    return select(step(z - 3.0f), 1.0f, middle);
  }

  static float tanhShrink(float z) {
    return z - NnMath.tanh(z);
  }

  static float tanhShrinkDerivative(float z) {
    float t = NnMath.tanh(z);
    return t * t;
  }

  static float exp(float z) {
    return NnMath.exp(z);
  }

  static float expDerivative(float a) {
    return a;
  }

  static float expm1(float z) {
    return NnMath.expm1(z);
  }

  static float expm1Derivative(float z) {
    return NnMath.exp(z);
  }

  static float normalCdf(float z) {
    return NnMath.normalCdf(z);
  }

  static float normalCdfDerivative(float z) {
    return SQRT_1_OVER_2_PI * NnMath.exp(-0.5f * (z * z));
  }

  /** e^(z − shift) for z up to shift + 40: a power in a softmax. */
  static float decay(float z, float shift) {
    return NnMath.decay(z - shift);
  }

  /**
   * Returns min(z, 0). NaN may become 0 here or in {@link #positivePart}, but not in both: on
   * vectors the sign of NaN decides which. So a function uses both parts, or preserves NaN in
   * another way, as {@link #step} does.
   */
  private static float negativePart(float z) {
    return Math.min(z, 0.0f);
  }

  /** Returns max(z, 0); for NaN see {@link #negativePart}. */
  private static float positivePart(float z) {
    return Math.max(z, 0.0f);
  }

  /**
   * Returns 1 for z &gt; 0, 0 for z ≤ 0 and NaN for NaN: two products raise even the least positive
   * number above 1. A branch costs 4 ns where signs are random, and keeps C2 from vectorising.
   */
  private static float step(float z) {
    return Math.min(Math.max(z * Float.MAX_VALUE * Float.MAX_VALUE, 0.0f), 1.0f);
  }

  /** Returns {@code yes} for step 1 and {@code no} for step 0, both finite. */
  private static float select(float step, float yes, float no) {
    return Math.fma(1.0f - step, no, step * yes);
  }
}
