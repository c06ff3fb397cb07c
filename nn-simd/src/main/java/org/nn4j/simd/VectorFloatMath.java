package org.nn4j.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.nn4j.api.math.NnMath;

/**
 * {@link NnMath} for vectors of float: the operations of its float half, lane by lane and in its
 * order, so that every lane has its bits. What the steps are for is told there.
 *
 * <p>The precisions differ in integers, constants and degrees, so each has a class of its own. No
 * lane is converted: an exponent is moved by integer arithmetic on the bits.
 */
final class VectorFloatMath {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  private static final float MAGIC = 0x1.8p23f;
  private static final int MAGIC_BITS = 0x4b40_0000;
  private static final int ONE_BITS = 0x3f80_0000;
  private static final int SQRT_HALF_BITS = 0x3f35_04f3;
  private static final float LOG2_E = 1.442695f;
  private static final float LN2_HI = 0.69314575f;
  private static final float LN2_LO = 1.4286068e-6f;
  private static final float SQRT_HALF = 0.70710677f;
  private static final float TINY = 0x1p-30f;
  private static final float ERFCX_K = 3f;

  private VectorFloatMath() {}

  static FloatVector exp(FloatVector x) {
    return exp(x, FloatVector.zero(S));
  }

  static FloatVector expm1(FloatVector x) {
    FloatVector y = halfExpm1(clamp(x, -20f, 89f)).mul(2f);
    return y.blend(x, x.abs().compare(VectorOperators.LT, TINY));
  }

  static FloatVector tanh(FloatVector x) {
    FloatVector z = atLeast(x.abs().mul(-2f), -20f);
    FloatVector h = halfExpm1(z);
    return copySign(h.div(h.add(1f)), x);
  }

  static FloatVector sigmoid(FloatVector x) {
    FloatVector z = exp(x.abs().neg());
    VectorMask<Float> negative = x.compare(VectorOperators.LT, 0f);
    return FloatVector.broadcast(S, 1f).blend(z, negative).div(z.add(1f));
  }

  static FloatVector softplus(FloatVector x) {
    VectorMask<Float> positive = x.compare(VectorOperators.GT, 0f);
    return FloatVector.zero(S).blend(x, positive).add(log1pFinite(exp(x.abs().neg())));
  }

  static FloatVector normalCdf(FloatVector x) {
    FloatVector a = atMost(x.abs(), 15f);
    FloatVector square = a.mul(a);
    FloatVector rest = a.fma(a, square.neg());
    FloatVector tail = halfErfc(square.mul(0.5f), rest.mul(0.5f), a.mul(SQRT_HALF));
    FloatVector right = FloatVector.broadcast(S, 1f).sub(tail);
    return tail.blend(right, x.compare(VectorOperators.GT, 0f));
  }

  private static FloatVector halfErfc(FloatVector square, FloatVector rest, FloatVector y) {
    FloatVector k = FloatVector.broadcast(S, ERFCX_K);
    FloatVector t = k.sub(y).div(k.add(y));
    FloatVector halfU = fma(0.25f, t, 0.25f);
    return exp(square.neg(), rest.neg()).mul(halfU.mul(erfcx(t)));
  }

  private static FloatVector exp(FloatVector x, FloatVector rest) {
    FloatVector c = clamp(x, -105f, 89f); // e^-105 rounds to 0, e^89 to infinity
    FloatVector t = fma(c, LOG2_E, MAGIC);
    FloatVector n = t.sub(MAGIC);
    FloatVector exact = n.fma(FloatVector.broadcast(S, -LN2_HI), c);
    FloatVector lo = n.fma(FloatVector.broadcast(S, -LN2_LO), rest);
    FloatVector r = exact.add(lo);
    FloatVector lost = exact.sub(r).add(lo);
    FloatVector p = r.add(r.mul(r).fma(expTail(r), lost)).add(1f);
    IntVector e = t.reinterpretAsInts().sub(MAGIC_BITS - 254);
    IntVector half = e.lanewise(VectorOperators.LSHR, 1);
    return p.mul(scale(half)).mul(scale(e.sub(half)));
  }

