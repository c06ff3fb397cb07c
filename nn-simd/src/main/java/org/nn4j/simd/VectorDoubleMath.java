package org.nn4j.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.nn4j.api.math.NnMath;

/**
 * The long polynomials of {@link NnMath} for ranges of double: the operations of its double half,
 * lane by lane and in its order, so that every lane has its bits. What the steps are for is told
 * there.
 *
 * <p>They come in passes over a block, see {@link DoublePass}, none with more than about forty
 * operations.
 *
 * <p>The precisions differ in integers, constants and degrees, so each has a class of its own. No
 * lane is converted: an exponent is moved by integer arithmetic on the bits.
 */
final class VectorDoubleMath {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private static final double MAGIC = 0x1.8p52;
  private static final long MAGIC_BITS = 0x4338_0000_0000_0000L;
  private static final long ONE_BITS = 0x3ff0_0000_0000_0000L;
  private static final long SQRT_HALF_BITS = 0x3fe6_a09e_667f_3bcdL;
  private static final double LOG2_E = 1.4426950408889634;
  private static final double LN2_HI = 0.6931471805592082;
  private static final double LN2_LO = 7.371002565167799e-13;
  private static final double SQRT_HALF = 0.7071067811865476;

  /** Below this size expm1(x) rounds to x. */
  static final double TINY = 0x1p-60;

  private static final double ERFCX_K = 4.0;

  /** From here on the tail of the normal distribution rounds to 0. */
  static final double FAR_NORMAL = 39.0;

  private VectorDoubleMath() {}

  /** The second pass of e^(x + rest), x in the block and rest at most about an ulp of it. */
  static void finishExp(DoubleWork work, int n) {
    double[] x = work.block;
    DoubleVector one = DoubleVector.broadcast(S, 1.0);
    LongVector bias = LongVector.broadcast(LongVector.SPECIES_PREFERRED, MAGIC_BITS - 2046);
    for (int i = 0; i < n; i += L) {
      DoubleVector y =
          DoubleVector.fromArray(S, work.r, i).add(DoubleVector.fromArray(S, work.w, i)).add(one);
      LongVector e = DoubleVector.fromArray(S, x, i).reinterpretAsLongs().sub(bias);
      LongVector half = e.lanewise(VectorOperators.LSHR, 1);
      LongVector other = e.sub(half);
      DoubleVector scale = half.lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
      DoubleVector scale2 = other.lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
      y.mul(scale).mul(scale2).intoArray(x, i);
    }
  }

  /** The first pass: x becomes t, whose low bits are n, and e^r is 1 + (r + w). */
  static void reduceForExp(DoubleWork work, int n) {
    double[] x = work.block;
    DoubleVector low = DoubleVector.broadcast(S, -746.0); // e^-746 rounds to 0, e^710 to infinity
    DoubleVector high = DoubleVector.broadcast(S, 710.0);
    DoubleVector log2e = DoubleVector.broadcast(S, LOG2_E);
    DoubleVector magic = DoubleVector.broadcast(S, MAGIC);
    DoubleVector ln2Hi = DoubleVector.broadcast(S, -LN2_HI);
    DoubleVector ln2Lo = DoubleVector.broadcast(S, -LN2_LO);
    DoubleVector expTail0 = DoubleVector.broadcast(S, 2.0901290602610334e-09);
    DoubleVector expTail1 = DoubleVector.broadcast(S, 2.510866241438253e-08);
    DoubleVector expTail2 = DoubleVector.broadcast(S, 2.755730518900152e-07);
    DoubleVector expTail3 = DoubleVector.broadcast(S, 2.7557245140497877e-06);
    DoubleVector expTail4 = DoubleVector.broadcast(S, 2.480158730612454e-05);
    DoubleVector expTail5 = DoubleVector.broadcast(S, 0.00019841269885444116);
    DoubleVector expTail6 = DoubleVector.broadcast(S, 0.0013888888888882844);
    DoubleVector expTail7 = DoubleVector.broadcast(S, 0.008333333333321731);
    DoubleVector expTail8 = DoubleVector.broadcast(S, 0.04166666666666669);
    DoubleVector expTail9 = DoubleVector.broadcast(S, 0.16666666666666677);
    DoubleVector expTail10 = DoubleVector.broadcast(S, 0.5);
    for (int i = 0; i < n; i += L) {
      DoubleVector c = DoubleVector.fromArray(S, x, i).max(low).min(high);
      DoubleVector t = c.fma(log2e, magic);
      DoubleVector m = t.sub(magic);
      DoubleVector exact = m.fma(ln2Hi, c);
      DoubleVector lo = m.fma(ln2Lo, DoubleVector.fromArray(S, work.rest, i));
      DoubleVector r = exact.add(lo);
      DoubleVector lost = exact.sub(r).add(lo);
      DoubleVector p = expTail0.fma(r, expTail1);
      p = p.fma(r, expTail2);
      p = p.fma(r, expTail3);
      p = p.fma(r, expTail4);
      p = p.fma(r, expTail5);
      p = p.fma(r, expTail6);
      p = p.fma(r, expTail7);
      p = p.fma(r, expTail8);
      p = p.fma(r, expTail9);
      p = p.fma(r, expTail10);
      t.intoArray(x, i);
      r.intoArray(work.r, i);
      r.mul(r).fma(p, lost).intoArray(work.w, i);
    }
  }

