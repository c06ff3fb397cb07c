package org.nn4j.core.io;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Precision;

/** The types of a tensor's elements in safetensors. */
enum Element {
  F64(8, true),
  F32(4, true),
  F16(2, true),
  BF16(2, true),
  I64(8, false),
  U64(8, false),
  I32(4, false),
  U32(4, false),
  I16(2, false),
  U16(2, false),
  I8(1, false),
  U8(1, false),
  BOOL(1, false),
  F8_E4M3(1, false),
  F8_E5M2(1, false);

  private final int size;
  private final boolean isFloat;

  Element(int size, boolean isFloat) {
    this.size = size;
    this.isFloat = isFloat;
  }

  /** Returns the type of a name, or null. */
  static @Nullable Element of(String name) {
    return Arrays.stream(values()).filter(e -> e.name().equals(name)).findFirst().orElse(null);
  }

  /** Returns the bytes of an element. */
  int size() {
    return size;
  }

  /** Whether {@link #next} reads it. */
  boolean isFloat() {
    return isFloat;
  }

  /** Returns the narrowest precision that holds all its numbers. */
  Precision precision() {
    return this == F64 ? Precision.FLOAT64 : Precision.FLOAT32;
  }

  /** Reads a number, which is exact in {@link #precision}. */
  double next(ByteBuffer bytes) {
    return switch (this) {
      case F64 -> bytes.getDouble();
      case F32 -> bytes.getFloat();
      case BF16 -> Float.intBitsToFloat(bytes.getShort() << 16);
      case F16 -> half(bytes.getShort());
      default -> throw new IllegalStateException(this + " is no floating-point number");
    };
  }

  /** Returns the number that IEEE 754 binary16 writes so: 5 bits of exponent, 10 of fraction. */
  private static double half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    double size =
        switch (exponent) {
          case 0 -> fraction * 0x1p-24;
          case 0x1f -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
          default -> Math.scalb(1024.0 + fraction, exponent - 25);
        };
    return bits < 0 ? -size : size;
  }
}
