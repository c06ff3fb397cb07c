package org.nn4j.api.math;

/**
 * Single-precision half of {@link NnMath}: float arithmetic only, straight-line, one select per
 * special case.
 *
 * <p>{@link DoubleMath} has the same methods with the same steps; only constants and polynomial
 * degrees differ. The build of nn-simd generates loops over vectors from them, which perform these
 * operations lane by lane in this order, and so have these bits.
 */
final class FloatMath {

  /** Adding 1.5 * 2^23 rounds to an integer and leaves it, in two's complement, in the low bits. */
  private static final float MAGIC = 0x1.8p23f;

  private static final int MAGIC_BITS = 0x4b40_0000;

  /** Leaves the exponent field of 2^n in the low bits. */
  private static final float BIASED_MAGIC = MAGIC + 127f;

  /** Leaves the exponent field of 2^(n + 65) in the low bits, for n up to 62. */
  private static final float DECAY_MAGIC = MAGIC + 192f;

  /** Leaves the exponent field of 2^(n - 64) in the low bits, for n from -62 to 191. */
  private static final float GROWTH_MAGIC = MAGIC + 63f;

  private static final int GROWTH_MAX_BITS = MAGIC_BITS + 254;

  private static final int ONE_BITS = 0x3f80_0000;
  private static final int SQRT_HALF_BITS = 0x3f35_04f3;
  private static final int EXPONENT_MASK = 0xff80_0000;

  private static final float LOG2_E = 1.442695f;

  /** Leading 15 bits of ln 2, so that n * LN2_HI is exact for every exponent n. */
  private static final float LN2_HI = 0.69314575f;

  private static final float LN2_LO = 1.4286068e-6f;

  /**
   * The coefficients of e^r from r^2 on: minimax by Remez, 2^-28.3 relative, then varied in their
   * last bits for the least errors of exp and sigmoid after rounding.
   */
  private static final float EXP_2 = 0.49999994f;

  private static final float EXP_3 = 0.16666521f;
  private static final float EXP_4 = 0.041668378f;
  private static final float EXP_5 = 0.008368805f;
  private static final float EXP_6 = 0.0013814514f;
  private static final float SQRT_HALF = 0.70710677f;
  private static final float SQRT_1_OVER_2_PI = 0.3989423f;

  /** Below this size expm1(x) and log1p(x) round to x. */
  private static final float TINY = 0x1p-30f;

  /** Centre of the erfcx map t = (K - y) / (K + y). */
  private static final float ERFCX_K = 3f;

  private FloatMath() {}

  static float exp(float x) {
    float c = x < -105f ? -105f : x; // e^-105 rounds to 0, e^89 to infinity
    c = c > 89f ? 89f : c;
    float t = Math.fma(c, LOG2_E, MAGIC);
    float p = expOfRest(rest(c, t - MAGIC), 1f, 1f);
    // 2^n in two steps, because n reaches from -151 to 128: only the last product may round or
    // overflow.
    int e = Float.floatToRawIntBits(t) - (MAGIC_BITS - 254);
    int half = e >>> 1;
    return p * Float.intBitsToFloat(half << 23) * Float.intBitsToFloat((e - half) << 23);
  }

  /**
   * With an extra factor of 2^65 one step of 2^n is enough: the least one is not subnormal then,
   * nor does the greatest overflow. The polynomial has the factor 2^-65.
   */
  static float decay(float x) {
    float c = x < -105f ? -105f : x;
    float t = Math.fma(c, LOG2_E, DECAY_MAGIC);
    float p = expOfRest(rest(c, t - DECAY_MAGIC), 1f, 0x1p-65f);
    return p * Float.intBitsToFloat(Float.floatToRawIntBits(t) << 23);
  }

  static float decayMinus1(float x) {
    float c = x < -20f ? -20f : x; // expm1(-20) rounds to -1
    float t = Math.fma(c, LOG2_E, BIASED_MAGIC);
    float r = rest(c, t - BIASED_MAGIC);
    float scale = Float.intBitsToFloat(Float.floatToRawIntBits(t) << 23);
    return Math.fma(scale, Math.fma(r * r, expTail(r), r), scale - 1f);
  }

