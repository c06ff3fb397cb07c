package org.nn4j.cli.config;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.registry.NearNames;

/** The values that a search tries for a setting, as texts. */
sealed interface SearchValues permits SearchValues.Choice, SearchValues.Real, SearchValues.Whole {

  /** The greatest whole number of a range, so that the width of one is a whole number too. */
  int LARGEST = 1_000_000_000;

  /** Returns the values that bound all others. */
  List<String> extremes();

  /** Draws a value. */
  String draw(RandomStream random);

  /**
   * Returns the values of a grid.
   *
   * @throws IllegalArgumentException if it is not said how many
   */
  List<String> points();

  /**
   * Reads a range.
   *
   * @throws IllegalArgumentException if it is none, or empty
   */
  static SearchValues of(RawValue.Range range) {
    List<String> kinds = List.of("choice", "uniform", "log_uniform", "int");
    return switch (range.kind()) {
      case "choice" -> new Choice(range.items());
      case "uniform" -> Real.of(range, false);
      case "log_uniform" -> Real.of(range, true);
      case "int" -> Whole.of(range);
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

  private static double number(RawValue.Range range, int index) {
    Double number = Forms.finite(range.items().get(index));
    if (number == null) {
      throw new IllegalArgumentException("{" + range + "} must hold finite numbers");
    }
    return number;
  }

  private static int whole(RawValue.Range range, int index) {
    double number = number(range, index);
    if (number != Math.rint(number) || Math.abs(number) > LARGEST) {
      throw new IllegalArgumentException("{" + range + "} must hold whole numbers up to 10⁹");
    }
    return (int) number;
  }

  /** Returns the number of points of a grid, or null if the range does not tell it. */
  private static @Nullable Integer gridSize(RawValue.Range range) {
    int size = range.items().size();
    if (size < 2 || size > 3) {
      throw new IllegalArgumentException(
          "{" + range + "} must be [least, greatest], or [least, greatest, points of a grid]");
    }
    if (number(range, 0) >= number(range, 1)) {
      throw new IllegalArgumentException(
          "{" + range + "} is empty: the first number must be less than the second");
    }
    if (size == 2) {
      return null;
    }
    int count = whole(range, 2);
    if (count < 2) {
      throw new IllegalArgumentException("{" + range + "}: a grid has at least 2 points");
    }
    return count;
  }

  /**
   * One of some texts.
   *
   * @param points the texts
   */
  record Choice(List<String> points) implements SearchValues {
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
   * Numbers, or by their logarithms, in an interval; with four digits, which is what matters and
   * can be read.
   *
   * @param count the number of points of a grid, or null
   */
  record Real(double least, double greatest, boolean log, @Nullable Integer count)
      implements SearchValues {
    private static final MathContext DIGITS = new MathContext(4);

    static Real of(RawValue.Range range, boolean log) {
      Integer count = gridSize(range);
      double least = number(range, 0);
      if (log && !(least > 0)) {
        throw new IllegalArgumentException("{" + range + "} must be above 0");
      }
      return new Real(least, number(range, 1), log, count);
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
      return IntStream.rangeClosed(0, last).mapToObj(i -> at((double) i / last)).toList();
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
  record Whole(int least, int greatest, @Nullable Integer count) implements SearchValues {
    private static final int MOST = 1000;

    static Whole of(RawValue.Range range) {
      Integer count = gridSize(range);
      return new Whole(whole(range, 0), whole(range, 1), count);
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
}