  /** The second pass of expm1(x) / 2, x in the block. */
  static void finishExpm1(DoubleWork work, int n) {
    double[] x = work.block;
    DoubleVector oneHalf = DoubleVector.broadcast(S, 0.5);
    LongVector bias = LongVector.broadcast(LongVector.SPECIES_PREFERRED, MAGIC_BITS - 1022);
    for (int i = 0; i < n; i += L) {
      LongVector e = DoubleVector.fromArray(S, x, i).reinterpretAsLongs().sub(bias);
      DoubleVector scale = e.lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
      DoubleVector hi = scale.sub(oneHalf);
      DoubleVector scaled = scale.mul(DoubleVector.fromArray(S, work.r, i));
      DoubleVector sum = hi.add(scaled);
      DoubleVector error = hi.sub(sum).add(scaled);
      sum.add(scale.fma(DoubleVector.fromArray(S, work.w, i), error)).intoArray(x, i);
    }
  }

  /** The first pass: as that of e^x, but expm1(r) is r + w. */
  static void reduceForExpm1(DoubleWork work, int n) {
    double[] x = work.block;
    DoubleVector low = DoubleVector.broadcast(S, -40.0); // there it rounds to -1/2
    DoubleVector high = DoubleVector.broadcast(S, 710.0);
    DoubleVector log2e = DoubleVector.broadcast(S, LOG2_E);
    DoubleVector magic = DoubleVector.broadcast(S, MAGIC);
    DoubleVector ln2Hi = DoubleVector.broadcast(S, -LN2_HI);
    DoubleVector ln2Lo = DoubleVector.broadcast(S, -LN2_LO);
    DoubleVector expTail0 = DoubleVector.broadcast(S, 2.0901290602610334e-09);
    DoubleVector expTail1 = DoubleVector.broadcast(S, 2.510866241438253e-08);
    DoubleVector expTail2 = DoubleVector.broadcast(S, 2.755730518900152e-07);
    DoubleVector expTail3 = DoubleVector.broadcast(S, 2.7557245140497877e-06);
    DoubleVector expTail4 = DoubleVector.broadcast(S, 2.480158730612454e-05);
    DoubleVector expTail5 = DoubleVector.broadcast(S, 0.00019841269885444116);
    DoubleVector expTail6 = DoubleVector.broadcast(S, 0.0013888888888882844);
    DoubleVector expTail7 = DoubleVector.broadcast(S, 0.008333333333321731);
    DoubleVector expTail8 = DoubleVector.broadcast(S, 0.04166666666666669);
    DoubleVector expTail9 = DoubleVector.broadcast(S, 0.16666666666666677);
    DoubleVector expTail10 = DoubleVector.broadcast(S, 0.5);
    for (int i = 0; i < n; i += L) {
      DoubleVector c = DoubleVector.fromArray(S, x, i).max(low).min(high);
      DoubleVector t = c.fma(log2e, magic);
      DoubleVector m = t.sub(magic);
      DoubleVector exact = m.fma(ln2Hi, c);
      DoubleVector r = m.fma(ln2Lo, exact);
      DoubleVector rest = m.fma(ln2Lo, exact.sub(r));
      DoubleVector p = expTail0.fma(r, expTail1);
      p = p.fma(r, expTail2);
      p = p.fma(r, expTail3);
      p = p.fma(r, expTail4);
      p = p.fma(r, expTail5);
      p = p.fma(r, expTail6);
      p = p.fma(r, expTail7);
      p = p.fma(r, expTail8);
      p = p.fma(r, expTail9);
      p = p.fma(r, expTail10);
      t.intoArray(x, i);
      r.intoArray(work.r, i);
      r.mul(r).fma(p, rest).intoArray(work.w, i);
    }
  }

