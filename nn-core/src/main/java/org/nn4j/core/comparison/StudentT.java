package org.nn4j.core.comparison;

/**
 * Student's t distribution with a whole number of degrees of freedom, for which there are finite
 * sums.
 *
 * <p>Source: Abramowitz and Stegun, "Handbook of Mathematical Functions", 1964, 26.7.3 and 26.7.4.
 */
final class StudentT {
  private StudentT() {}

  /**
   * Returns the probability of a value at least as far from 0.
   *
   * @param t the value, which may be infinite
   * @param degrees degrees of freedom, at least 1
   */
  static double twoSided(double t, int degrees) {
    double theta = StrictMath.atan(Math.abs(t) / Math.sqrt(degrees));
    double sine = StrictMath.sin(theta);
    double cosine = StrictMath.cos(theta);
    boolean odd = degrees % 2 == 1;
    double term = odd ? cosine : 1;
    double sum = degrees == 1 ? 0 : term;
    for (int k = odd ? 3 : 2; k < degrees; k += 2) {
      term *= cosine * cosine * (k - 1) / k;
      sum += term;
    }
    double within = odd ? 2 / Math.PI * (theta + sine * sum) : sine * sum;
    return Math.max(0, 1 - within);
  }
}
