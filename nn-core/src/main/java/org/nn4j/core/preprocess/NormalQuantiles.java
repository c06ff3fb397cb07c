package org.nn4j.core.preprocess;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nn4j.api.math.NnMath;

/**
 * x ↦ Φ⁻¹(r), where r is the share of the training values below x, by interpolation between at most
 * 1000 quantiles: what it makes of them is distributed normally, whatever their distribution.
 *
 * <p>It is scikit-learn's {@code QuantileTransformer(output_distribution="normal")}: a value
 * between equal quantiles has the middle of their ranks; the least and the greatest become ∓{@value
 * #BOUND}, where Φ is 1e-7 from 0 and 1, and so does what lies beyond.
 */
public final class NormalQuantiles implements Curve {
  static final String TYPE = "normal_quantiles";
  private static final int MOST = 1000;

  /** −Φ⁻¹(1e-7). */
  private static final double BOUND = 5.199337582192817;

  private static final double LEAST_SHARE = 1e-7;

  private static final double[] CENTRE_ABOVE = {
    2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4,
    4.5921953931549871457e4, 1.3731693765509461125e4, 1.9715909503065514427e3,
    1.3314166789178437745e2, 3.3871328727963666080
  };
  private static final double[] CENTRE_BELOW = {
    5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4,
    2.1213794301586595867e4, 5.3941960214247511077e3, 6.8718700749205790830e2,
    4.2313330701600911252e1, 1
  };
  private static final double[] TAIL_ABOVE = {
    7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
    1.27045825245236838258, 3.64784832476320460504, 5.76949722146069140550,
    4.63033784615654529590, 1.42343711074968357734
  };
  private static final double[] TAIL_BELOW = {
    1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2,
    1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940,
    2.05319162663775882187, 1
  };

  private final double[] quantiles;

  /**
   * Creates the curve.
   *
   * @param quantiles the values at shares 0, 1/(n−1), …, 1 of the training values; copied
   * @throws IllegalArgumentException if there are fewer than two, one is not finite, they descend
   *     or are all one
   */
  public NormalQuantiles(double... quantiles) {
    this.quantiles = quantiles.clone();
    for (int i = 0; i < quantiles.length; i++) {
      if (!(Math.abs(quantiles[i]) <= Double.MAX_VALUE)
          || (i > 0 && quantiles[i] < quantiles[i - 1])) {
        throw new IllegalArgumentException(
            "quantiles must be finite and ascend, but number " + i + " is " + quantiles[i]);
      }
    }
    if (quantiles.length < 2 || !(quantiles[0] < quantiles[quantiles.length - 1])) {
      throw new IllegalArgumentException(
          "quantiles must be at least two numbers, not all one, but are "
              + Arrays.toString(quantiles));
    }
  }

  /** Fits the curve on values that are not all one. */
  static NormalQuantiles fit(OrderStatistics values) {
    double[] quantiles = new double[Math.min(MOST, values.count())];
    for (int i = 0; i < quantiles.length; i++) {
      quantiles[i] = values.quantile(i, quantiles.length - 1);
    }
    return new NormalQuantiles(quantiles);
  }

  /** Returns the values at equidistant shares of the training values, from 0 to 1. */
  public List<Double> quantiles() {
    return Arrays.stream(quantiles).boxed().toList();
  }

  @Override
  public double apply(double value) {
    int last = quantiles.length - 1;
    if (value <= quantiles[0]) {
      return -BOUND;
    }
    if (value >= quantiles[last]) {
      return BOUND;
    }
    if (Double.isNaN(value)) {
      return value;
    }
    int least = firstAbove(value, false);
    double rank;
    if (quantiles[least] == value) {
      rank = (least + (firstAbove(value, true) - 1)) / 2.0;
    } else {
      double low = quantiles[least - 1];
      rank = least - 1 + (value / 2 - low / 2) / (quantiles[least] / 2 - low / 2);
    }
    return Math.max(-BOUND, Math.min(BOUND, inverseCdf(rank / last)));
  }

  /** Returns the first place whose quantile is at least a value, or above it. */
  private int firstAbove(double value, boolean strictly) {
    int low = 0;
    int high = quantiles.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (strictly ? quantiles[middle] <= value : quantiles[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public double invert(double normal) {
    int last = quantiles.length - 1;
    if (Double.isNaN(normal)) {
      return normal;
    }
    double share = NnMath.normalCdf(normal);
    if (share <= LEAST_SHARE || share >= 1 - LEAST_SHARE) {
      return quantiles[share < 0.5 ? 0 : last];
    }
    double rank = share * last;
    int below = Math.min((int) rank, last - 1);
    double part = rank - below;
    return quantiles[below] * (1 - part) + quantiles[below + 1] * part;
  }

  /**
   * Returns Φ⁻¹ of a share strictly between 0 and 1 that is at least e^−25 from both, to about 16
   * digits.
   *
   * <p>Source: Wichura, "Algorithm AS 241: The Percentage Points of the Normal Distribution", 1988,
   * PPND16 without its last region.
   */
  static double inverseCdf(double share) {
    double q = share - 0.5;
    if (Math.abs(q) <= 0.425) {
      double r = 0.180625 - q * q;
      return q * polynomial(CENTRE_ABOVE, r) / polynomial(CENTRE_BELOW, r);
    }
    double r = Math.sqrt(-NnMath.log(q < 0 ? share : 1 - share)) - 1.6;
    double tail = polynomial(TAIL_ABOVE, r) / polynomial(TAIL_BELOW, r);
    return q < 0 ? -tail : tail;
  }

  /** Returns a polynomial's value; the coefficient of the highest power comes first. */
  private static double polynomial(double[] coefficients, double x) {
    double value = 0;
    for (double coefficient : coefficients) {
      value = value * x + coefficient;
    }
    return value;
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("type", TYPE);
    map.put("quantiles", quantiles());
    return map;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NormalQuantiles curve && Arrays.equals(quantiles, curve.quantiles);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(quantiles);
  }

  @Override
  public String toString() {
    return "NormalQuantiles["
        + quantiles.length
        + " from "
        + quantiles[0]
        + " to "
        + quantiles[quantiles.length - 1]
        + "]";
  }
}
