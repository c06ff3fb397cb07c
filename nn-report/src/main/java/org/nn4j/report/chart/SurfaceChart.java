package org.nn4j.report.chart;

import java.util.ArrayList;
import java.util.List;
import org.nn4j.api.Matrix;
import org.nn4j.report.figure.Axis;
import org.nn4j.report.figure.Cells;
import org.nn4j.report.figure.Dots;
import org.nn4j.report.figure.Figure;
import org.nn4j.report.figure.Mark;
import org.nn4j.report.figure.NumberText;
import org.nn4j.report.figure.Palette;
import org.nn4j.report.figure.Point;
import org.nn4j.report.figure.Range;

/**
 * The figure of a network with two inputs: its output on a grid, in two colours that meet at the
 * decision threshold, and the samples above and below it.
 *
 * @param x the name of the first input
 * @param y the name of the second input
 * @param output what the network's output is
 * @param xs the first input's range
 * @param ys the second input's range
 * @param threshold the output at which the decision changes
 */
public record SurfaceChart(
    String x, String y, String output, Range xs, Range ys, double threshold) {

  /**
   * Returns the figure.
   *
   * @param values the outputs, a row for each value of the second input from low to high
   * @param above samples whose target is above the threshold
   * @param below the other samples
   */
  public Figure figure(Matrix values, List<Point> above, List<Point> below) {
    Range all = Range.EMPTY;
    for (int r = 0; r < values.rows(); r++) {
      for (int c = 0; c < values.columns(); c++) {
        all = all.union(new Range(values.get(r, c), values.get(r, c)));
      }
    }
    double reach = Math.max(all.high() - threshold, threshold - all.low());
    double span = reach > 0 && Double.isFinite(reach) ? Math.min(reach, Double.MAX_VALUE / 4) : 1;
    Palette palette =
        new Palette(
            Math.max(threshold - span, -Double.MAX_VALUE),
            threshold,
            Math.min(threshold + span, Double.MAX_VALUE));
    List<Mark> marks = new ArrayList<>();
    marks.add(new Cells(output, values, palette, false));
    if (!above.isEmpty() || !below.isEmpty()) {
      String border = NumberText.plain(threshold);
      marks.add(new Dots("target > " + border, above, Dots.Style.DARK));
      marks.add(new Dots("target ≤ " + border, below, Dots.Style.LIGHT));
    }
    return new Figure(
        "surface",
        output + " over " + x + " and " + y,
        "Outputs from "
            + NumberText.brief(all.low())
            + " to "
            + NumberText.brief(all.high())
            + "; the colours meet at "
            + NumberText.plain(threshold)
            + ".",
        axis(x, xs, values.columns()),
        axis(y, ys, values.rows()),
        marks);
  }

  /** Returns an axis that ends half a cell beyond the grid's ends. */
  private static Axis axis(String label, Range range, int points) {
    double half = range.length() / (points - 1) / 2;
    return Axis.of(label).within(range.low() - half, range.high() + half);
  }
}
