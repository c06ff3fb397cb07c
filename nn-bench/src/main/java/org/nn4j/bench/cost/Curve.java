package org.nn4j.bench.cost;

/**
 * Seconds over a size.
 *
 * @param name what takes them
 * @param sizes increasing
 * @param seconds of each size
 */
record Curve(String name, int[] sizes, double[] seconds) {

  /**
   * Returns the slope on logarithmic axes that leads to a size: 0 where its cost does not grow, 1
   * where it is proportional; NaN for the first.
   */
  double slope(int index) {
    return index == 0
        ? Double.NaN
        : StrictMath.log(seconds[index] / seconds[index - 1])
            / StrictMath.log((double) sizes[index] / sizes[index - 1]);
  }

  /** Returns the index of the size that the steepest slope leads to. */
  int steepest() {
    int steepest = 1;
    for (int i = 2; i < sizes.length; i++) {
      steepest = slope(i) > slope(steepest) ? i : steepest;
    }
    return steepest;
  }
}
