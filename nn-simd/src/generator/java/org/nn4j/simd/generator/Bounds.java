package org.nn4j.simd.generator;

import org.nn4j.simd.generator.Value.Type;

/**
 * Bounds and signs of numbers.
 *
 * <p>The Vector API's own minima and maxima take six instructions, because they distinguish −0 from
 * 0; with a constant a comparison and a selection suffice. And a number's bits, read as an integer,
 * have its sign and, on one side of 0, its order: that saves the masks, which cost JDK 17 four
 * instructions with vectors of 512 bits.
 */
final class Bounds {
  private final LoopBody body;
  private final Value zero;
  private final Value signBit;
  private final Value largestNan;

  Bounds(LoopBody body, Precision precision) {
    this.body = body;
    zero = Value.uniform(Type.INTEGER, "0");
    largestNan = Value.uniform(Type.INTEGER, precision.largestNan);
    signBit = Value.uniform(Type.INTEGER, precision.integerBox + ".MIN_VALUE");
  }

  /** Returns min(x, bound); of numbers NaN stays, and so does −0 if the bound is 0. */
  Value min(Value x, Value bound) {
    if (x.type() == Type.INTEGER) {
      return body.binary("min", x, uniform(bound));
    }
    if (number(bound) > 0) {
      return body.limit(x, bound, largestNan);
    }
    return body.blend(x, bound, body.compare("GT", x, uniform(bound)));
  }

  /** Returns max(x, bound); NaN stays, but −0 does not if the bound is 0. */
  Value max(Value x, Value bound) {
    if (number(bound) < 0) {
      return body.limit(x, bound, body.sum(signBit, largestNan));
    }
    return body.blend(x, bound, body.compare("LE", x, uniform(bound)));
  }

  /** Returns a bound that is written as a number, or 0. */
  private static double number(Value bound) {
    try {
      return Double.parseDouble(bound.text());
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static Value uniform(Value bound) {
    if (!bound.uniform()) {
      throw new IllegalArgumentException("a bound has to be one number for the whole loop");
    }
    return bound;
  }

  /** Returns min(x, 0); NaN with a negative sign stays, the other becomes 0. */
  Value negativePart(Value x) {
    return body.fromBits(body.binary("min", body.bits(x), zero));
  }

  /** Returns max(x, 0); NaN with a positive sign stays, the other becomes 0. */
  Value positivePart(Value x) {
    return body.fromBits(body.binary("max", body.bits(x), zero));
  }

  Value copySign(Value size, Value sign) {
    return body.blendBits(size, sign, signBit);
  }
}
