package org.nn4j.core.preprocess;

import org.nn4j.api.Checks;

/**
 * The map x ↦ (x − center)/scale.
 *
 * @param center what becomes 0
 * @param scale the distance that becomes 1, above 0
 */
public record Scaler(double center, double scale) {
  /** How many units in the last place numbers may be apart by rounding alone. */
  private static final int ROUNDING = 16;

  /** Changes nothing. */
  public static final Scaler IDENTITY = new Scaler(0, 1);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is not finite or the scale not above 0
   */
  public Scaler {
    Checks.finite("center", center);
    Checks.positive("scale", scale);
  }

  /**
   * Returns whether numbers are one value, apart from what rounding does to it: 0.1 or the sums of
   * ten of 0.1, at most 16 units in the last place of the largest apart.
   *
   * @param min the least of them
   * @param max the greatest
   */
  public static boolean isConstant(double min, double max) {
    return max - min <= ROUNDING * Math.ulp(Math.max(Math.abs(min), Math.abs(max)));
  }

  /**
   * Fits a scaler; values that are {@linkplain #isConstant one} are centred and left at scale 1.
   *
   * @param moments those of at least one finite number
   */
  static Scaler fit(ColumnMoments moments, Scaling scaling) {
    if (scaling == Scaling.NONE) {
      return IDENTITY;
    }
    if (isConstant(moments.min(), moments.max())) {
      return new Scaler(moments.min(), 1);
    }
    return scaling == Scaling.MIN_MAX
        ? new Scaler(moments.min(), moments.max() - moments.min())
        : new Scaler(moments.mean(), moments.deviation());
  }

  /** Returns the scaled value. */
  public double apply(double value) {
    return (value - center) / scale;
  }

  /** Returns the value in original units. */
  public double invert(double scaled) {
    return scaled * scale + center;
  }
}
