package org.nn4j.api.math;

/**
 * Double-precision half of {@link NnMath}: straight-line, one select per special case.
 *
 * <p>{@link FloatMath} has the same methods with the same steps; only constants and polynomial
 * degrees differ. The build of nn-simd generates loops over vectors from them, which perform these
 * operations lane by lane in this order, and so have these bits.
 */
final class DoubleMath {

  /** Adding 1.5 * 2^52 rounds to an integer and leaves it, in two's complement, in the low bits. */
  private static final double MAGIC = 0x1.8p52;

  private static final long MAGIC_BITS = 0x4338_0000_0000_0000L;

  /** Leaves the exponent field of 2^n in the low bits. */
  private static final double BIASED_MAGIC = MAGIC + 1023.0;

  /** Leaves the exponent field of 2^(n + 65) in the low bits, for n up to 62. */
  private static final double DECAY_MAGIC = MAGIC + 1088.0;

  /** Leaves the exponent field of 2^(n - 64) in the low bits, for n up to 1087. */
  private static final double GROWTH_MAGIC = MAGIC + 959.0;

  private static final long GROWTH_MAX_BITS = MAGIC_BITS + 2046;
  private static final long ONE_BITS = 0x3ff0_0000_0000_0000L;
  private static final long SQRT_HALF_BITS = 0x3fe6_a09e_667f_3bcdL;
  private static final long EXPONENT_MASK = 0xfff0_0000_0000_0000L;

  private static final double LOG2_E = 1.4426950408889634;

  /** Leading 40 bits of ln 2, so that n * LN2_HI is exact for every exponent n. */
  private static final double LN2_HI = 0.6931471805592082;

  private static final double LN2_LO = 7.371002565167799e-13;

  /** The coefficients of e^r from r^2 on: minimax by Remez, see {@link #expTail}. */
  private static final double EXP_2 = 0.5;

  private static final double EXP_3 = 0.16666666666666677;
  private static final double EXP_4 = 0.04166666666666669;
  private static final double EXP_5 = 0.008333333333321731;
  private static final double EXP_6 = 0.0013888888888882844;
  private static final double EXP_7 = 0.00019841269885444116;
  private static final double EXP_8 = 2.480158730612454e-05;
  private static final double EXP_9 = 2.7557245140497877e-06;
  private static final double EXP_10 = 2.755730518900152e-07;
  private static final double EXP_11 = 2.510866241438253e-08;
  private static final double EXP_12 = 2.0901290602610334e-09;
  private static final double SQRT_1_OVER_2_PI = 0.3989422804014327;

  /** Below this size expm1(x) and log1p(x) round to x. */
  private static final double TINY = 0x1p-60;

  /** 4 sqrt(2). */
  private static final double ERFCX_K = 5.656854249492381;

  private DoubleMath() {}

  static double exp(double x) {
    double c = x < -746.0 ? -746.0 : x; // e^-746 rounds to 0, e^710 to infinity
    c = c > 710.0 ? 710.0 : c;
    double t = Math.fma(c, LOG2_E, MAGIC);
    double p = exactExpOfRest(c, t - MAGIC);
    // 2^n in two steps, because n reaches from -1076 to 1024: only the last product may round or
    // overflow.
    long e = Double.doubleToRawLongBits(t) - (MAGIC_BITS - 2046);
    long half = e >>> 1;
    return p * Double.longBitsToDouble(half << 52) * Double.longBitsToDouble((e - half) << 52);
  }

  /**
   * With an extra factor of 2^65 one step of 2^n is enough: the least one is not subnormal then,
   * nor does the greatest overflow.
   */
  static double decay(double x) {
    double c = x < -746.0 ? -746.0 : x;
    double t = Math.fma(c, LOG2_E, DECAY_MAGIC);
    double p = exactExpOfRest(c, t - DECAY_MAGIC);
    return p * Double.longBitsToDouble(Double.doubleToRawLongBits(t) << 52) * 0x1p-65;
  }

  static double decayMinus1(double x) {
    double c = x < -40.0 ? -40.0 : x; // expm1(-40) rounds to -1
    double t = Math.fma(c, LOG2_E, BIASED_MAGIC);
    double r = rest(c, t - BIASED_MAGIC);
    double scale = Double.longBitsToDouble(Double.doubleToRawLongBits(t) << 52);
    return Math.fma(scale, Math.fma(r * r, expTail(r), r), scale - 1.0);
  }

  static double expm1(double x) {
    double c = x < -40.0 ? -40.0 : x; // expm1(-40) rounds to -1
    c = c > 710.0 ? 710.0 : c;
    double y = 2.0 * halfExpm1(c);
    return Math.abs(x) < TINY ? x : y; // keeps -0 and subnormals
  }

