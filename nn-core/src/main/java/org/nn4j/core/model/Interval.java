package org.nn4j.core.model;

/**
 * Bounds between which a number lies with a stated probability, in the units of the data.
 *
 * @param lower the lower bound
 * @param upper the upper bound, not below it
 */
public record Interval(double lower, double upper) {

  /** Returns the distance of the bounds. */
  public double width() {
    return upper - lower;
  }

  /** Returns whether a number is neither below nor above the bounds. */
  public boolean contains(double value) {
    return value >= lower && value <= upper;
  }
}
