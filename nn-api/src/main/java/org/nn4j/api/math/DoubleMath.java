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

  /** Leaves the exponent field of 2^(n + 65) in the low bits, for n up to 62. */
  private static final double DECAY_MAGIC = MAGIC + 1088.0;

  private static final long MAGIC_BITS = 0x4338_0000_0000_0000L;
  private static final long ONE_BITS = 0x3ff0_0000_0000_0000L;
  private static final long SQRT_HALF_BITS = 0x3fe6_a09e_667f_3bcdL;
  private static final long EXPONENT_MASK = 0xfff0_0000_0000_0000L;

  private static final double LOG2_E = 1.4426950408889634;

  /** Leading 40 bits of ln 2, so that n * LN2_HI is exact for every exponent n. */
  private static final double LN2_HI = 0.6931471805592082;

  private static final double LN2_LO = 7.371002565167799e-13;
  private static final double SQRT_HALF = 0.7071067811865476;

  /** Below this size expm1(x) and log1p(x) round to x. */
  private static final double TINY = 0x1p-60;

  /** Centre of the erfcx map t = (K - y) / (K + y). */
  private static final double ERFCX_K = 4.0;

  private DoubleMath() {}

  static double exp(double x) {
    double c = x < -746.0 ? -746.0 : x; // e^-746 rounds to 0, e^710 to infinity
    c = c > 710.0 ? 710.0 : c;
    double t = Math.fma(c, LOG2_E, MAGIC);
    double p = expOfRest(c, 0.0, t - MAGIC);
    // 2^n in two steps, because n reaches from -1076 to 1024: only the last product may round or
    // overflow.
    long e = Double.doubleToRawLongBits(t) - (MAGIC_BITS - 2046);
    long half = e >>> 1;
    return p * Double.longBitsToDouble(half << 52) * Double.longBitsToDouble((e - half) << 52);
  }

  static double decay(double x) {
    double c = x < -746.0 ? -746.0 : x;
    return decay(c, 0.0);
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

  static double sigmoid(double x) {
    double z = decay(-Math.abs(x)); // at most 1: never overflows
    return (x < 0.0 ? z : 1.0) / (1.0 + z);
  }

  static double softplus(double x) {
    return (x > 0.0 ? x : 0.0) + log1pFinite(decay(-Math.abs(x)));
  }

  static double erf(double x) {
    double a = Math.abs(x);
    double y = a > 6.0 ? 6.0 : a; // erf(6) rounds to 1
    double square = y * y;
    double small = Math.fma(x, erfSmall(square), x);
    double large = Math.fma(-2.0, halfErfc(square, Math.fma(y, y, -square), y), 1.0);
    return a < 0.875 ? small : Math.copySign(large, x);
  }

  static double normalCdf(double x) {
    double a = Math.abs(x);
    a = a > 38.7 ? 38.7 : a; // the tail rounds to 0 from 38.6 on
    double square = a * a;
    double rest = Math.fma(a, a, -square);
    double tail = halfErfc(0.5 * square, 0.5 * rest, a * SQRT_HALF);
    return x > 0.0 ? 1.0 - tail : tail;
  }

  /**
   * erfc(y) / 2 for y in [0, 27.6], where square + rest = y^2: the rounding of y^2 alone would cost
   * many ulps. Halved here, since halving a subnormal result would round it again.
   */
  private static double halfErfc(double square, double rest, double y) {
    double t = (ERFCX_K - y) / (ERFCX_K + y);
    double halfU = Math.fma(0.25, t, 0.25);
    return decay(-square, -rest) * (halfU * erfcx(t));
  }

  /**
   * e^(x + rest) for x in [-750, 40], |rest| being at most about an ulp of x.
   *
   * <p>With an extra factor of 2^65 one step of 2^n is enough: the least one is not subnormal then,
   * nor does the greatest overflow.
   */
  private static double decay(double x, double rest) {
    double t = Math.fma(x, LOG2_E, DECAY_MAGIC);
    double p = expOfRest(x, rest, t - DECAY_MAGIC);
    return p * Double.longBitsToDouble(Double.doubleToRawLongBits(t) << 52) * 0x1p-65;
  }

  /** e^(x + rest - n ln 2), n being the integer next to x / ln 2. */
  private static double expOfRest(double x, double rest, double n) {
    double exact = Math.fma(n, -LN2_HI, x);
    double lo = Math.fma(n, -LN2_LO, rest);
    double r = exact + lo;
    double lost = (exact - r) + lo;
    return 1.0 + (r + Math.fma(r * r, expTail(r), lost));
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
    double p = Math.fma(2.0901290602610334e-09, r, 2.510866241438253e-08);
    p = Math.fma(p, r, 2.755730518900152e-07);
    p = Math.fma(p, r, 2.7557245140497877e-06);
    p = Math.fma(p, r, 2.480158730612454e-05);
    p = Math.fma(p, r, 0.00019841269885444116);
    p = Math.fma(p, r, 0.0013888888888882844);
    p = Math.fma(p, r, 0.008333333333321731);
    p = Math.fma(p, r, 0.04166666666666669);
    p = Math.fma(p, r, 0.16666666666666677);
    return Math.fma(p, r, 0.5);
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
   * e^(y^2) erfc(y) (K + y) / K in t = (K - y) / (K + y), y in [0, 27.6]: minimax by Remez, 2^-53.2
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
