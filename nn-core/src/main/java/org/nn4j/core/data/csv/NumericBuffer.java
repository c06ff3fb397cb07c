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

  /** How many numbers the last buffer that was handed over held, as many as this may. */
  private int expected = FIRST;

  /** Creates an empty buffer. */
  public NumericBuffer() {}

  /** Adds a number, or NaN for a missing one. */
  public void add(double value) {
    if (size < doubles.length) {
      doubles[size++] = value;
    } else {
      addNarrow(value);
    }
  }

  /** Adds a number where there is no room for it among doubles, which may not be used yet. */
  private void addNarrow(double value) {
    if ((bytes.length > 0 && !isByte(value)) || (floats.length > 0 && !isFloat(value))) {
      widen(isFloat(value));
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
    return Math.max(expected, size + (size >> 1));
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

  private void widen(boolean toFloats) {
    if (toFloats) {
      floats = new float[Math.max(expected, bytes.length)];
      for (int i = 0; i < size; i++) {
        floats[i] = Byte.toUnsignedInt(bytes[i]);
      }
    } else {
      doubles = new double[Math.max(expected, Math.max(bytes.length, floats.length))];
      for (int i = 0; i < size; i++) {
        doubles[i] = bytes.length > 0 ? Byte.toUnsignedInt(bytes[i]) : floats[i];
      }
      floats = new float[0];
    }
    bytes = new byte[0];
  }

  /** Hands over the numbers and forgets them. */
  public NumericValues drain() {
    NumericValues values;
    if (bytes.length > 0) {
      byte[] all = size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
      values = new NumericValues.Bytes(all, 0, 1, size);
    } else if (floats.length > 0) {
      float[] all = size == floats.length ? floats : Arrays.copyOf(floats, size);
      values = new NumericValues.Floats(all);
    } else {
      double[] all = size == doubles.length ? doubles : Arrays.copyOf(doubles, size);
      values = new NumericValues.Doubles(all);
    }
    expected = Math.max(FIRST, size);
    bytes = new byte[FIRST];
    floats = new float[0];
    doubles = new double[0];
    size = 0;
    return values;
  }
}
