package org.nn4j.core.layer;

import java.util.random.RandomGenerator;
import org.nn4j.api.DoubleMatrix;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Matrix;

/** Random masks for dropout; one draw an element, in row order. */
final class Masks {
  private Masks() {}

  /** Sets each element to {@code dropped} with probability {@code rate}, else to {@code kept}. */
  static void draw(Matrix mask, double rate, double kept, double dropped, RandomGenerator random) {
    int from = mask.offset();
    int to = from + mask.size();
    if (mask instanceof FloatMatrix floats) {
      float[] array = floats.array();
      float low = (float) dropped;
      float high = (float) kept;
      for (int i = from; i < to; i++) {
        array[i] = random.nextDouble() < rate ? low : high;
      }
    } else {
      double[] array = ((DoubleMatrix) mask).array();
      for (int i = from; i < to; i++) {
        array[i] = random.nextDouble() < rate ? dropped : kept;
      }
    }
  }
}
