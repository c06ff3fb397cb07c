package org.nn4j.api;

/** The width of the floating-point numbers that a network computes with. */
public enum Precision {
  /** IEEE 754 binary32, {@code float[]} storage; the default for training. */
  FLOAT32("float32", Float.BYTES),
  /** IEEE 754 binary64, {@code double[]} storage; used by gradient checks. */
  FLOAT64("float64", Double.BYTES);

  private final String id;
  private final int bytes;

  Precision(String id, int bytes) {
    this.id = id;
    this.bytes = bytes;
  }

  /** Returns the name used in configurations and files: {@code float32} or {@code float64}. */
  public String id() {
    return id;
  }

  /** Returns the size of one element in bytes. */
  public int bytes() {
    return bytes;
  }

  /**
   * Rounds a number to this precision.
   *
   * @return the nearest value that a matrix of this precision can hold
   */
  public double round(double value) {
    return this == FLOAT32 ? (float) value : value;
  }

  /**
   * Returns the precision with an {@link #id()}.
   *
   * @throws IllegalArgumentException if there is none; the message names both
   */
  public static Precision of(String id) {
    for (Precision precision : values()) {
      if (precision.id.equals(id)) {
        return precision;
      }
    }
    throw new IllegalArgumentException(
        "unknown precision '" + id + "'; available: float32, float64");
  }
}
