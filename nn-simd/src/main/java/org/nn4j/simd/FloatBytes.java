package org.nn4j.simd;

/** Unsigned bytes as numbers from 0 to 1. */
final class FloatBytes {
  private static final float[] UNIT = new float[256];

  static {
    for (int b = 0; b < UNIT.length; b++) {
      UNIT[b] = b / 255.0f;
    }
  }

  private FloatBytes() {}

  /** Computes x = b/255 for {@code n} bytes. */
  static void toUnit(byte[] bytes, int from, float[] x, int xFrom, int n) {
    for (int i = 0; i < n; i++) {
      x[xFrom + i] = UNIT[bytes[from + i] & 0xff];
    }
  }
}
