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
import org.nn4j.report.figure.Numbers;
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

  /** Pairs of actual and predicted values. */
  private record Residuals(double[] actual, double[] predicted) {
    static Residuals of(Evaluation evaluation, int target) {
      int rows = evaluation.values().rows();
      return new Residuals(
          IntStream.range(0, rows).mapToDouble(r -> evaluation.targets().get(r, target)).toArray(),
          IntStream.range(0, rows).mapToDouble(r -> evaluation.values().get(r, target)).toArray());
    }

    int size() {
      return actual.length;
    }

    double residual(int i) {
      return actual[i] - predicted[i];
    }

    double[] all() {
      return IntStream.range(0, size())
          .mapToDouble(this::residual)
          .filter(Double::isFinite)
          .sorted()
          .toArray();
    }

    int[] drawn() {
      int step = (size() + DOTS - 1) / DOTS;
      return IntStream.iterate(0, i -> i < size(), i -> i + Math.max(1, step)).toArray();
    }

    String drawnNote() {
      int drawn = drawn().length;
      return drawn == size() ? "" : " Drawn are " + drawn + " of " + size() + " rows.";
    }
  }

  private static Figure predictions(Residuals residuals, String name, String suffix) {
    List<Point> points =
        IntStream.of(residuals.drawn())
            .mapToObj(i -> new Point(residuals.actual[i], residuals.predicted[i]))
            .toList();
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
        IntStream.of(residuals.drawn())
            .mapToObj(i -> new Point(residuals.predicted[i], residuals.residual(i)))
            .toList();
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
    double[] sorted = residuals.all();
    int bars =
        Math.max(1, Math.min(MOST_BARS, (int) Math.ceil(2 * StrictMath.cbrt(sorted.length))));
    double low = sorted.length == 0 ? 0 : sorted[0];
    double high = sorted.length == 0 ? 1 : sorted[sorted.length - 1];
    double width = high > low ? (high - low) / bars : 1;
    double[] counts = new double[bars];
    for (double residual : sorted) {
      counts[Math.min(bars - 1, (int) ((residual - low) / width))]++;
    }
    List<Double> edges = IntStream.rangeClosed(0, bars).mapToObj(i -> low + i * width).toList();
    List<Double> heights = IntStream.range(0, bars).mapToObj(i -> counts[i]).toList();
    return new Figure(
        "residual_distribution" + suffix,
        "Distribution of the residuals of " + name,
        "Half of them lie between "
            + Numbers.brief(quantile(sorted, 0.25))
            + " and "
            + Numbers.brief(quantile(sorted, 0.75))
            + ".",
        Axis.of("residual"),
        Axis.of("rows"),
        List.of(new Bars("", edges, heights)));
  }

  private static double quantile(double[] sorted, double share) {
    return sorted.length == 0 ? Double.NaN : sorted[(int) Math.rint(share * (sorted.length - 1))];
  }
}
