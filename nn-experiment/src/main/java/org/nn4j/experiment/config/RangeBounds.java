package org.nn4j.experiment.config;

import org.jspecify.annotations.Nullable;

/**
 * The numbers of a range: the least, the greatest and perhaps how many points a grid has.
 *
 * @param range as it was written
 */
record RangeBounds(RawValue.Range range) {
  /** The greatest whole number, so that the width of a range is one too. */
  private static final int LARGEST = 1_000_000_000;

  /**
   * Returns a number.
   *
   * @throws IllegalArgumentException if it is none
   */
  double number(int index) {
    Double number = NumberFormats.finite(range.items().get(index));
    if (number == null) {
      throw new IllegalArgumentException("{" + range + "} must hold finite numbers");
    }
    return number;
  }

  /**
   * Returns a whole number.
   *
   * @throws IllegalArgumentException if it is none
   */
  int whole(int index) {
    double number = number(index);
    if (number != Math.rint(number) || Math.abs(number) > LARGEST) {
      throw new IllegalArgumentException("{" + range + "} must hold whole numbers up to 10⁹");
    }
    return (int) number;
  }

  /**
   * Returns the number of points of a grid, or null if the range does not tell it.
   *
   * @throws IllegalArgumentException if there are too few or many numbers, or none between the
   *     first two
   */
  @Nullable Integer gridSize() {
    int size = range.items().size();
    if (size < 2 || size > 3) {
      throw new IllegalArgumentException(
          "{" + range + "} must be [least, greatest], or [least, greatest, points of a grid]");
    }
    if (number(0) >= number(1)) {
      throw new IllegalArgumentException(
          "{" + range + "} is empty: the first number must be less than the second");
    }
    if (size == 2) {
      return null;
    }
    int count = whole(2);
    if (count < 2 || count > SearchSpace.MOST_TRIALS) {
      throw new IllegalArgumentException(
          "{" + range + "}: a grid has 2 to " + SearchSpace.MOST_TRIALS + " points");
    }
    return count;
  }
}
