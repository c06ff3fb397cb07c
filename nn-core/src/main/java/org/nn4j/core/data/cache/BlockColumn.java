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

  /** Chooses the form of some numbers. */
  static BlockColumn of(NumericValues values, int rows) {
    if (isConstant(values, rows)) {
      return new BlockColumn(Form.CONSTANT, values.get(0));
    }
    if (values instanceof NumericValues.Bytes) {
      return new BlockColumn(Form.BYTE, 0);
    }
    int decimals = 0;
    double greatest = 0;
    for (int row = 0; row < rows && decimals <= MOST_DECIMALS; row++) {
      double value = values.get(row);
      while (decimals <= MOST_DECIMALS && !isScaled(value, POWERS[decimals])) {
        decimals++;
      }
      greatest = Double.isNaN(value) ? greatest : Math.max(greatest, Math.abs(value));
    }
    if (decimals <= MOST_DECIMALS) {
      double divisor = POWERS[decimals];
      double most = Math.rint(greatest * divisor);
      if (most <= Short.MAX_VALUE) {
        return new BlockColumn(Form.SHORT, divisor);
      }
      if (most <= Integer.MAX_VALUE && !(values instanceof NumericValues.Floats)) {
        return new BlockColumn(Form.INT, divisor);
      }
    }
    return new BlockColumn(values instanceof NumericValues.Floats ? Form.FLOAT : Form.DOUBLE, 0);
  }

  private static boolean isConstant(NumericValues values, int rows) {
    long first = Double.doubleToLongBits(values.get(0));
    for (int row = 1; row < rows; row++) {
      if (Double.doubleToLongBits(values.get(row)) != first) {
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

  /** Writes a number at a place of the buffer. */
  void put(ByteBuffer block, int at, double value) {
    double scaled = Math.rint(value * parameter);
    switch (form) {
      case CONSTANT -> {}
      case BYTE -> block.put(at, (byte) (int) value);
      case SHORT ->
          block.putShort(at, Double.isNaN(value) ? Short.MIN_VALUE : (short) (int) scaled);
      case INT -> block.putInt(at, Double.isNaN(value) ? Integer.MIN_VALUE : (int) scaled);
      case FLOAT -> block.putFloat(at, (float) value);
      case DOUBLE -> block.putDouble(at, value);
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