  static float expm1(float x) {
    float c = x < -20f ? -20f : x; // expm1(-20) rounds to -1
    c = c > 89f ? 89f : c;
    float y = 2f * halfExpm1(c);
    return Math.abs(x) < TINY ? x : y; // keeps -0 and subnormals
  }

  static float log(float x) {
    boolean subnormal = x < Float.MIN_NORMAL;
    float scaled = subnormal ? x * 0x1p25f : x;
    float offset = subnormal ? MAGIC + 152f : MAGIC + 127f;
    int bits = Float.floatToRawIntBits(scaled);
    int j =
        bits + (ONE_BITS - SQRT_HALF_BITS); // exponent field: k + 127, where scaled = 2^k m, m in
    // [sqrt(1/2), sqrt 2)
    float k = Float.intBitsToFloat(MAGIC_BITS + (j >>> 23)) - offset;
    float m = Float.intBitsToFloat(bits - (j & EXPONENT_MASK) + ONE_BITS);
    float y = logSum(k, m - 1f); // m - 1 is exact
    y = x < Float.POSITIVE_INFINITY ? y : x;
    y = x == 0f ? Float.NEGATIVE_INFINITY : y;
    return x < 0f ? Float.NaN : y;
  }

  static float log1p(float x) {
    float y = log1pFinite(x);
    y = x < Float.POSITIVE_INFINITY ? y : x;
    y = x == -1f ? Float.NEGATIVE_INFINITY : y;
    return x < -1f ? Float.NaN : y;
  }

  static float tanh(float x) {
    float z = -2f * Math.abs(x);
    z = z < -20f ? -20f : z; // tanh(10) rounds to 1
    float h = halfExpm1(z);
    return Math.copySign(h / (h + 1f), x);
  }

  /**
   * 2^-64 / (2^-64 + 2^-64 e^-x): the factor keeps e^-x finite where the result is not yet 0. To
   * the left of that n is held where it is, and e^r, r being what is left of x, outgrows the rest.
   */
  static float sigmoid(float x) {
    float c = x > 43f ? 43f : x; // from 17 on the result rounds to 1
    float t = Math.fma(c, -LOG2_E, GROWTH_MAGIC);
    int bits = Math.min(Float.floatToRawIntBits(t), GROWTH_MAX_BITS);
    float p = expOfRest(rest(c, GROWTH_MAGIC - Float.intBitsToFloat(bits)), -1f, 1f);
    return 0x1p-64f / Math.fma(p, Float.intBitsToFloat(bits << 23), 0x1p-64f);
  }

  static float softplus(float x) {
    float c = -Math.abs(x);
    c = c < -105f ? -105f : c;
    return (x > 0f ? x : 0f) + log1pFinite(exactDecay(c, 0f));
  }

  static float erf(float x) {
    float a = Math.abs(x);
    float y = a > 4f ? 4f : a; // erf(4) rounds to 1
    float square = y * y;
    float small = Math.fma(x, erfSmall(square), x);
    float large = Math.fma(-2f, halfErfc(square, Math.fma(y, y, -square), y), 1f);
    return a < 0.875f ? small : Math.copySign(large, x);
  }

  static float normalCdf(float x) {
    float a = Math.abs(x);
    a = a > 15f ? 15f : a; // the tail rounds to 0 from 14.2 on
    float square = a * a;
    float rest = Math.fma(a, a, -square);
    float tail = halfErfc(0.5f * square, 0.5f * rest, a * SQRT_HALF);
    return x > 0f ? 1f - tail : tail;
  }

  /**
   * erfc(y) / 2 for y in [0, 10.7], where square + rest = y^2: the rounding of y^2 alone would cost
   * many ulps. Halved here, since halving a subnormal result would round it again.
   */
  private static float halfErfc(float square, float rest, float y) {
    float t = (ERFCX_K - y) / (ERFCX_K + y);
    float halfU = Math.fma(0.25f, t, 0.25f);
    return exactDecay(-square, -rest) * (halfU * erfcx(t));
  }

  /** x - |x| tail for positive x, -|x| tail for negative: no choice, and nothing cancels. */
  static float gelu(float x) {
    float a = normalSize(x);
    return Math.fma(a * bell(a), minusTailOverBell(a), positivePart(x));
  }