  static double log(double x) {
    boolean subnormal = x < Double.MIN_NORMAL;
    double scaled = subnormal ? x * 0x1p54 : x;
    double offset = subnormal ? MAGIC + 1077.0 : MAGIC + 1023.0;
    long bits = Double.doubleToRawLongBits(scaled);
    long j =
        bits + (ONE_BITS - SQRT_HALF_BITS); // exponent field: k + 1023, where scaled = 2^k m, m in
    // [sqrt(1/2), sqrt 2)
    double k = Double.longBitsToDouble(MAGIC_BITS + (j >>> 52)) - offset;
    double m = Double.longBitsToDouble(bits - (j & EXPONENT_MASK) + ONE_BITS);
    double y = logSum(k, m - 1.0); // m - 1 is exact
    y = x < Double.POSITIVE_INFINITY ? y : x;
    y = x == 0.0 ? Double.NEGATIVE_INFINITY : y;
    return x < 0.0 ? Double.NaN : y;
  }

  static double log1p(double x) {
    double y = log1pFinite(x);
    y = x < Double.POSITIVE_INFINITY ? y : x;
    y = x == -1.0 ? Double.NEGATIVE_INFINITY : y;
    return x < -1.0 ? Double.NaN : y;
  }

  static double tanh(double x) {
    double z = -2.0 * Math.abs(x);
    z = z < -40.0 ? -40.0 : z; // tanh(20) rounds to 1
    double h = halfExpm1(z);
    return Math.copySign(h / (h + 1.0), x);
  }

  /**
   * 2^-64 / (2^-64 + 2^-64 e^-x): the factor keeps e^-x finite where the result is not yet 0. To
   * the left of that n is held where it is, and e^r, r being what is left of x, outgrows the rest.
   */
  static double sigmoid(double x) {
    double c = x > 43.0 ? 43.0 : x; // from 37 on the result rounds to 1
    double t = Math.fma(c, -LOG2_E, GROWTH_MAGIC);
    long bits = Math.min(Double.doubleToRawLongBits(t), GROWTH_MAX_BITS);
    double p = expOfRest(rest(c, GROWTH_MAGIC - Double.longBitsToDouble(bits)), -1.0, 1.0);
    return 0x1p-64 / Math.fma(p, Double.longBitsToDouble(bits << 52), 0x1p-64);
  }

  static double softplus(double x) {
    return (x > 0.0 ? x : 0.0) + log1pFinite(decay(-Math.abs(x)));
  }

  static double erf(double x) {
    double a = Math.abs(x);
    double y = a > 6.0 ? 6.0 : a; // erf(6) rounds to 1
    double small = Math.fma(x, erfSmall(y * y), x);
    double large = Math.fma(-2.0, bell(y, 1.0) * tailOverBell(y, 4.0, 1.0), 1.0);
    return a < 0.875 ? small : Math.copySign(large, x);
  }

  static double normalCdf(double x) {
    double tail = tail(normalSize(x));
    return x > 0.0 ? 1.0 - tail : tail;
  }

  /** x - |x| tail for positive x, -|x| tail for negative: no choice, and nothing cancels. */
  static double gelu(double x) {
    double a = normalSize(x);
    return Math.fma(a * bell(a, 0.5), tailOverBell(a, ERFCX_K, -1.0), positivePart(x));
  }

  /** 1 + u for positive x, -u for negative, where u = |x| density - tail. */
  static double geluDerivative(double x) {
    double a = normalSize(x);
    double u = bell(a, 0.5) * Math.fma(SQRT_1_OVER_2_PI, a, tailOverBell(a, ERFCX_K, -1.0));
    double sign = Math.copySign(1.0, x);
    return Math.fma(sign, u, Math.fma(0.5, sign, 0.5));
  }

  /** Returns max(x, 0). */
  private static double positivePart(double x) {
    return Math.max(x, 0.0);
  }

  private static double normalSize(double x) {
    double a = Math.abs(x);
    return a > 38.7 ? 38.7 : a; // the tail rounds to 0 from 38.6 on
  }

  private static double tail(double a) {
    return bell(a, 0.5) * tailOverBell(a, ERFCX_K, 1.0);
  }

  /** e^(-factor a^2), down to e^-752; n ln 2 is taken from the square before that is rounded. */
  private static double bell(double a, double factor) {
    double t = Math.fma(a * a, -factor * LOG2_E, DECAY_MAGIC);
    double n = t - DECAY_MAGIC;
    double r = Math.fma(n, LN2_LO / factor, Math.fma(a, a, n * (LN2_HI / factor)));
    double p = expOfRest(r, -factor, 0x1p-65);
    return p * Double.longBitsToDouble(Double.doubleToRawLongBits(t) << 52);
  }

