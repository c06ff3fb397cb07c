package org.nn4j.core.data.cache;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.nn4j.core.data.NumericValues;

/**
 * How the numbers of a column lie in a block of a cache: in the least bytes that give every bit
 * back.
 *
 * @param form the number of bytes and their meaning
 * @param parameter the number of a {@link Form#CONSTANT}, the divisor of scaled ones, else 0
 */
record BlockColumn(Form form, double parameter) {
  /** Numbers m/10ᵖ are searched up to this p; a quotient of exact numbers is what was parsed. */
  private static final int MOST_DECIMALS = 9;

  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

  /**
   * Checks the divisor.
   *
   * @throws IllegalArgumentException if scaled numbers have none
   */
  BlockColumn {
    boolean scaled = form == Form.SHORT || form == Form.INT;
    if (scaled && Arrays.binarySearch(POWERS, parameter) < 0) {
      throw new IllegalArgumentException("no power of ten: " + parameter);
    }
  }

  /** What numbers are stored as. */
  enum Form {
    /** All are one number. */
    CONSTANT(0),
    /** Whole numbers from 0 to 255. */
    BYTE(1),
    /** Decimal fractions m/10ᵖ; the least m stands for a missing one. */
    SHORT(2),
    /** Decimal fractions m/10ᵖ; the least m stands for a missing one. */
    INT(4),
    /** What float32 holds. */
    FLOAT(4),
    /** Anything. */
    DOUBLE(8);

    private final int bytes;

    Form(int bytes) {
      this.bytes = bytes;
    }

    int bytes() {
      return bytes;
    }
  }

  /**
   * Chooses the form of some numbers.
   *
   * @param narrow how they are kept in memory
   * @param values the same
   */
  static BlockColumn of(NumericValues narrow, double[] values) {
    if (isConstant(values)) {
      return new BlockColumn(Form.CONSTANT, values[0]);
    }
    if (narrow instanceof NumericValues.Bytes) {
      return new BlockColumn(Form.BYTE, 0);
    }
    int decimals = 0;
    double greatest = 0;
    for (int row = 0; row < values.length && decimals <= MOST_DECIMALS; row++) {
      double value = values[row];
      while (decimals <= MOST_DECIMALS && !isScaled(value, POWERS[decimals])) {
        decimals++;
      }
      if (Math.abs(value) > greatest) {
        greatest = Math.abs(value);
      }
    }
    if (decimals <= MOST_DECIMALS) {
      double divisor = POWERS[decimals];
      double most = Math.rint(greatest * divisor);
      if (most <= Short.MAX_VALUE) {
        return new BlockColumn(Form.SHORT, divisor);
      }
      if (most <= Integer.MAX_VALUE && !(narrow instanceof NumericValues.Floats)) {
        return new BlockColumn(Form.INT, divisor);
      }
    }
    return new BlockColumn(narrow instanceof NumericValues.Floats ? Form.FLOAT : Form.DOUBLE, 0);
  }

  private static boolean isConstant(double[] values) {
    long first = Double.doubleToLongBits(values[0]);
    for (double value : values) {
      if (Double.doubleToLongBits(value) != first) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns whether a number is missing or the quotient of an int and the divisor, its sign too.
   */
  private static boolean isScaled(double value, double divisor) {
    double whole = Math.rint(value * divisor);
    return Double.isNaN(value)
        || (Math.abs(whole) <= Integer.MAX_VALUE
            && Double.doubleToLongBits((int) whole / divisor) == Double.doubleToLongBits(value));
  }

  /**
   * Writes numbers into a buffer.
   *
   * @param at the place of the first
   * @param stride the bytes from one to the next
   */
  void put(double[] values, ByteBuffer block, int at, int stride) {
    switch (form) {
      case CONSTANT -> {}
      case BYTE -> {
        for (int row = 0; row < values.length; row++) {
          block.put(at + row * stride, (byte) (int) values[row]);
        }
      }
      case SHORT -> {
        for (int row = 0; row < values.length; row++) {
          double value = values[row];
          int scaled = Double.isNaN(value) ? Short.MIN_VALUE : (int) Math.rint(value * parameter);
          block.putShort(at + row * stride, (short) scaled);
        }
      }
      case INT -> {
        for (int row = 0; row < values.length; row++) {
          double value = values[row];
          int scaled = Double.isNaN(value) ? Integer.MIN_VALUE : (int) Math.rint(value * parameter);
          block.putInt(at + row * stride, scaled);
        }
      }
      case FLOAT -> {
        for (int row = 0; row < values.length; row++) {
          block.putFloat(at + row * stride, (float) values[row]);
        }
      }
      case DOUBLE -> {
        for (int row = 0; row < values.length; row++) {
          block.putDouble(at + row * stride, values[row]);
        }
      }
    }
  }

  /** Returns the number at a place of the buffer. */
  double get(ByteBuffer block, int at) {
    return switch (form) {
      case CONSTANT -> parameter;
      case BYTE -> block.get(at) & 0xff;
      case SHORT -> {
        short scaled = block.getShort(at);
        yield scaled == Short.MIN_VALUE ? Double.NaN : scaled / parameter;
      }
      case INT -> {
        int scaled = block.getInt(at);
        yield scaled == Integer.MIN_VALUE ? Double.NaN : scaled / parameter;
      }
      case FLOAT -> block.getFloat(at);
      case DOUBLE -> block.getDouble(at);
    };
  }
}
