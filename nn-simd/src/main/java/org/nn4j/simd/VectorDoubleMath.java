package org.nn4j.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.nn4j.api.math.NnMath;

/**
 * {@link NnMath} for vectors of double: the operations of its double half, lane by lane and in its
 * order, so that every lane has its bits. What the steps are for is told there.
 *
 * <p>The precisions differ in integers, constants and degrees, so each has a class of its own. No
 * lane is converted: an exponent is moved by integer arithmetic on the bits.
 */
final class VectorDoubleMath {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;

  private static final double MAGIC = 0x1.8p52;
  private static final long MAGIC_BITS = 0x4338_0000_0000_0000L;
  private static final long ONE_BITS = 0x3ff0_0000_0000_0000L;
  private static final long SQRT_HALF_BITS = 0x3fe6_a09e_667f_3bcdL;
  private static final double LOG2_E = 1.4426950408889634;
  private static final double LN2_HI = 0.6931471805592082;
  private static final double LN2_LO = 7.371002565167799e-13;
  private static final double SQRT_HALF = 0.7071067811865476;
  private static final double TINY = 0x1p-60;
  private static final double ERFCX_K = 4.0;

  private VectorDoubleMath() {}

  static DoubleVector exp(DoubleVector x) {
    return exp(x, DoubleVector.zero(S));
  }

  static DoubleVector expm1(DoubleVector x) {
    DoubleVector y = halfExpm1(clamp(x, -40.0, 710.0)).mul(2.0);
    return y.blend(x, x.abs().compare(VectorOperators.LT, TINY));
  }

  static DoubleVector tanh(DoubleVector x) {
    DoubleVector z = atLeast(x.abs().mul(-2.0), -40.0);
    DoubleVector h = halfExpm1(z);
    return copySign(h.div(h.add(1.0)), x);
  }

  static DoubleVector sigmoid(DoubleVector x) {
    DoubleVector z = exp(x.abs().neg());
    VectorMask<Double> negative = x.compare(VectorOperators.LT, 0.0);
    return DoubleVector.broadcast(S, 1.0).blend(z, negative).div(z.add(1.0));
  }

  static DoubleVector softplus(DoubleVector x) {
    VectorMask<Double> positive = x.compare(VectorOperators.GT, 0.0);
    return DoubleVector.zero(S).blend(x, positive).add(log1pFinite(exp(x.abs().neg())));
  }

  static DoubleVector normalCdf(DoubleVector x) {
    DoubleVector a = atMost(x.abs(), 39.0);
    DoubleVector square = a.mul(a);
    DoubleVector rest = a.fma(a, square.neg());
    DoubleVector tail = halfErfc(square.mul(0.5), rest.mul(0.5), a.mul(SQRT_HALF));
    DoubleVector right = DoubleVector.broadcast(S, 1.0).sub(tail);
    return tail.blend(right, x.compare(VectorOperators.GT, 0.0));
  }

  private static DoubleVector halfErfc(DoubleVector square, DoubleVector rest, DoubleVector y) {
    DoubleVector k = DoubleVector.broadcast(S, ERFCX_K);
    DoubleVector t = k.sub(y).div(k.add(y));
    DoubleVector halfU = fma(0.25, t, 0.25);
    return exp(square.neg(), rest.neg()).mul(halfU.mul(erfcx(t)));
  }

  private static DoubleVector exp(DoubleVector x, DoubleVector rest) {
    DoubleVector c = clamp(x, -746.0, 710.0); // e^-746 rounds to 0, e^710 to infinity
    DoubleVector t = fma(c, LOG2_E, MAGIC);
    DoubleVector n = t.sub(MAGIC);
    DoubleVector exact = n.fma(DoubleVector.broadcast(S, -LN2_HI), c);
    DoubleVector lo = n.fma(DoubleVector.broadcast(S, -LN2_LO), rest);
    DoubleVector r = exact.add(lo);
    DoubleVector lost = exact.sub(r).add(lo);
    DoubleVector p = r.add(r.mul(r).fma(expTail(r), lost)).add(1.0);
    LongVector e = t.reinterpretAsLongs().sub(MAGIC_BITS - 2046);
    LongVector half = e.lanewise(VectorOperators.LSHR, 1);
    return p.mul(scale(half)).mul(scale(e.sub(half)));
  }

  private static DoubleVector halfExpm1(DoubleVector x) {
    DoubleVector t = fma(x, LOG2_E, MAGIC);
    DoubleVector n = t.sub(MAGIC);
    DoubleVector exact = n.fma(DoubleVector.broadcast(S, -LN2_HI), x);
    DoubleVector r = n.fma(DoubleVector.broadcast(S, -LN2_LO), exact);
    DoubleVector rest = n.fma(DoubleVector.broadcast(S, -LN2_LO), exact.sub(r));
    DoubleVector s = r.mul(r).fma(expTail(r), rest);
    DoubleVector scale = scale(t.reinterpretAsLongs().sub(MAGIC_BITS - 1022));
    DoubleVector hi = scale.sub(0.5);
    DoubleVector scaled = scale.mul(r);
    DoubleVector sum = hi.add(scaled);
    DoubleVector error = hi.sub(sum).add(scaled);
    return sum.add(scale.fma(s, error));
  }

