package org.nn4j.report.chart;

import java.util.ArrayList;
import java.util.List;
import org.nn4j.core.training.DifferentiableFunction;
import org.nn4j.core.training.Minimizer;
import org.nn4j.report.figure.Axis;
import org.nn4j.report.figure.Dots;
import org.nn4j.report.figure.Figure;
import org.nn4j.report.figure.Line;
import org.nn4j.report.figure.NumberText;
import org.nn4j.report.figure.Point;
import org.nn4j.report.figure.Range;

/**
 * The figure of a descent over two variables: contour lines of the function, and the path taken.
 */
public final class DescentChart {
  /** Points of the grid in each direction. */
  private static final int GRID = 81;

  private static final int LEVELS = 14;

  /** How much of the path's extent is shown around it. */
  private static final double MARGIN = 0.3;

  private DescentChart() {}

  /**
   * Returns the figure.
   *
   * @throws IllegalArgumentException if the function has not two variables
   */
  public static Figure figure(DifferentiableFunction f, Minimizer.Path path) {
    if (f.dimension() != 2) {
      throw new IllegalArgumentException(
          "a function of two variables has contour lines, but this one has " + f.dimension());
    }
    List<Point> points =
        path.points().stream()
            .map(point -> new Point(point.x().get(0), point.x().get(1)))
            .filter(point -> Double.isFinite(point.x()) && Double.isFinite(point.y()))
            .toList();
    Range xs = around(Range.of(points.stream().mapToDouble(Point::x)));
    Range ys = around(Range.of(points.stream().mapToDouble(Point::y)));
    Minimizer.Point end = path.end();
    return new Figure(
        "minimize",
        "The path to the minimum",
        "From "
            + NumberText.brief(path.points().get(0).value())
            + " to "
            + NumberText.brief(end.value())
            + " in "
            + end.step()
            + " steps. Contour lines are denser where the function is small.",
        Axis.of(f.variable(0)).within(xs.low(), xs.high()),
        Axis.of(f.variable(1)).within(ys.low(), ys.high()),
        List.of(
            new Line("contours", contours(f, xs, ys), Line.Style.QUIET),
            new Line("path", points),
            new Dots("start", points.subList(0, 1), Dots.Style.LIGHT),
            new Dots("end", points.subList(points.size() - 1, points.size()), Dots.Style.DARK)));
  }

  private static Range around(Range range) {
    double margin = range.length() > 0 ? MARGIN * range.length() : 1;
    return new Range(range.low() - margin, range.high() + margin);
  }

  /**
   * Returns the lines on which the function has one of some values, by marching through triangles:
   * in each half of a cell of the grid a line is straight. Pieces are parted by NaN.
   */
  private static List<Point> contours(DifferentiableFunction f, Range xs, Range ys) {
    double[][] values = new double[GRID][GRID];
    Range all = Range.EMPTY;
    for (int r = 0; r < GRID; r++) {
      for (int c = 0; c < GRID; c++) {
        values[r][c] = f.value(new double[] {at(xs, c), at(ys, r)});
        if (Double.isFinite(values[r][c])) {
          all = all.union(new Range(values[r][c], values[r][c]));
        }
      }
    }
    List<Point> lines = new ArrayList<>();
    for (int level = 1; level <= LEVELS; level++) {
      double part = (double) level / (LEVELS + 1);
      double value = all.low() + part * part * all.length();
      for (int r = 0; r + 1 < GRID; r++) {
        for (int c = 0; c + 1 < GRID; c++) {
          Point low = new Point(at(xs, c), at(ys, r));
          Point high = new Point(at(xs, c + 1), at(ys, r + 1));
          Corner first = new Corner(low, values[r][c] - value);
          Corner last = new Corner(high, values[r + 1][c + 1] - value);
          Corner right = new Corner(new Point(high.x(), low.y()), values[r][c + 1] - value);
          Corner above = new Corner(new Point(low.x(), high.y()), values[r + 1][c] - value);
          cross(List.of(first, right, last), lines);
          cross(List.of(first, above, last), lines);
        }
      }
    }
    return lines;
  }

  private static double at(Range range, int index) {
    return range.low() + range.length() * index / (GRID - 1);
  }

  /** A corner of a triangle, and by how much the function there is above the line's value. */
  private record Corner(Point place, double height) {}

  /** Adds where a line crosses a triangle, if it does. */
  private static void cross(List<Corner> triangle, List<Point> lines) {
    List<Point> ends = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Corner a = triangle.get(i);
      Corner b = triangle.get((i + 1) % 3);
      if (a.height() < 0 != b.height() < 0
          && Double.isFinite(a.height())
          && Double.isFinite(b.height())) {
        double part = a.height() / (a.height() - b.height());
        ends.add(
            new Point(
                a.place().x() + part * (b.place().x() - a.place().x()),
                a.place().y() + part * (b.place().y() - a.place().y())));
      }
    }
    if (ends.size() == 2) {
      lines.addAll(ends);
      lines.add(new Point(Double.NaN, Double.NaN));
    }
  }
}
