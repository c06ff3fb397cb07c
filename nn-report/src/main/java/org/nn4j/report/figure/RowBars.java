package org.nn4j.report.figure;

import java.util.List;
import java.util.stream.Stream;

/**
 * Horizontal bars in the rows of a y axis of categories, the first at the top. Immutable.
 *
 * @param name what the legend calls them
 * @param bars one for each category
 */
public record RowBars(String name, List<Bar> bars) implements Mark {

  /**
   * A bar, with an interval of uncertainty.
   *
   * @param from where it starts; NaN where there is none
   * @param to where it ends
   * @param low the low end of the interval; NaN where there is none
   * @param high the high end of the interval
   */
  public record Bar(double from, double to, double low, double high) {
    /** Is not drawn. */
    public static final Bar NONE = of(Double.NaN, Double.NaN);

    /** Creates a bar without an interval. */
    public static Bar of(double from, double to) {
      return new Bar(from, to, Double.NaN, Double.NaN);
    }
  }

  /** Copies the list. */
  public RowBars {
    bars = List.copyOf(bars);
  }

  @Override
  public Range xs() {
    return Range.of(
        bars.stream()
            .flatMap(bar -> Stream.of(bar.from, bar.to, bar.low, bar.high))
            .mapToDouble(Double::doubleValue));
  }

  /** The axis says what is shown. */
  @Override
  public Range ys() {
    return Range.EMPTY;
  }
}