  /** The third pass of log1p(x), finite x &gt; -1 in the block. */
  static void finishLog(DoubleWork work, int n) {
    double[] x = work.block;
    DoubleVector tiny = DoubleVector.broadcast(S, TINY);
    DoubleVector ln2Hi = DoubleVector.broadcast(S, LN2_HI);
    DoubleVector ln2Lo = DoubleVector.broadcast(S, LN2_LO);
    DoubleVector logTail11 = DoubleVector.broadcast(S, 0.09090943132226435);
    DoubleVector logTail12 = DoubleVector.broadcast(S, -0.09999997801874064);
    DoubleVector logTail13 = DoubleVector.broadcast(S, 0.11111110155577392);
    DoubleVector logTail14 = DoubleVector.broadcast(S, -0.12500000027544017);
    DoubleVector logTail15 = DoubleVector.broadcast(S, 0.14285714300652166);
    DoubleVector logTail16 = DoubleVector.broadcast(S, -0.16666666666507696);
    DoubleVector logTail17 = DoubleVector.broadcast(S, 0.1999999999988622);
    DoubleVector logTail18 = DoubleVector.broadcast(S, -0.25000000000000283);
    DoubleVector logTail19 = DoubleVector.broadcast(S, 0.3333333333333363);
    DoubleVector logTail20 = DoubleVector.broadcast(S, -0.5);
    for (int i = 0; i < n; i += L) {
      DoubleVector f = DoubleVector.fromArray(S, work.r, i);
      DoubleVector k = DoubleVector.fromArray(S, work.u, i);
      DoubleVector p = DoubleVector.fromArray(S, work.w, i);
      p = p.fma(f, logTail11);
      p = p.fma(f, logTail12);
      p = p.fma(f, logTail13);
      p = p.fma(f, logTail14);
      p = p.fma(f, logTail15);
      p = p.fma(f, logTail16);
      p = p.fma(f, logTail17);
      p = p.fma(f, logTail18);
      p = p.fma(f, logTail19);
      p = p.fma(f, logTail20);
      DoubleVector hi = k.mul(ln2Hi);
      DoubleVector sum = hi.add(f);
      DoubleVector error = hi.sub(sum).add(f);
      DoubleVector y = sum.add(f.mul(f).fma(p, k.fma(ln2Lo, error)));
      DoubleVector v = DoubleVector.fromArray(S, x, i);
      y.blend(v, v.abs().compare(VectorOperators.LT, tiny)).intoArray(x, i);
    }
  }