  private static FloatVector halfExpm1(FloatVector x) {
    FloatVector t = fma(x, LOG2_E, MAGIC);
    FloatVector n = t.sub(MAGIC);
    FloatVector exact = n.fma(FloatVector.broadcast(S, -LN2_HI), x);
    FloatVector r = n.fma(FloatVector.broadcast(S, -LN2_LO), exact);
    FloatVector rest = n.fma(FloatVector.broadcast(S, -LN2_LO), exact.sub(r));
    FloatVector s = r.mul(r).fma(expTail(r), rest);
    FloatVector scale = scale(t.reinterpretAsInts().sub(MAGIC_BITS - 126));
    FloatVector hi = scale.sub(0.5f);
    FloatVector scaled = scale.mul(r);
    FloatVector sum = hi.add(scaled);
    FloatVector error = hi.sub(sum).add(scaled);
    return sum.add(scale.fma(s, error));
  }

  private static FloatVector log1pFinite(FloatVector x) {
    IntVector j = x.add(1f).reinterpretAsInts().add(ONE_BITS - SQRT_HALF_BITS);
    IntVector biased = j.lanewise(VectorOperators.LSHR, 23);
    FloatVector k = biased.add(MAGIC_BITS).reinterpretAsFloats().sub(MAGIC + 127f);
    FloatVector scale4 = scale(biased.neg().add(256));
    FloatVector f = x.mul(0.25f).fma(scale4, fma(0.25f, scale4, -1f));
    FloatVector y = logSum(k, f);
    return y.blend(x, x.abs().compare(VectorOperators.LT, TINY));
  }

  private static FloatVector logSum(FloatVector k, FloatVector f) {
    FloatVector hi = k.mul(LN2_HI);
    FloatVector sum = hi.add(f);
    FloatVector error = hi.sub(sum).add(f);
    FloatVector lo = k.fma(FloatVector.broadcast(S, LN2_LO), error);
    return sum.add(f.mul(f).fma(logTail(f), lo));
  }

  private static FloatVector expTail(FloatVector r) {
    FloatVector p = fma(0.0014035939f, r, 0.008372287f);
    p = fma(p, r, 0.04166555f);
    p = fma(p, r, 0.16666488f);
    return fma(p, r, 0.5f);
  }

  private static FloatVector logTail(FloatVector f) {
    FloatVector p = fma(-0.07674897f, f, 0.12942089f);
    p = fma(p, f, -0.13241251f);
    p = fma(p, f, 0.1417627f);
    p = fma(p, f, -0.1660861f);
    p = fma(p, f, 0.20002225f);
    p = fma(p, f, -0.2500161f);
    p = fma(p, f, 0.33333322f);
    return fma(p, f, -0.49999988f);
  }

  private static FloatVector erfcx(FloatVector t) {
    FloatVector p = fma(9.788333e-5f, t, -1.4195028e-4f);
    p = fma(p, t, -0.0010283897f);
    p = fma(p, t, -4.208176e-4f);
    p = fma(p, t, 0.008950042f);
    p = fma(p, t, 0.039845504f);
    p = fma(p, t, 0.103487976f);
    p = fma(p, t, 0.19674258f);
    p = fma(p, t, 0.29446486f);
    return fma(p, t, 0.3580023f);
  }

  private static FloatVector fma(FloatVector x, FloatVector y, float z) {
    return x.fma(y, FloatVector.broadcast(S, z));
  }

  private static FloatVector fma(FloatVector x, float y, float z) {
    return x.fma(FloatVector.broadcast(S, y), FloatVector.broadcast(S, z));
  }

  private static FloatVector fma(float x, FloatVector y, float z) {
    return FloatVector.broadcast(S, x).fma(y, FloatVector.broadcast(S, z));
  }

  /** Returns x bounded on both sides; NaN stays NaN. */
  private static FloatVector clamp(FloatVector x, float low, float high) {
    return atMost(atLeast(x, low), high);
  }

  private static FloatVector atLeast(FloatVector x, float low) {
    return x.blend(low, x.compare(VectorOperators.LT, low));
  }

  private static FloatVector atMost(FloatVector x, float high) {
    return x.blend(high, x.compare(VectorOperators.GT, high));
  }

  /** Returns the number whose exponent field is given. */
  private static FloatVector scale(IntVector exponent) {
    return exponent.lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
  }

  private static FloatVector copySign(FloatVector magnitude, FloatVector sign) {
    IntVector bits = sign.reinterpretAsInts().and(Integer.MIN_VALUE);
    return magnitude.abs().reinterpretAsInts().or(bits).reinterpretAsFloats();
  }
}
