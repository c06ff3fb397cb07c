package org.nn4j.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.nn4j.api.math.NnMath;

/**
 * The long polynomials of {@link NnMath} for ranges of float: the operations of its float half,
 * lane by lane and in its order, so that every lane has its bits. What the steps are for is told
 * there.
 *
 * <p>They come in passes over a block, see {@link FloatPass}, none with more than about forty
 * operations.
 *
 * <p>The precisions differ in integers, constants and degrees, so each has a class of its own. No
 * lane is converted: an exponent is moved by integer arithmetic on the bits.
 */
final class VectorFloatMath {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private static final float MAGIC = 0x1.8p23f;
  private static final int MAGIC_BITS = 0x4b40_0000;
  private static final int ONE_BITS = 0x3f80_0000;
  private static final int SQRT_HALF_BITS = 0x3f35_04f3;
  private static final float LOG2_E = 1.442695f;
  private static final float LN2_HI = 0.69314575f;
  private static final float LN2_LO = 1.4286068e-6f;
  private static final float SQRT_HALF = 0.70710677f;

  /** Below this size expm1(x) rounds to x. */
  static final float TINY = 0x1p-30f;

  private static final float ERFCX_K = 3f;

  /** From here on the tail of the normal distribution rounds to 0. */
  static final float FAR_NORMAL = 15f;

  private VectorFloatMath() {}

  /** The second pass of e^(x + rest), x in the block and rest at most about an ulp of it. */
  static void finishExp(FloatWork work, int n) {
    float[] x = work.block;
    FloatVector one = FloatVector.broadcast(S, 1f);
    IntVector bias = IntVector.broadcast(IntVector.SPECIES_PREFERRED, MAGIC_BITS - 254);
    for (int i = 0; i < n; i += L) {
      FloatVector y =
          FloatVector.fromArray(S, work.r, i).add(FloatVector.fromArray(S, work.w, i)).add(one);
      IntVector e = FloatVector.fromArray(S, x, i).reinterpretAsInts().sub(bias);
      IntVector half = e.lanewise(VectorOperators.LSHR, 1);
      IntVector other = e.sub(half);
      FloatVector scale = half.lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      FloatVector scale2 = other.lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      y.mul(scale).mul(scale2).intoArray(x, i);
    }
  }

  /** The first pass: x becomes t, whose low bits are n, and e^r is 1 + (r + w). */
  static void reduceForExp(FloatWork work, int n) {
    float[] x = work.block;
    FloatVector low = FloatVector.broadcast(S, -105f); // e^-105 rounds to 0, e^89 to infinity
    FloatVector high = FloatVector.broadcast(S, 89f);
    FloatVector log2e = FloatVector.broadcast(S, LOG2_E);
    FloatVector magic = FloatVector.broadcast(S, MAGIC);
    FloatVector ln2Hi = FloatVector.broadcast(S, -LN2_HI);
    FloatVector ln2Lo = FloatVector.broadcast(S, -LN2_LO);
    FloatVector expTail0 = FloatVector.broadcast(S, 0.0014035939f);
    FloatVector expTail1 = FloatVector.broadcast(S, 0.008372287f);
    FloatVector expTail2 = FloatVector.broadcast(S, 0.04166555f);
    FloatVector expTail3 = FloatVector.broadcast(S, 0.16666488f);
    FloatVector expTail4 = FloatVector.broadcast(S, 0.5f);
    for (int i = 0; i < n; i += L) {
      FloatVector c = FloatVector.fromArray(S, x, i).max(low).min(high);
      FloatVector t = c.fma(log2e, magic);
      FloatVector m = t.sub(magic);
      FloatVector exact = m.fma(ln2Hi, c);
      FloatVector lo = m.fma(ln2Lo, FloatVector.fromArray(S, work.rest, i));
      FloatVector r = exact.add(lo);
      FloatVector lost = exact.sub(r).add(lo);
      FloatVector p = expTail0.fma(r, expTail1);
      p = p.fma(r, expTail2);
      p = p.fma(r, expTail3);
      p = p.fma(r, expTail4);
      t.intoArray(x, i);
      r.intoArray(work.r, i);
      r.mul(r).fma(p, lost).intoArray(work.w, i);
    }
  }

  /** The second pass of expm1(x) / 2, x in the block. */
  static void finishExpm1(FloatWork work, int n) {
    float[] x = work.block;
    FloatVector oneHalf = FloatVector.broadcast(S, 0.5f);
    IntVector bias = IntVector.broadcast(IntVector.SPECIES_PREFERRED, MAGIC_BITS - 126);
    for (int i = 0; i < n; i += L) {
      IntVector e = FloatVector.fromArray(S, x, i).reinterpretAsInts().sub(bias);
      FloatVector scale = e.lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      FloatVector hi = scale.sub(oneHalf);
      FloatVector scaled = scale.mul(FloatVector.fromArray(S, work.r, i));
      FloatVector sum = hi.add(scaled);
      FloatVector error = hi.sub(sum).add(scaled);
      sum.add(scale.fma(FloatVector.fromArray(S, work.w, i), error)).intoArray(x, i);
    }
  }

