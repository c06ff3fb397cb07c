package org.nn4j.losses;

import org.nn4j.api.math.NnMath;

/**
 * A variance σ² = e^s + ε of an output s, its logarithm.
 *
 * <p>As s is a logarithm, every variance has the same relative resolution, none is negative, and
 * the slope of log σ² by s is at most 1, where that by σ² is 1/σ² and grows without bound as σ²
 * becomes small. A softplus of s is the same where σ² is small, but takes an s as large as σ² where
 * it is large.
 *
 * <p>The floor ε bounds the likelihood, which has no maximum where a network meets a target exactly
 * and σ² goes to 0. It is added: of the maximum of the two the slope would be 0 below ε, and an s
 * that is there could not come back.
 *
 * <p>With m = max(s, 0) all is computed of e^−|s| alone, in [0, 1], so that nothing overflows: σ² =
 * e^m·(a + b) with a = e^(s − m) and b = ε·e^−m.
 */
final class LogVariance {
  private LogVariance() {}

  /** Computes e^−|s|, which the others read. */
  static double power(double s) {
    return NnMath.exp(-Math.abs(s));
  }

  private static double sum(double s, double power, double eps) {
    return s > 0 ? 1 + eps * power : power + eps;
  }

  /** Computes log σ². */
  static double log(double s, double power, double eps) {
    return Math.max(s, 0) + NnMath.log(sum(s, power, eps));
  }

  /** Computes 1/σ². */
  static double inverse(double s, double power, double eps) {
    return (s > 0 ? power : 1) / sum(s, power, eps);
  }

  /** Computes ∂ log σ²/∂s = e^s/σ², in [0, 1]. */
  static double slope(double s, double power, double eps) {
    return (s > 0 ? 1 : power) / sum(s, power, eps);
  }

  /** Computes σ², infinite where it exceeds float64. */
  static double variance(double s, double power, double eps) {
    return sum(s, power, eps) * (s > 0 ? 1 / power : 1);
  }
}
