package org.nn4j.onnx.file;

import org.nn4j.api.Precision;

/** The types of tensors' elements that nn4j reads and writes. */
public enum ElementType {
  /** 32-bit floating point. */
  FLOAT(1, Float.BYTES),
  /** Unsigned bytes. */
  UINT8(2, 1),
  /** Signed bytes. */
  INT8(3, 1),
  /** 32-bit integers. */
  INT32(6, Integer.BYTES),
  /** 64-bit integers. */
  INT64(7, Long.BYTES),
  /** Texts. */
  STRING(8, 0),
  /** Truth values. */
  BOOL(9, 1),
  /** 64-bit floating point. */
  DOUBLE(11, Double.BYTES);

  private final int code;
  private final int bytes;

  ElementType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /** Returns the number that stands for it in files. */
  public int code() {
    return code;
  }

  /** Returns the bytes of an element in a file; 0 for texts. */
  int bytes() {
    return bytes;
  }

  /** Whether elements are floating-point numbers. */
  public boolean isFloating() {
    return this == FLOAT || this == DOUBLE;
  }

  /** Returns the number that an element of this type holds of another: rounded, cut off, or 0/1. */
  public double rounded(double value) {
    return switch (this) {
      case FLOAT -> (float) value;
      case DOUBLE, STRING -> value;
      case INT64 -> (long) value;
      case INT32 -> (int) value;
      case INT8 -> (byte) value;
      case UINT8 -> (int) value & 0xff;
      case BOOL -> value == 0 ? 0 : 1;
    };
  }

  /** Returns the type of a precision. */
  public static ElementType of(Precision precision) {
    return precision == Precision.FLOAT32 ? FLOAT : DOUBLE;
  }

  /**
   * Returns the type of a number in a file.
   *
   * @throws MalformedException if nn4j does not know it
   */
  public static ElementType of(long code) {
    for (ElementType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw new MalformedException(
        "elements of type "
            + code
            + " (see onnx.proto's TensorProto.DataType); nn4j reads float,"
            + " double, integers of 8, 32 and 64 bits, bool and string");
  }
}