  /** The first pass: as that of e^x, but expm1(r) is r + w. */
  static void reduceForExpm1(FloatWork work, int n) {
    float[] x = work.block;
    FloatVector low = FloatVector.broadcast(S, -20f); // there it rounds to -1/2
    FloatVector high = FloatVector.broadcast(S, 89f);
    FloatVector log2e = FloatVector.broadcast(S, LOG2_E);
    FloatVector magic = FloatVector.broadcast(S, MAGIC);
    FloatVector ln2Hi = FloatVector.broadcast(S, -LN2_HI);
    FloatVector ln2Lo = FloatVector.broadcast(S, -LN2_LO);
    FloatVector expTail0 = FloatVector.broadcast(S, 0.0014035939f);
    FloatVector expTail1 = FloatVector.broadcast(S, 0.008372287f);
    FloatVector expTail2 = FloatVector.broadcast(S, 0.04166555f);
    FloatVector expTail3 = FloatVector.broadcast(S, 0.16666488f);
    FloatVector expTail4 = FloatVector.broadcast(S, 0.5f);
    for (int i = 0; i < n; i += L) {
      FloatVector c = FloatVector.fromArray(S, x, i).max(low).min(high);
      FloatVector t = c.fma(log2e, magic);
      FloatVector m = t.sub(magic);
      FloatVector exact = m.fma(ln2Hi, c);
      FloatVector r = m.fma(ln2Lo, exact);
      FloatVector rest = m.fma(ln2Lo, exact.sub(r));
      FloatVector p = expTail0.fma(r, expTail1);
      p = p.fma(r, expTail2);
      p = p.fma(r, expTail3);
      p = p.fma(r, expTail4);
      t.intoArray(x, i);
      r.intoArray(work.r, i);
      r.mul(r).fma(p, rest).intoArray(work.w, i);
    }
  }

  /** The third pass of log1p(x), finite x &gt; -1 in the block. */
  static void finishLog(FloatWork work, int n) {
    float[] x = work.block;
    FloatVector tiny = FloatVector.broadcast(S, TINY);
    FloatVector ln2Hi = FloatVector.broadcast(S, LN2_HI);
    FloatVector ln2Lo = FloatVector.broadcast(S, LN2_LO);
    FloatVector logTail5 = FloatVector.broadcast(S, 0.20002225f);
    FloatVector logTail6 = FloatVector.broadcast(S, -0.2500161f);
    FloatVector logTail7 = FloatVector.broadcast(S, 0.33333322f);
    FloatVector logTail8 = FloatVector.broadcast(S, -0.49999988f);
    for (int i = 0; i < n; i += L) {
      FloatVector f = FloatVector.fromArray(S, work.r, i);
      FloatVector k = FloatVector.fromArray(S, work.u, i);
      FloatVector p = FloatVector.fromArray(S, work.w, i);
      p = p.fma(f, logTail5);
      p = p.fma(f, logTail6);
      p = p.fma(f, logTail7);
      p = p.fma(f, logTail8);
      FloatVector hi = k.mul(ln2Hi);
      FloatVector sum = hi.add(f);
      FloatVector error = hi.sub(sum).add(f);
      FloatVector y = sum.add(f.mul(f).fma(p, k.fma(ln2Lo, error)));
      FloatVector v = FloatVector.fromArray(S, x, i);
      y.blend(v, v.abs().compare(VectorOperators.LT, tiny)).intoArray(x, i);
    }
  }

  /** The first pass: splits 1 + x into 2^k (1 + f), f in r and k in u. */
  static void reduceForLog(FloatWork work, int n) {
    float[] x = work.block;
    FloatVector quarter = FloatVector.broadcast(S, 0.25f);
    FloatVector minusOne = FloatVector.broadcast(S, -1f);
    FloatVector offset = FloatVector.broadcast(S, MAGIC + 127f);
    IntVector magic = IntVector.broadcast(IntVector.SPECIES_PREFERRED, MAGIC_BITS);
    IntVector shift = IntVector.broadcast(IntVector.SPECIES_PREFERRED, ONE_BITS - SQRT_HALF_BITS);
    IntVector twice = IntVector.broadcast(IntVector.SPECIES_PREFERRED, 256);
    for (int i = 0; i < n; i += L) {
      FloatVector v = FloatVector.fromArray(S, x, i);
      IntVector j = v.sub(minusOne).reinterpretAsInts().add(shift);
      IntVector biased = j.lanewise(VectorOperators.LSHR, 23);
      biased.add(magic).reinterpretAsFloats().sub(offset).intoArray(work.u, i);
      IntVector down = twice.sub(biased).lanewise(VectorOperators.LSHL, 23);
      FloatVector scale4 = down.reinterpretAsFloats();
      v.mul(quarter).fma(scale4, scale4.fma(quarter, minusOne)).intoArray(work.r, i);
    }
  }