  private static DoubleVector log1pFinite(DoubleVector x) {
    LongVector j = x.add(1.0).reinterpretAsLongs().add(ONE_BITS - SQRT_HALF_BITS);
    LongVector biased = j.lanewise(VectorOperators.LSHR, 52);
    DoubleVector k = biased.add(MAGIC_BITS).reinterpretAsDoubles().sub(MAGIC + 1023.0);
    DoubleVector scale4 = scale(biased.neg().add(2048));
    DoubleVector f = x.mul(0.25).fma(scale4, fma(0.25, scale4, -1.0));
    DoubleVector y = logSum(k, f);
    return y.blend(x, x.abs().compare(VectorOperators.LT, TINY));
  }

  private static DoubleVector logSum(DoubleVector k, DoubleVector f) {
    DoubleVector hi = k.mul(LN2_HI);
    DoubleVector sum = hi.add(f);
    DoubleVector error = hi.sub(sum).add(f);
    DoubleVector lo = k.fma(DoubleVector.broadcast(S, LN2_LO), error);
    return sum.add(f.mul(f).fma(logTail(f), lo));
  }

  private static DoubleVector expTail(DoubleVector r) {
    DoubleVector p = fma(2.0901290602610334e-09, r, 2.510866241438253e-08);
    p = fma(p, r, 2.755730518900152e-07);
    p = fma(p, r, 2.7557245140497877e-06);
    p = fma(p, r, 2.480158730612454e-05);
    p = fma(p, r, 0.00019841269885444116);
    p = fma(p, r, 0.0013888888888882844);
    p = fma(p, r, 0.008333333333321731);
    p = fma(p, r, 0.04166666666666669);
    p = fma(p, r, 0.16666666666666677);
    return fma(p, r, 0.5);
  }

  private static DoubleVector logTail(DoubleVector f) {
    DoubleVector p = fma(-0.028749359619503055, f, 0.06324024166210895);
    p = fma(p, f, -0.06403950431226732);
    p = fma(p, f, 0.052236135949547166);
    p = fma(p, f, -0.05237256693895462);
    p = fma(p, f, 0.058371495189854704);
    p = fma(p, f, -0.06286444755989756);
    p = fma(p, f, 0.06674982842429307);
    p = fma(p, f, -0.07140446566745429);
    p = fma(p, f, 0.0769160063841551);
    p = fma(p, f, -0.08333428526045301);
    p = fma(p, f, 0.09090943132226435);
    p = fma(p, f, -0.09999997801874064);
    p = fma(p, f, 0.11111110155577392);
    p = fma(p, f, -0.12500000027544017);
    p = fma(p, f, 0.14285714300652166);
    p = fma(p, f, -0.16666666666507696);
    p = fma(p, f, 0.1999999999988622);
    p = fma(p, f, -0.25000000000000283);
    p = fma(p, f, 0.3333333333333363);
    return fma(p, f, -0.5);
  }

  private static DoubleVector erfcx(DoubleVector t) {
    DoubleVector p = fma(2.567559851381492e-10, t, 8.887053607974639e-11);
    p = fma(p, t, -3.8488220180250875e-09);
    p = fma(p, t, -6.354325691737815e-10);
    p = fma(p, t, 3.097683140538444e-08);
    p = fma(p, t, 1.9477098990824146e-08);
    p = fma(p, t, -2.1148884715154073e-07);
    p = fma(p, t, -3.5651395407324575e-07);
    p = fma(p, t, 1.1735731038457777e-06);
    p = fma(p, t, 4.715443505059329e-06);
    p = fma(p, t, -9.087833451610938e-07);
    p = fma(p, t, -4.420327130005602e-05);
    p = fma(p, t, -0.00011376317323790623);
    p = fma(p, t, 7.023972896167301e-05);
    p = fma(p, t, 0.001528013914349795);
    p = fma(p, t, 0.0065925133336499344);
    p = fma(p, t, 0.019095378727273512);
    p = fma(p, t, 0.043502734310073024);
    p = fma(p, t, 0.08271289696950646);
    p = fma(p, t, 0.1352134578283062);
    p = fma(p, t, 0.1933021755663092);
    p = fma(p, t, 0.24413718227022052);
    return fma(p, t, 0.27399891525012277);
  }

  private static DoubleVector fma(DoubleVector x, DoubleVector y, double z) {
    return x.fma(y, DoubleVector.broadcast(S, z));
  }

  private static DoubleVector fma(DoubleVector x, double y, double z) {
    return x.fma(DoubleVector.broadcast(S, y), DoubleVector.broadcast(S, z));
  }

  private static DoubleVector fma(double x, DoubleVector y, double z) {
    return DoubleVector.broadcast(S, x).fma(y, DoubleVector.broadcast(S, z));
  }

  /** Returns x bounded on both sides; NaN stays NaN. */
  private static DoubleVector clamp(DoubleVector x, double low, double high) {
    return atMost(atLeast(x, low), high);
  }

  private static DoubleVector atLeast(DoubleVector x, double low) {
    return x.blend(low, x.compare(VectorOperators.LT, low));
  }

  private static DoubleVector atMost(DoubleVector x, double high) {
    return x.blend(high, x.compare(VectorOperators.GT, high));
  }

  /** Returns the number whose exponent field is given. */
  private static DoubleVector scale(LongVector exponent) {
    return exponent.lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
  }

  private static DoubleVector copySign(DoubleVector magnitude, DoubleVector sign) {
    LongVector bits = sign.reinterpretAsLongs().and(Long.MIN_VALUE);
    return magnitude.abs().reinterpretAsLongs().or(bits).reinterpretAsDoubles();
  }
}
