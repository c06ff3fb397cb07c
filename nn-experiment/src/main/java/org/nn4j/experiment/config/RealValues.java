package org.nn4j.experiment.config;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.random.RandomStream;

/**
 * Numbers, or by their logarithms, in an interval; with four digits, which is what matters and can
 * be read.
 *
 * @param count the number of points of a grid, or null
 */
record RealValues(double least, double greatest, boolean log, @Nullable Integer count)
    implements SearchValues {
  private static final MathContext DIGITS = new MathContext(4);

  static RealValues of(RawValue.Range range, boolean log) {
    RangeBounds bounds = new RangeBounds(range);
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
    return new RealValues(least, greatest, log, count);
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
    return IntStream.rangeClosed(0, last).mapToObj(i -> at((double) i / last)).distinct().toList();
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