  /** The second pass: the first half of the polynomial. */
  static void startLog(FloatWork work, int n) {
    FloatVector logTail0 = FloatVector.broadcast(S, -0.07674897f);
    FloatVector logTail1 = FloatVector.broadcast(S, 0.12942089f);
    FloatVector logTail2 = FloatVector.broadcast(S, -0.13241251f);
    FloatVector logTail3 = FloatVector.broadcast(S, 0.1417627f);
    FloatVector logTail4 = FloatVector.broadcast(S, -0.1660861f);
    for (int i = 0; i < n; i += L) {
      FloatVector f = FloatVector.fromArray(S, work.r, i);
      FloatVector p = logTail0.fma(f, logTail1);
      p = p.fma(f, logTail2);
      p = p.fma(f, logTail3);
      p = p.fma(f, logTail4);
      p.intoArray(work.w, i);
    }
  }

  /** The second pass of the normal distribution function of z; e^(−z²/2) is in the block. */
  static void finishNormal(FloatWork work, int n) {
    FloatVector quarter = FloatVector.broadcast(S, 0.25f);
    FloatVector zero = FloatVector.zero(S);
    FloatVector one = FloatVector.broadcast(S, 1f);
    FloatVector erfcx5 = FloatVector.broadcast(S, 0.039845504f);
    FloatVector erfcx6 = FloatVector.broadcast(S, 0.103487976f);
    FloatVector erfcx7 = FloatVector.broadcast(S, 0.19674258f);
    FloatVector erfcx8 = FloatVector.broadcast(S, 0.29446486f);
    FloatVector erfcx9 = FloatVector.broadcast(S, 0.3580023f);
    for (int i = 0; i < n; i += L) {
      FloatVector t = FloatVector.fromArray(S, work.r, i);
      FloatVector p = FloatVector.fromArray(S, work.w, i);
      p = p.fma(t, erfcx5);
      p = p.fma(t, erfcx6);
      p = p.fma(t, erfcx7);
      p = p.fma(t, erfcx8);
      p = p.fma(t, erfcx9);
      FloatVector halfU = t.fma(quarter, quarter);
      FloatVector tail = FloatVector.fromArray(S, work.block, i).mul(halfU.mul(p));
      FloatVector x = FloatVector.fromArray(S, work.z, work.zFrom + i);
      tail.blend(one.sub(tail), x.compare(VectorOperators.GT, zero)).intoArray(work.block, i);
    }
  }

  /** The first pass: t in r, and the first half of the polynomial. */
  static void startNormal(FloatWork work, int n) {
    FloatVector far = FloatVector.broadcast(S, FAR_NORMAL);
    FloatVector sqrtHalf = FloatVector.broadcast(S, SQRT_HALF);
    FloatVector centre = FloatVector.broadcast(S, ERFCX_K);
    FloatVector erfcx0 = FloatVector.broadcast(S, 9.788333e-5f);
    FloatVector erfcx1 = FloatVector.broadcast(S, -1.4195028e-4f);
    FloatVector erfcx2 = FloatVector.broadcast(S, -0.0010283897f);
    FloatVector erfcx3 = FloatVector.broadcast(S, -4.208176e-4f);
    FloatVector erfcx4 = FloatVector.broadcast(S, 0.008950042f);
    for (int i = 0; i < n; i += L) {
      FloatVector y = FloatVector.fromArray(S, work.z, work.zFrom + i).abs().min(far).mul(sqrtHalf);
      FloatVector t = centre.sub(y).div(centre.add(y));
      FloatVector p = erfcx0.fma(t, erfcx1);
      p = p.fma(t, erfcx2);
      p = p.fma(t, erfcx3);
      p = p.fma(t, erfcx4);
      t.intoArray(work.r, i);
      p.intoArray(work.w, i);
    }
  }

  /** The hyperbolic tangent of z; expm1(−2|z|)/2 is in the block. */
  static void tanh(FloatWork work, int n) {
    FloatVector one = FloatVector.broadcast(S, 1f);
    IntVector signBit = IntVector.broadcast(IntVector.SPECIES_PREFERRED, Integer.MIN_VALUE);
    for (int i = 0; i < n; i += L) {
      FloatVector x = FloatVector.fromArray(S, work.z, work.zFrom + i);
      FloatVector h = FloatVector.fromArray(S, work.block, i);
      IntVector size = h.div(h.add(one)).abs().reinterpretAsInts();
      IntVector sign = x.reinterpretAsInts().and(signBit);
      size.or(sign).reinterpretAsFloats().intoArray(work.block, i);
    }
  }
}