  /**
   * erfc(y) e^(y^2) / 2 times a sign for y = 4 a / center in [0, 27.4]: with a center of 4 sqrt(2),
   * e^(a^2/2) times the probability that a standard normal variable is above a.
   */
  private static double tailOverBell(double a, double center, double sign) {
    double t = (center - a) / (center + a);
    return Math.fma(0.25 * sign, t, 0.25 * sign) * erfcx(t);
  }

  /** e^(x - n ln 2), without the rounding error that {@link #rest} has. */
  private static double exactExpOfRest(double x, double n) {
    double exact = Math.fma(n, -LN2_HI, x);
    double lo = n * -LN2_LO;
    double r = exact + lo;
    double lost = (exact - r) + lo;
    return 1.0 + (r + Math.fma(r * r, expTail(r), lost));
  }

  /** x - n ln 2 for an integer n: with n next to x / ln 2 the rounding of the last step is all. */
  private static double rest(double x, double n) {
    return Math.fma(n, -LN2_LO, Math.fma(n, -LN2_HI, x));
  }

  /**
   * unit * e^(factor * r) for factor * r in [-ln(2)/2, ln(2)/2], both factors powers of two but for
   * their signs; where factor * r is larger, so is the result.
   */
  private static double expOfRest(double r, double factor, double unit) {
    double f2 = factor * factor;
    double f4 = f2 * f2;
    double f8 = f4 * f4;
    double p = Math.fma(EXP_12 * (f8 * f4 * unit), r, EXP_11 * (f8 * f2 * factor * unit));
    p = Math.fma(p, r, EXP_10 * (f8 * f2 * unit));
    p = Math.fma(p, r, EXP_9 * (f8 * factor * unit));
    p = Math.fma(p, r, EXP_8 * (f8 * unit));
    p = Math.fma(p, r, EXP_7 * (f4 * f2 * factor * unit));
    p = Math.fma(p, r, EXP_6 * (f4 * f2 * unit));
    p = Math.fma(p, r, EXP_5 * (f4 * factor * unit));
    p = Math.fma(p, r, EXP_4 * (f4 * unit));
    p = Math.fma(p, r, EXP_3 * (f2 * factor * unit));
    p = Math.fma(p, r, EXP_2 * (f2 * unit));
    p = Math.fma(p, r, factor * unit);
    return Math.fma(p, r, unit);
  }

  /** expm1(x) / 2 for x in [-40, 710]. Halved so that the scale 2^(n-1) is finite for every n. */
  private static double halfExpm1(double x) {
    double t = Math.fma(x, LOG2_E, MAGIC);
    double n = t - MAGIC;
    double exact = Math.fma(n, -LN2_HI, x);
    double r = Math.fma(n, -LN2_LO, exact);
    double rest =
        Math.fma(n, -LN2_LO, exact - r); // r + rest is the argument to twice the precision
    double s = Math.fma(r * r, expTail(r), rest);
    double scale =
        Double.longBitsToDouble((Double.doubleToRawLongBits(t) - (MAGIC_BITS - 1022)) << 52);
    double hi = scale - 0.5;
    double scaled = scale * r;
    double sum = hi + scaled; // Fast2Sum: hi is 0 or larger than scaled
    double error = (hi - sum) + scaled;
    return sum + Math.fma(scale, s, error);
  }

  /** log1p for finite x &gt; -1. */
  private static double log1pFinite(double x) {
    // 1 + x = 2^k m; its rounding only chooses k. f = m - 1 = 2^-k x + (2^-k - 1) comes from the
    // unrounded x.
    long j = Double.doubleToRawLongBits(1.0 + x) + (ONE_BITS - SQRT_HALF_BITS);
    long biased = j >>> 52;
    double k = Double.longBitsToDouble(MAGIC_BITS + biased) - (MAGIC + 1023.0);
    double scale4 =
        Double.longBitsToDouble((2048 - biased) << 52); // 4 * 2^-k, normal even for k = 1024
    double f = Math.fma(0.25 * x, scale4, Math.fma(0.25, scale4, -1.0));
    double y = logSum(k, f);
    return Math.abs(x) < TINY ? x : y; // keeps -0 and subnormals
  }

  /** k ln 2 + log(1 + f), the two leading terms added without error. */
  private static double logSum(double k, double f) {
    double hi = k * LN2_HI;
    double sum = hi + f;
    double error = (hi - sum) + f;
    return sum + Math.fma(f * f, logTail(f), Math.fma(k, LN2_LO, error));
  }

