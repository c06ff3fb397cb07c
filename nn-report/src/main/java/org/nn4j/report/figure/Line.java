package org.nn4j.report.figure;

import java.util.List;

/**
 * Points joined by straight lines. Immutable.
 *
 * @param name what the legend calls it
 * @param points from left to right for a function; a NaN interrupts the line
 * @param style how it is drawn
 */
public record Line(String name, List<Point> points, Style style) implements Mark {

  /** How a line is drawn. */
  public enum Style {
    /** In the next colour. */
    SOLID,
    /** Dashed, in the colour of the line before: what belongs to it. */
    DASHED,
    /** Grey: one of several that are not distinguished. */
    QUIET,
    /** Thin and dotted: what others are compared with. */
    GUIDE
  }

  /** Copies the list. */
  public Line {
    points = List.copyOf(points);
  }

  /** Creates a line in the next colour. */
  public Line(String name, List<Point> points) {
    this(name, points, Style.SOLID);
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
