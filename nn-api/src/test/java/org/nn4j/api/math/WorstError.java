package org.nn4j.api.math;

/** The largest error of a sweep, in ulps, and the argument where it is. */
record WorstError(double ulps, double at) {

  static final WorstError NONE = new WorstError(0, 0);

  WorstError and(double error, double x) {
    // Negated, so that a NaN counts as the worst.
    return error <= ulps || Double.isNaN(ulps) ? this : new WorstError(error, x);
  }

  WorstError and(WorstError other) {
    return and(other.ulps, other.at);
  }

  void report(MathFunction function, String type) {
    System.out.printf("%s(%s): %.4f ulp at %s%n", function, type, ulps, at);
  }

  /**
   * The largest float error over {@code count} bit patterns from {@code first} on, {@code stride}
   * apart.
   */
  static WorstError overFloats(MathFunction function, long first, long count, int stride) {
    double worst = 0;
    float at = 0;
    for (long i = 0; i < count; i++) {
      float x = Float.intBitsToFloat((int) (first + i * stride));
      double error = function.floatError(x);
      if (!(error <= worst)) {
        worst = error;
        at = x;
      }
      if (Double.isNaN(worst)) {
        break;
      }
    }
    return new WorstError(worst, at);
  }
}