  /** (e^r - 1 - r) / r^2 on [-ln(2)/2, ln(2)/2]: minimax by Remez, 2^-61.6 relative to expm1. */
  private static double expTail(double r) {
    double p = Math.fma(EXP_12, r, EXP_11);
    p = Math.fma(p, r, EXP_10);
    p = Math.fma(p, r, EXP_9);
    p = Math.fma(p, r, EXP_8);
    p = Math.fma(p, r, EXP_7);
    p = Math.fma(p, r, EXP_6);
    p = Math.fma(p, r, EXP_5);
    p = Math.fma(p, r, EXP_4);
    p = Math.fma(p, r, EXP_3);
    return Math.fma(p, r, EXP_2);
  }

  /**
   * (log(1 + f) - f) / f^2 on [sqrt(1/2) - 1, sqrt(2) - 1]: minimax by Remez, 2^-58.3 relative to
   * log1p.
   */
  private static double logTail(double f) {
    double p = Math.fma(-0.028749359619503055, f, 0.06324024166210895);
    p = Math.fma(p, f, -0.06403950431226732);
    p = Math.fma(p, f, 0.052236135949547166);
    p = Math.fma(p, f, -0.05237256693895462);
    p = Math.fma(p, f, 0.058371495189854704);
    p = Math.fma(p, f, -0.06286444755989756);
    p = Math.fma(p, f, 0.06674982842429307);
    p = Math.fma(p, f, -0.07140446566745429);
    p = Math.fma(p, f, 0.0769160063841551);
    p = Math.fma(p, f, -0.08333428526045301);
    p = Math.fma(p, f, 0.09090943132226435);
    p = Math.fma(p, f, -0.09999997801874064);
    p = Math.fma(p, f, 0.11111110155577392);
    p = Math.fma(p, f, -0.12500000027544017);
    p = Math.fma(p, f, 0.14285714300652166);
    p = Math.fma(p, f, -0.16666666666507696);
    p = Math.fma(p, f, 0.1999999999988622);
    p = Math.fma(p, f, -0.25000000000000283);
    p = Math.fma(p, f, 0.3333333333333363);
    return Math.fma(p, f, -0.5);
  }

  /** erf(x) / x - 1 in v = x^2 for |x| below 0.875: minimax by Remez, 2^-56.2 relative to erf. */
  private static double erfSmall(double v) {
    double p = Math.fma(-1.2892658204891787e-09, v, 1.591806750602247e-08);
    p = Math.fma(p, v, -1.661881937249228e-07);
    p = Math.fma(p, v, 1.6490829267919986e-06);
    p = Math.fma(p, v, -1.4927595902499172e-05);
    p = Math.fma(p, v, 0.00012055416244137777);
    p = Math.fma(p, v, -0.0008548329293265698);
    p = Math.fma(p, v, 0.0052239776638663684);
    p = Math.fma(p, v, -0.026866170648920284);
    p = Math.fma(p, v, 0.11283791670974293);
    p = Math.fma(p, v, -0.3761263890318413);
    return Math.fma(p, v, 0.1283791670955126);
  }

  /**
   * e^(y^2) erfc(y) (4 + y) / 4 in t = (4 - y) / (4 + y), y in [0, 27.6]: minimax by Remez, 2^-53.2
   * relative.
   */
  private static double erfcx(double t) {
    double p = Math.fma(2.567559851381492e-10, t, 8.887053607974639e-11);
    p = Math.fma(p, t, -3.8488220180250875e-09);
    p = Math.fma(p, t, -6.354325691737815e-10);
    p = Math.fma(p, t, 3.097683140538444e-08);
    p = Math.fma(p, t, 1.9477098990824146e-08);
    p = Math.fma(p, t, -2.1148884715154073e-07);
    p = Math.fma(p, t, -3.5651395407324575e-07);
    p = Math.fma(p, t, 1.1735731038457777e-06);
    p = Math.fma(p, t, 4.715443505059329e-06);
    p = Math.fma(p, t, -9.087833451610938e-07);
    p = Math.fma(p, t, -4.420327130005602e-05);
    p = Math.fma(p, t, -0.00011376317323790623);
    p = Math.fma(p, t, 7.023972896167301e-05);
    p = Math.fma(p, t, 0.001528013914349795);
    p = Math.fma(p, t, 0.0065925133336499344);
    p = Math.fma(p, t, 0.019095378727273512);
    p = Math.fma(p, t, 0.043502734310073024);
    p = Math.fma(p, t, 0.08271289696950646);
    p = Math.fma(p, t, 0.1352134578283062);
    p = Math.fma(p, t, 0.1933021755663092);
    p = Math.fma(p, t, 0.24413718227022052);
    return Math.fma(p, t, 0.27399891525012277);
  }
}
