package org.nn4j.api;

import java.util.List;

/**
 * Range checks for hyper-parameters, for the compact constructors of components.
 *
 * <p>Every message names the parameter, the rule and the value. NaN passes no check.
 */
public final class Checks {
  private Checks() {}

  /**
   * Requires a finite value of at least 0.
   *
   * @throws IllegalArgumentException otherwise
   */
  public static void nonNegative(String parameter, double value) {
    require(value >= 0 && value <= Double.MAX_VALUE, parameter, "a finite number ≥ 0", value);
  }

  /**
   * Requires a finite value above 0.
   *
   * @throws IllegalArgumentException otherwise
   */
  public static void positive(String parameter, double value) {
    require(value > 0 && value <= Double.MAX_VALUE, parameter, "a finite number > 0", value);
  }

  /**
   * Requires a finite value.
   *
   * @throws IllegalArgumentException otherwise
   */
  public static void finite(String parameter, double value) {
    require(Math.abs(value) <= Double.MAX_VALUE, parameter, "a finite number", value);
  }

  /**
   * Requires {@code least ≤ value < end}, the range of a decay rate or a dropout rate.
   *
   * @throws IllegalArgumentException otherwise
   */
  public static void inRange(String parameter, double value, double least, double end) {
    require(value >= least && value < end, parameter, "in [" + least + ", " + end + ")", value);
  }

  /**
   * Requires a whole number of at least {@code least}.
   *
   * @throws IllegalArgumentException otherwise
   */
  public static void atLeast(String parameter, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(
          parameter + " must be at least " + least + " but is " + value);
    }
  }

  /**
   * Requires levels of quantiles: at least one, all between 0 and 1, each above the one before.
   *
   * @throws IllegalArgumentException otherwise
   */
  public static void levels(String parameter, List<Double> levels) {
    double before = 0;
    boolean ascending = !levels.isEmpty();
    for (double level : levels) {
      ascending &= level > before && level < 1;
      before = level;
    }
    if (!ascending) {
      throw new IllegalArgumentException(
          parameter
              + " must be levels that ascend between 0 and 1, such as [0.1, 0.5, 0.9], but is "
              + levels);
    }
  }

  private static void require(boolean holds, String parameter, String rule, double value) {
    if (!holds) {
      throw new IllegalArgumentException(parameter + " must be " + rule + " but is " + value);
    }
  }
}
