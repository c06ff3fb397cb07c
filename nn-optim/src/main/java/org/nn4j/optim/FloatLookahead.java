package org.nn4j.optim;

import org.nn4j.api.Matrix;

/** The loops of {@link Lookahead}. */
@SuppressWarnings("cast") // casts that are needed here are redundant in the float64 twin
final class FloatLookahead {
  private FloatLookahead() {}

  static void copy(Matrix parameters, Matrix slow, int from, int to) {
    System.arraycopy(FloatRow.array(parameters), from, FloatRow.array(slow), from, to - from);
  }

  static void approach(Matrix parameters, Matrix slow, int from, int to, double alpha) {
    float[] p = FloatRow.array(parameters);
    float[] s = FloatRow.array(slow);
    float share = (float) alpha;
    for (int i = from; i < to; i++) {
      float next = s[i] + share * (p[i] - s[i]);
      s[i] = next;
      p[i] = next;
    }
  }
}
