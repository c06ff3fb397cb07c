package org.nn4j.report.figure;

import java.util.List;

/**
 * Points on their own. Immutable.
 *
 * @param name what the legend calls them
 * @param points where they are; those with NaN are left out
 * @param style how they are drawn
 */
public record Dots(String name, List<Point> points, Style style) implements Mark {

  /** How points are drawn. */
  public enum Style {
    /** In the next colour, half transparent where they are many. */
    SMALL,
    /** Large and dark with a light rim, to be seen on any ground. */
    DARK,
    /** Large and light with a dark rim, to be seen on any ground. */
    LIGHT
  }

  /** Copies the list. */
  public Dots {
    points = List.copyOf(points);
  }

  @Override
  public Range xs() {
    return Range.of(points.stream().mapToDouble(Point::x));
  }

  @Override
  public Range ys() {
    return Range.of(points.stream().mapToDouble(Point::y));
  }
}