  /** The first pass: splits 1 + x into 2^k (1 + f), f in r and k in u. */
  static void reduceForLog(DoubleWork work, int n) {
    double[] x = work.block;
    DoubleVector quarter = DoubleVector.broadcast(S, 0.25);
    DoubleVector minusOne = DoubleVector.broadcast(S, -1.0);
    DoubleVector offset = DoubleVector.broadcast(S, MAGIC + 1023.0);
    LongVector magic = LongVector.broadcast(LongVector.SPECIES_PREFERRED, MAGIC_BITS);
    LongVector shift =
        LongVector.broadcast(LongVector.SPECIES_PREFERRED, ONE_BITS - SQRT_HALF_BITS);
    LongVector twice = LongVector.broadcast(LongVector.SPECIES_PREFERRED, 2048);
    for (int i = 0; i < n; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, i);
      LongVector j = v.sub(minusOne).reinterpretAsLongs().add(shift);
      LongVector biased = j.lanewise(VectorOperators.LSHR, 52);
      biased.add(magic).reinterpretAsDoubles().sub(offset).intoArray(work.u, i);
      LongVector down = twice.sub(biased).lanewise(VectorOperators.LSHL, 52);
      DoubleVector scale4 = down.reinterpretAsDoubles();
      v.mul(quarter).fma(scale4, scale4.fma(quarter, minusOne)).intoArray(work.r, i);
    }
  }

  /** The second pass: the first half of the polynomial. */
  static void startLog(DoubleWork work, int n) {
    DoubleVector logTail0 = DoubleVector.broadcast(S, -0.028749359619503055);
    DoubleVector logTail1 = DoubleVector.broadcast(S, 0.06324024166210895);
    DoubleVector logTail2 = DoubleVector.broadcast(S, -0.06403950431226732);
    DoubleVector logTail3 = DoubleVector.broadcast(S, 0.052236135949547166);
    DoubleVector logTail4 = DoubleVector.broadcast(S, -0.05237256693895462);
    DoubleVector logTail5 = DoubleVector.broadcast(S, 0.058371495189854704);
    DoubleVector logTail6 = DoubleVector.broadcast(S, -0.06286444755989756);
    DoubleVector logTail7 = DoubleVector.broadcast(S, 0.06674982842429307);
    DoubleVector logTail8 = DoubleVector.broadcast(S, -0.07140446566745429);
    DoubleVector logTail9 = DoubleVector.broadcast(S, 0.0769160063841551);
    DoubleVector logTail10 = DoubleVector.broadcast(S, -0.08333428526045301);
    for (int i = 0; i < n; i += L) {
      DoubleVector f = DoubleVector.fromArray(S, work.r, i);
      DoubleVector p = logTail0.fma(f, logTail1);
      p = p.fma(f, logTail2);
      p = p.fma(f, logTail3);
      p = p.fma(f, logTail4);
      p = p.fma(f, logTail5);
      p = p.fma(f, logTail6);
      p = p.fma(f, logTail7);
      p = p.fma(f, logTail8);
      p = p.fma(f, logTail9);
      p = p.fma(f, logTail10);
      p.intoArray(work.w, i);
    }
  }

  /** The second pass of the normal distribution function of z; e^(−z²/2) is in the block. */
  static void finishNormal(DoubleWork work, int n) {
    DoubleVector quarter = DoubleVector.broadcast(S, 0.25);
    DoubleVector zero = DoubleVector.zero(S);
    DoubleVector one = DoubleVector.broadcast(S, 1.0);
    DoubleVector erfcx12 = DoubleVector.broadcast(S, -0.00011376317323790623);
    DoubleVector erfcx13 = DoubleVector.broadcast(S, 7.023972896167301e-05);
    DoubleVector erfcx14 = DoubleVector.broadcast(S, 0.001528013914349795);
    DoubleVector erfcx15 = DoubleVector.broadcast(S, 0.0065925133336499344);
    DoubleVector erfcx16 = DoubleVector.broadcast(S, 0.019095378727273512);
    DoubleVector erfcx17 = DoubleVector.broadcast(S, 0.043502734310073024);
    DoubleVector erfcx18 = DoubleVector.broadcast(S, 0.08271289696950646);
    DoubleVector erfcx19 = DoubleVector.broadcast(S, 0.1352134578283062);
    DoubleVector erfcx20 = DoubleVector.broadcast(S, 0.1933021755663092);
    DoubleVector erfcx21 = DoubleVector.broadcast(S, 0.24413718227022052);
    DoubleVector erfcx22 = DoubleVector.broadcast(S, 0.27399891525012277);
    for (int i = 0; i < n; i += L) {
      DoubleVector t = DoubleVector.fromArray(S, work.r, i);
      DoubleVector p = DoubleVector.fromArray(S, work.w, i);
      p = p.fma(t, erfcx12);
      p = p.fma(t, erfcx13);
      p = p.fma(t, erfcx14);
      p = p.fma(t, erfcx15);
      p = p.fma(t, erfcx16);
      p = p.fma(t, erfcx17);
      p = p.fma(t, erfcx18);
      p = p.fma(t, erfcx19);
      p = p.fma(t, erfcx20);
      p = p.fma(t, erfcx21);
      p = p.fma(t, erfcx22);
      DoubleVector halfU = t.fma(quarter, quarter);
      DoubleVector tail = DoubleVector.fromArray(S, work.block, i).mul(halfU.mul(p));
      DoubleVector x = DoubleVector.fromArray(S, work.z, work.zFrom + i);
      tail.blend(one.sub(tail), x.compare(VectorOperators.GT, zero)).intoArray(work.block, i);
    }
  }

  /** The first pass: t in r, and the first half of the polynomial. */
  static void startNormal(DoubleWork work, int n) {
    DoubleVector far = DoubleVector.broadcast(S, FAR_NORMAL);
    DoubleVector sqrtHalf = DoubleVector.broadcast(S, SQRT_HALF);
    DoubleVector centre = DoubleVector.broadcast(S, ERFCX_K);
    DoubleVector erfcx0 = DoubleVector.broadcast(S, 2.567559851381492e-10);
    DoubleVector erfcx1 = DoubleVector.broadcast(S, 8.887053607974639e-11);
    DoubleVector erfcx2 = DoubleVector.broadcast(S, -3.8488220180250875e-09);
    DoubleVector erfcx3 = DoubleVector.broadcast(S, -6.354325691737815e-10);
    DoubleVector erfcx4 = DoubleVector.broadcast(S, 3.097683140538444e-08);
    DoubleVector erfcx5 = DoubleVector.broadcast(S, 1.9477098990824146e-08);
    DoubleVector erfcx6 = DoubleVector.broadcast(S, -2.1148884715154073e-07);
    DoubleVector erfcx7 = DoubleVector.broadcast(S, -3.5651395407324575e-07);
    DoubleVector erfcx8 = DoubleVector.broadcast(S, 1.1735731038457777e-06);
    DoubleVector erfcx9 = DoubleVector.broadcast(S, 4.715443505059329e-06);
    DoubleVector erfcx10 = DoubleVector.broadcast(S, -9.087833451610938e-07);
    DoubleVector erfcx11 = DoubleVector.broadcast(S, -4.420327130005602e-05);
    for (int i = 0; i < n; i += L) {
      DoubleVector y =
          DoubleVector.fromArray(S, work.z, work.zFrom + i).abs().min(far).mul(sqrtHalf);
      DoubleVector t = centre.sub(y).div(centre.add(y));
      DoubleVector p = erfcx0.fma(t, erfcx1);
      p = p.fma(t, erfcx2);
      p = p.fma(t, erfcx3);
      p = p.fma(t, erfcx4);
      p = p.fma(t, erfcx5);
      p = p.fma(t, erfcx6);
      p = p.fma(t, erfcx7);
      p = p.fma(t, erfcx8);
      p = p.fma(t, erfcx9);
      p = p.fma(t, erfcx10);
      p = p.fma(t, erfcx11);
      t.intoArray(work.r, i);
      p.intoArray(work.w, i);
    }
  }

  /** The hyperbolic tangent of z; expm1(−2|z|)/2 is in the block. */
  static void tanh(DoubleWork work, int n) {
    DoubleVector one = DoubleVector.broadcast(S, 1.0);
    LongVector signBit = LongVector.broadcast(LongVector.SPECIES_PREFERRED, Long.MIN_VALUE);
    for (int i = 0; i < n; i += L) {
      DoubleVector x = DoubleVector.fromArray(S, work.z, work.zFrom + i);
      DoubleVector h = DoubleVector.fromArray(S, work.block, i);
      LongVector size = h.div(h.add(one)).abs().reinterpretAsLongs();
      LongVector sign = x.reinterpretAsLongs().and(signBit);
      size.or(sign).reinterpretAsDoubles().intoArray(work.block, i);
    }
  }
}
