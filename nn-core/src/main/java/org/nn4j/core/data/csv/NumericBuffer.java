package org.nn4j.core.data.csv;

import java.util.Arrays;
import org.nn4j.core.data.NumericValues;

/**
 * Collects a column's numbers, as bytes until one does not fit a byte, then as floats until one
 * does not fit a float.
 */
public final class NumericBuffer {
  private static final int FIRST = 64;

  private byte[] bytes = new byte[FIRST];
  private float[] floats = {};
  private double[] doubles = {};
  private int size;

  /** Creates an empty buffer. */
  public NumericBuffer() {}

  /** Adds a number, or NaN for a missing one. */
  public void add(double value) {
    if (bytes.length > 0 && !isByte(value)) {
      widenBytes();
    }
    if (floats.length > 0 && !isFloat(value)) {
      widenFloats();
    }
    if (bytes.length > 0) {
      bytes = size == bytes.length ? Arrays.copyOf(bytes, larger()) : bytes;
      bytes[size] = (byte) (int) value;
    } else if (floats.length > 0) {
      floats = size == floats.length ? Arrays.copyOf(floats, larger()) : floats;
      floats[size] = (float) value;
    } else {
      doubles = size == doubles.length ? Arrays.copyOf(doubles, larger()) : doubles;
      doubles[size] = value;
    }
    size++;
  }

  /** Grows by less than twice: a table read into memory already fills a good part of it. */
  private int larger() {
    return size + (size >> 1);
  }

  /** Returns whether a byte stands for the number, its sign included: −0 is none. */
  private static boolean isByte(double value) {
    int whole = (int) value;
    return (whole & 0xff) == whole
        && Double.doubleToRawLongBits(whole) == Double.doubleToRawLongBits(value);
  }

  private static boolean isFloat(double value) {
    return (float) value == value || Double.isNaN(value);
  }

  private void widenBytes() {
    floats = new float[bytes.length];
    for (int i = 0; i < size; i++) {
      floats[i] = Byte.toUnsignedInt(bytes[i]);
    }
    bytes = new byte[0];
  }

  private void widenFloats() {
    doubles = new double[floats.length];
    for (int i = 0; i < size; i++) {
      doubles[i] = floats[i];
    }
    floats = new float[0];
  }

  /** Hands over the numbers and forgets them. */
  public NumericValues drain() {
    NumericValues values;
    if (bytes.length > 0) {
      values = new NumericValues.Bytes(Arrays.copyOf(bytes, size), 0, 1, size);
    } else if (floats.length > 0) {
      values = new NumericValues.Floats(Arrays.copyOf(floats, size));
    } else {
      values = new NumericValues.Doubles(Arrays.copyOf(doubles, size));
    }
    bytes = new byte[FIRST];
    floats = new float[0];
    doubles = new double[0];
    size = 0;
    return values;
  }
}
