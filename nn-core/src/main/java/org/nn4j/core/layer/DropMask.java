package org.nn4j.core.layer;

import org.nn4j.api.DoubleMatrix;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.LayerContext;
import org.nn4j.api.Matrix;
import org.nn4j.core.random.RandomStream;

/** Draws random masks of zeros and one other value, from a layer's stream. */
final class DropMask {
  private final RandomStream random;
  private final long[] draws = new long[512];

  DropMask(LayerContext context) {
    this.random = (RandomStream) context.random();
  }

  /**
   * Sets each element of a contiguous matrix to 0 with probability {@code rate}, else to {@code
   * kept}; one draw per element, in row order.
   *
   * <p>A draw's upper 53 bits are {@link RandomStream#nextDouble} in units of 2⁻⁵³, so that {@code
   * nextDouble() < rate} is a comparison of integers; its outcome selects bits, because a branch
   * that nobody can predict costs more than all the rest.
   */
  void draw(Matrix drawn, double rate, double kept) {
    long least = (long) Math.ceil(rate * 0x1.0p53);
    int end = drawn.offset() + drawn.size();
    for (int from = drawn.offset(); from < end; from += draws.length) {
      int count = Math.min(draws.length, end - from);
      random.nextLongs(draws, count);
      if (drawn instanceof FloatMatrix floats) {
        select(floats.array(), from, count, least, Float.floatToRawIntBits((float) kept));
      } else {
        double[] array = ((DoubleMatrix) drawn).array();
        select(array, from, count, least, Double.doubleToRawLongBits(kept));
      }
    }
  }

  private void select(float[] mask, int from, int count, long least, int bits) {
    for (int i = 0; i < count; i++) {
      int all = (int) ((least - 1 - (draws[i] >>> 11)) >> 63);
      mask[from + i] = Float.intBitsToFloat(all & bits);
    }
  }

  private void select(double[] mask, int from, int count, long least, long bits) {
    for (int i = 0; i < count; i++) {
      long all = (least - 1 - (draws[i] >>> 11)) >> 63;
      mask[from + i] = Double.longBitsToDouble(all & bits);
    }
  }
}
