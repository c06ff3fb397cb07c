package org.nn4j.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nn4j.core.training.Evaluation;
import org.nn4j.report.figure.Axis;
import org.nn4j.report.figure.Bars;
import org.nn4j.report.figure.Dots;
import org.nn4j.report.figure.Figure;
import org.nn4j.report.figure.Line;
import org.nn4j.report.figure.Line.Style;
import org.nn4j.report.figure.NumberText;
import org.nn4j.report.figure.Point;
import org.nn4j.report.figure.Range;

/** Figures of a regression's residuals, actual minus predicted. */
public final class RegressionCharts {
  /** More dots than this are a blot; evenly spread ones are drawn then. */
  private static final int DOTS = 2000;

  private static final int MOST_BARS = 40;

  private RegressionCharts() {}

  /**
   * Returns for each target predictions against actual values, residuals against predictions, and
   * how residuals are distributed.
   *
   * @param targets the targets' names
   */
  public static List<Figure> all(Evaluation evaluation, List<String> targets) {
    List<Figure> figures = new ArrayList<>();
    for (int target = 0; target < targets.size(); target++) {
      Residuals residuals = Residuals.of(evaluation, target);
      String suffix = targets.size() == 1 ? "" : "_" + (target + 1);
      String name = targets.get(target);
      figures.add(predictions(residuals, name, suffix));
      figures.add(residuals(residuals, name, suffix));
      figures.add(distribution(residuals, name, suffix));
    }
    return figures;
  }

  /**
   * Pairs of values.
   *
   * @param pairs actual values as x, predicted ones as y
   */
  private record Residuals(List<Point> pairs) {
    static Residuals of(Evaluation evaluation, int target) {
      return new Residuals(
          IntStream.range(0, evaluation.values().rows())
              .mapToObj(
                  row ->
                      new Point(
                          evaluation.targets().get(row, target),
                          evaluation.values().get(row, target)))
              .toList());
    }

    /** Returns the finite residuals, ascending. */
    double[] sorted() {
      return pairs.stream()
          .mapToDouble(pair -> pair.x() - pair.y())
          .filter(Double::isFinite)
          .sorted()
          .toArray();
    }

    List<Point> drawn() {
      int step = Math.max(1, (pairs.size() + DOTS - 1) / DOTS);
      return IntStream.iterate(0, i -> i < pairs.size(), i -> i + step)
          .mapToObj(pairs::get)
          .toList();
    }

    String drawnNote() {
      int drawn = drawn().size();
      return drawn == pairs.size() ? "" : " Drawn are " + drawn + " of " + pairs.size() + " rows.";
    }
  }

  private static Figure predictions(Residuals residuals, String name, String suffix) {
    List<Point> points = residuals.drawn();
    Range range =
        Range.of(points.stream().mapToDouble(Point::x))
            .union(Range.of(points.stream().mapToDouble(Point::y)));
    List<Point> diagonal =
        List.of(new Point(range.low(), range.low()), new Point(range.high(), range.high()));
    return new Figure(
        "predicted" + suffix,
        "Predicted against actual " + name,
        "On the dotted line a prediction is right." + residuals.drawnNote(),
        Axis.of("actual"),
        Axis.of("predicted"),
        List.of(new Line("", diagonal, Style.GUIDE), new Dots("", points, Dots.Style.SMALL)));
  }

  private static Figure residuals(Residuals residuals, String name, String suffix) {
    List<Point> points =
        residuals.drawn().stream().map(pair -> new Point(pair.y(), pair.x() - pair.y())).toList();
    Range range = Range.of(points.stream().mapToDouble(Point::x));
    List<Point> zero = List.of(new Point(range.low(), 0), new Point(range.high(), 0));
    return new Figure(
        "residuals" + suffix,
        "Residuals of " + name,
        "Actual minus predicted; a pattern is what the network has not learnt."
            + residuals.drawnNote(),
        Axis.of("predicted"),
        Axis.of("residual"),
        List.of(new Line("", zero, Style.GUIDE), new Dots("", points, Dots.Style.SMALL)));
  }

  private static Figure distribution(Residuals residuals, String name, String suffix) {
    double[] sorted = residuals.sorted();
    // The Rice rule, 2·n^(1/3) bars.
    int bars =
        Math.max(1, Math.min(MOST_BARS, (int) Math.ceil(2 * StrictMath.cbrt(sorted.length))));
    double low = sorted.length == 0 ? 0 : sorted[0];
    double high = sorted.length == 0 ? 1 : sorted[sorted.length - 1];
    double width =
        new Range(low, high).isWide() ? high / bars - low / bars : Math.max(1, Math.abs(low) / 10);
    double[] counts = new double[bars];
    for (double residual : sorted) {
      counts[Math.min(bars - 1, (int) ((residual / 2 - low / 2) / (width / 2)))]++;
    }
    List<Double> edges =
        IntStream.rangeClosed(0, bars).mapToObj(i -> Math.fma(i, width, low)).toList();
    List<Double> heights = IntStream.range(0, bars).mapToObj(i -> counts[i]).toList();
    return new Figure(
        "residual_distribution" + suffix,
        "Distribution of the residuals of " + name,
        "Half of them lie between "
            + NumberText.brief(quantile(sorted, 0.25))
            + " and "
            + NumberText.brief(quantile(sorted, 0.75))
            + ".",
        Axis.of("residual"),
        Axis.of("rows"),
        List.of(new Bars("", edges, heights)));
  }

  private static double quantile(double[] sorted, double share) {
    return sorted.length == 0 ? Double.NaN : sorted[(int) Math.rint(share * (sorted.length - 1))];
  }
}
