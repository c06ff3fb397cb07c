package org.nn4j.bench.cost;

import java.util.List;

/**
 * Seconds over a size.
 *
 * @param name what takes them
 * @param sizes increasing
 * @param seconds of each size
 */
record Curve(String name, List<Integer> sizes, List<Double> seconds) {

  /**
   * Returns the slope on logarithmic axes that leads to a size: 0 where its cost does not grow, 1
   * where it is proportional; NaN for the first.
   */
  double slope(int index) {
    return index == 0
        ? Double.NaN
        : StrictMath.log(seconds.get(index) / seconds.get(index - 1))
            / StrictMath.log((double) sizes.get(index) / sizes.get(index - 1));
  }

  /** Returns the index of the size that the steepest slope leads to. */
  int steepest() {
    int steepest = 1;
    for (int i = 2; i < sizes.size(); i++) {
      steepest = slope(i) > slope(steepest) ? i : steepest;
    }
    return steepest;
  }
}
