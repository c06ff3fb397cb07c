package org.nn4j.simd.generator;

import org.nn4j.simd.generator.Value.Sign;
import org.nn4j.simd.generator.Value.Type;

/**
 * Minima, maxima and selections, without masks where that can be.
 *
 * <p>JDK 17 brings a mask of 512 bits from the comparison to the selection by four instructions, one
 * behind the other; the Vector API's own minima and maxima take six, for they tell −0 from 0. But a
 * number's bits, taken as an integer, grow with its size: those of an infinity are the greatest but
 * for NaN, those of a negative number are negative. An integer minimum is one instruction.
 */
final class Bounds {
  private final LoopBody body;
  private final Precision precision;

  Bounds(LoopBody body, Precision precision) {
    this.body = body;
    this.precision = precision;
  }

  /** Returns min(x, bound); the bound is uniform. */
  Value min(Value x, Value bound) {
    if (bound.sign() != Sign.PLUS || bound.isZero()) {
      return body.blend(x, bound, body.compare("GT", x, bound));
    }
    return x.sign() == Sign.MINUS ? x : keepNan(x, atMost(x, bound));
  }

  /** Returns max(x, bound); the bound is uniform and at most 0. */
  Value max(Value x, Value bound) {
    return bound.isZero()
        ? body.blend(x, bound, body.compare("LE", x, bound)).withSign(Sign.PLUS)
        : keepNan(x, atLeast(x, bound));
  }

  /** Returns min(x, bound), bound ≥ 0; of NaN, NaN or the bound. */
  Value atMost(Value x, Value bound) {
    Value y = body.fromBits(body.binary("min", body.bits(x), body.bits(bound)));
    return y.withSign(bound.isZero() ? Sign.MINUS : x.sign());
  }

  /** Returns max(x, bound), bound ≤ 0; of NaN, NaN or the bound. */
  Value atLeast(Value x, Value bound) {
    return bound.isZero()
        ? body.fromBits(body.binary("max", body.bits(x), body.bits(bound))).withSign(Sign.PLUS)
        : body.negate(atMost(body.negate(x), body.negate(bound)));
  }

  /** Returns x bounded to ±bound. */
  Value clamp(Value x, Value bound) {
    return copySign(min(body.abs(x), bound), x);
  }

  Value copySign(Value size, Value sign) {
    Value signBit = Value.uniform(Type.INTEGER, precision.integerBox + ".MIN_VALUE");
    Value bit = body.binary("and", body.bits(sign), signBit);
    return body.fromBits(body.binary("or", body.bits(body.abs(size)), bit));
  }

  /** Returns one number where x, integers, is negative, and the other elsewhere. */
  Value ifNegative(Value x, Value yes, Value no) {
    return body.fromBits(body.blendBits(body.bits(no), body.bits(yes), signs(x)));
  }

  /** Returns one number where x &lt; bound, both at least 0, and the other elsewhere. */
  Value ifLess(Value x, Value bound, Value yes, Value no) {
    return ifNegative(body.binary("sub", body.bits(x), body.bits(bound)), yes, no);
  }

  /** Returns y, and NaN where x is: its bits plus the greatest mantissa reach the sign. */
  private Value keepNan(Value x, Value y) {
    Value mantissa = Value.uniform(Type.INTEGER, precision.greatestMantissa);
    Value nan = signs(body.binary("add", body.bits(body.abs(x)), mantissa));
    return body.fromBits(body.binary("or", body.bits(y), nan)).withSign(y.sign());
  }

  /** Returns all ones where integers are negative. */
  private Value signs(Value x) {
    return body.shift("ASHR", x, precision.integerBox + ".SIZE - 1");
  }
}