  /** 1 + u for positive x, -u for negative, where u = |x| density - tail. */
  static float geluDerivative(float x) {
    float a = normalSize(x);
    float u = bell(a) * Math.fma(SQRT_1_OVER_2_PI, a, minusTailOverBell(a));
    float sign = Math.copySign(1f, x);
    return Math.fma(sign, u, Math.fma(0.5f, sign, 0.5f));
  }

  /** Returns max(x, 0). */
  private static float positivePart(float x) {
    return Math.max(x, 0f);
  }

  private static float normalSize(float x) {
    float a = Math.abs(x);
    return a > 15f ? 15f : a; // the tail rounds to 0 from 14.2 on
  }

  /** e^(-a^2/2) for a in [0, 16]; n ln 2 is taken from the square before that is rounded. */
  private static float bell(float a) {
    float t = Math.fma(a * a, -0.5f * LOG2_E, DECAY_MAGIC);
    float n = t - DECAY_MAGIC;
    float r = Math.fma(n, 2f * LN2_LO, Math.fma(a, a, n * (2f * LN2_HI)));
    float p = expOfRest(r, -0.5f, 0x1p-65f);
    return p * Float.intBitsToFloat(Float.floatToRawIntBits(t) << 23);
  }

  /**
   * -e^(a^2/2) times the probability that a standard normal variable is above a, for a in [0, 15]:
   * rational minimax, 2^-27.4 relative.
   */
  private static float minusTailOverBell(float a) {
    float p = Math.fma(-0.0040971716f, a, -0.04050445f);
    p = Math.fma(p, a, -0.18285334f);
    p = Math.fma(p, a, -0.43777987f);
    p = Math.fma(p, a, -0.5f);
    float q = Math.fma(0.010269962f, a, 0.10153622f);
    q = Math.fma(q, a, 0.46846265f);
    q = Math.fma(q, a, 1.2009177f);
    q = Math.fma(q, a, 1.6734447f);
    return p / Math.fma(q, a, 1f);
  }

  /** e^(x + rest) for x in [-130, 0], without the rounding error that {@link #rest} has. */
  private static float exactDecay(float x, float rest) {
    float t = Math.fma(x, LOG2_E, DECAY_MAGIC);
    float n = t - DECAY_MAGIC;
    float exact = Math.fma(n, -LN2_HI, x);
    float lo = Math.fma(n, -LN2_LO, rest);
    float r = exact + lo;
    float lost = (exact - r) + lo;
    float p = 1f + (r + Math.fma(r * r, expTail(r), lost));
    return p * Float.intBitsToFloat(Float.floatToRawIntBits(t) << 23) * 0x1p-65f;
  }

  /** x - n ln 2 for an integer n: with n next to x / ln 2 the rounding of the last step is all. */
  private static float rest(float x, float n) {
    return Math.fma(n, -LN2_LO, Math.fma(n, -LN2_HI, x));
  }

  /**
   * unit * e^(factor * r) for factor * r in [-ln(2)/2, ln(2)/2], both factors powers of two but for
   * their signs; where factor * r is larger, so is the result.
   */
  private static float expOfRest(float r, float factor, float unit) {
    float f2 = factor * factor;
    float f4 = f2 * f2;
    float p = Math.fma(EXP_6 * (f4 * f2 * unit), r, EXP_5 * (f4 * factor * unit));
    p = Math.fma(p, r, EXP_4 * (f4 * unit));
    p = Math.fma(p, r, EXP_3 * (f2 * factor * unit));
    p = Math.fma(p, r, EXP_2 * (f2 * unit));
    p = Math.fma(p, r, factor * unit);
    return Math.fma(p, r, unit);
  }

