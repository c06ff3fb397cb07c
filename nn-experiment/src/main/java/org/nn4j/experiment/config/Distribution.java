package org.nn4j.experiment.config;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.text.NearNames;

/**
 * The distribution from which a search draws values of a setting, or the points of a grid; values
 * are texts.
 */
sealed interface Distribution {

  /** Returns the values that bound all others. */
  List<String> extremes();

  /** Draws a value. */
  String draw(RandomStream random);

  /**
   * Returns the values of a grid.
   *
   * @throws IllegalArgumentException if the range does not say how many
   */
  List<String> points();

  /**
   * Reads a range.
   *
   * @throws IllegalArgumentException if it is not a range, or is empty
   */
  static Distribution of(RawValue.Range range) {
    List<String> kinds = List.of("choice", "uniform", "log_uniform", "int");
    return switch (range.kind()) {
      case "choice" -> new Choice(range.items());
      case "uniform" -> Reals.of(range, false);
      case "log_uniform" -> Reals.of(range, true);
      case "int" -> Integers.of(range);
      default ->
          throw new IllegalArgumentException(
              "there is no range '"
                  + range.kind()
                  + "'"
                  + NearNames.suggestion(range.kind(), kinds)
                  + " The ranges are "
                  + String.join(", ", kinds));
    };
  }

  /**
   * One of some texts.
   *
   * @param points the texts
   */
  record Choice(List<String> points) implements Distribution {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public Choice {
      points = List.copyOf(points);
      if (points.isEmpty()) {
        throw new IllegalArgumentException("{choice: []} is empty: there is nothing to choose");
      }
    }

    @Override
    public List<String> extremes() {
      return points;
    }

    @Override
    public String draw(RandomStream random) {
      return points.get(random.nextInt(points.size()));
    }
  }

  /**
   * Numbers from an interval, uniform or uniform in the logarithm; rounded to four digits, which
   * are enough and readable.
   *
   * @param count the number of points of a grid, or null
   */
  record Reals(double least, double greatest, boolean log, @Nullable Integer count)
      implements Distribution {
    private static final MathContext DIGITS = new MathContext(4);

    static Reals of(RawValue.Range range, boolean log) {
      Bounds bounds = new Bounds(range);
      Integer count = bounds.gridSize();
      double least = bounds.number(0);
      if (log && !(least > 0)) {
        throw new IllegalArgumentException("{" + range + "} must be above 0");
      }
      double greatest = bounds.number(1);
      if (!(greatest - least <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "{" + range + "} is too wide: its ends differ by more than the greatest number");
      }
      return new Reals(least, greatest, log, count);
    }

    @Override
    public List<String> extremes() {
      return List.of(NumericColumn.text(least), NumericColumn.text(greatest));
    }

    @Override
    public String draw(RandomStream random) {
      return at(random.nextDouble());
    }

    @Override
    public List<String> points() {
      if (count == null) {
        throw new IllegalArgumentException(
            "a grid needs the number of points: [least, greatest, points]");
      }
      int last = count - 1;
      return IntStream.rangeClosed(0, last)
          .mapToObj(i -> at((double) i / last))
          .distinct()
          .toList();
    }

    private String at(double fraction) {
      double value =
          log
              ? StrictMath.exp(between(StrictMath.log(least), StrictMath.log(greatest), fraction))
              : between(least, greatest, fraction);
      double rounded = new BigDecimal(value).round(DIGITS).doubleValue();
      return NumericColumn.text(Math.max(least, Math.min(greatest, rounded)));
    }

    private static double between(double a, double b, double fraction) {
      return a + fraction * (b - a);
    }
  }

  /**
   * Whole numbers.
   *
   * @param count the number of points of a grid, or null for all
   */
  record Integers(int least, int greatest, @Nullable Integer count) implements Distribution {
    private static final int MOST = 1000;

    static Integers of(RawValue.Range range) {
      Bounds bounds = new Bounds(range);
      Integer count = bounds.gridSize();
      return new Integers(bounds.whole(0), bounds.whole(1), count);
    }

    @Override
    public List<String> extremes() {
      return List.of(String.valueOf(least), String.valueOf(greatest));
    }

    @Override
    public String draw(RandomStream random) {
      return String.valueOf(least + random.nextInt(greatest - least + 1));
    }

    @Override
    public List<String> points() {
      if (count == null && greatest - least >= MOST) {
        throw new IllegalArgumentException(
            "a grid over more than "
                + MOST
                + " whole numbers needs the number of points: [least, greatest, points]");
      }
      int last = count == null ? greatest - least : count - 1;
      return IntStream.rangeClosed(0, last)
          .mapToLong(i -> (long) Math.rint(least + (double) i * (greatest - least) / last))
          .distinct()
          .mapToObj(Long::toString)
          .toList();
    }
  }

  /**
   * The numbers of a range: the least, the greatest and perhaps how many points a grid has.
   *
   * @param range as it was written
   */
  record Bounds(RawValue.Range range) {
    /** The greatest bound, so that the width of a range fits a long. */
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
     * Returns the number of points of a grid, or null if the range has none.
     *
     * @throws IllegalArgumentException if there are too few or too many numbers, or none between
     *     the first two
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
}
