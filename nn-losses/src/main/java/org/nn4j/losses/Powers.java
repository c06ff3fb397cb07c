package org.nn4j.losses;

import org.nn4j.api.math.NnMath;

/** Powers of numbers that are not negative. */
final class Powers {
  private Powers() {}

  /** Computes base^exponent for a base of at least 0, with 0⁰ = 1. */
  static double pow(double base, double exponent) {
    if (base == 0) {
      return exponent == 0 ? 1 : 0;
    }
    return NnMath.exp(exponent * NnMath.log(base));
  }
}