  /** expm1(x) / 2 for x in [-20, 89]. Halved so that the scale 2^(n-1) is finite for every n. */
  private static float halfExpm1(float x) {
    float t = Math.fma(x, LOG2_E, MAGIC);
    float n = t - MAGIC;
    float exact = Math.fma(n, -LN2_HI, x);
    float r = Math.fma(n, -LN2_LO, exact);
    float rest = Math.fma(n, -LN2_LO, exact - r); // r + rest is the argument to twice the precision
    float s = Math.fma(r * r, expTail(r), rest);
    float scale = Float.intBitsToFloat((Float.floatToRawIntBits(t) - (MAGIC_BITS - 126)) << 23);
    float hi = scale - 0.5f;
    float scaled = scale * r;
    float sum = hi + scaled; // Fast2Sum: hi is 0 or larger than scaled
    float error = (hi - sum) + scaled;
    return sum + Math.fma(scale, s, error);
  }

  /** log1p for finite x &gt; -1. */
  private static float log1pFinite(float x) {
    // 1 + x = 2^k m; its rounding only chooses k. f = m - 1 = 2^-k x + (2^-k - 1) comes from the
    // unrounded x.
    int j = Float.floatToRawIntBits(1f + x) + (ONE_BITS - SQRT_HALF_BITS);
    int biased = j >>> 23;
    float k = Float.intBitsToFloat(MAGIC_BITS + biased) - (MAGIC + 127f);
    float scale4 = Float.intBitsToFloat((256 - biased) << 23); // 4 * 2^-k, normal even for k = 128
    float f = Math.fma(0.25f * x, scale4, Math.fma(0.25f, scale4, -1f));
    float y = logSum(k, f);
    return Math.abs(x) < TINY ? x : y; // keeps -0 and subnormals
  }

  /** k ln 2 + log(1 + f), the two leading terms added without error. */
  private static float logSum(float k, float f) {
    float hi = k * LN2_HI;
    float sum = hi + f;
    float error = (hi - sum) + f;
    return sum + Math.fma(f * f, logTail(f), Math.fma(k, LN2_LO, error));
  }

  /** (e^r - 1 - r) / r^2 on [-ln(2)/2, ln(2)/2]: minimax by Remez, 2^-27.8 relative to exp. */
  private static float expTail(float r) {
    float p = Math.fma(0.0014035939f, r, 0.008372287f);
    p = Math.fma(p, r, 0.04166555f);
    p = Math.fma(p, r, 0.16666488f);
    return Math.fma(p, r, 0.5f);
  }

  /**
   * (log(1 + f) - f) / f^2 on [sqrt(1/2) - 1, sqrt(2) - 1]: minimax by Remez, 2^-27.8 relative to
   * log1p.
   */
  private static float logTail(float f) {
    float p = Math.fma(-0.07674897f, f, 0.12942089f);
    p = Math.fma(p, f, -0.13241251f);
    p = Math.fma(p, f, 0.1417627f);
    p = Math.fma(p, f, -0.1660861f);
    p = Math.fma(p, f, 0.20002225f);
    p = Math.fma(p, f, -0.2500161f);
    p = Math.fma(p, f, 0.33333322f);
    return Math.fma(p, f, -0.49999988f);
  }

  /** erf(x) / x - 1 in v = x^2 for |x| below 0.875: minimax by Remez, 2^-30.1 relative to erf. */
  private static float erfSmall(float v) {
    float p = Math.fma(8.885143e-5f, v, -8.2450395e-4f);
    p = Math.fma(p, v, 0.0052080345f);
    p = Math.fma(p, v, -0.0268612f);
    p = Math.fma(p, v, 0.11283703f);
    p = Math.fma(p, v, -0.37612632f);
    return Math.fma(p, v, 0.12837917f);
  }

  /**
   * e^(y^2) erfc(y) (K + y) / K in t = (K - y) / (K + y), y in [0, 10.7]: minimax by Remez, 2^-26.3
   * relative.
   */
  private static float erfcx(float t) {
    float p = Math.fma(9.788333e-5f, t, -1.4195028e-4f);
    p = Math.fma(p, t, -0.0010283897f);
    p = Math.fma(p, t, -4.208176e-4f);
    p = Math.fma(p, t, 0.008950042f);
    p = Math.fma(p, t, 0.039845504f);
    p = Math.fma(p, t, 0.103487976f);
    p = Math.fma(p, t, 0.19674258f);
    p = Math.fma(p, t, 0.29446486f);
    return Math.fma(p, t, 0.3580023f);
  }
}
