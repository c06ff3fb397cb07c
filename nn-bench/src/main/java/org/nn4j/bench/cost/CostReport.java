package org.nn4j.bench.cost;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.nn4j.bench.measure.Statistics;
import org.nn4j.bench.measure.Table;
import org.nn4j.report.figure.Axis;
import org.nn4j.report.figure.Figure;
import org.nn4j.report.figure.Line;
import org.nn4j.report.figure.Point;
import org.nn4j.report.figure.Scale;
import org.nn4j.report.figure.Sheet;
import org.nn4j.report.render.Svg;

/** Varies rows, width and depth of one network, one at a time. */
public final class CostReport {
  private static final int ROWS = 64;
  private static final int WIDTH = 256;
  private static final int DEPTH = 2;

  private final List<Integer> threads;
  private final PrintStream out;
  private final List<Figure> figures = new ArrayList<>();
  private final Table summary = new Table("curve", "steepest", "slope", "the work's");

  /** Prints to {@code out}. */
  public CostReport(List<Integer> threads, PrintStream out) {
    this.threads = List.copyOf(threads);
    this.out = out;
  }

  /**
   * Measures all and prints a table for each.
   *
   * @param figure where the curves are drawn, or null
   */
  public void print(@Nullable Path figure) throws IOException {
    out.printf(
        Locale.ROOT,
        "Medians, float32; %d rows, width %d, %d hidden layers where nothing else is said. Slopes are"
            + " between a size and the one before it, on logarithmic axes.%n%n",
        ROWS,
        WIDTH,
        DEPTH);
    warmUp();
    print("rows", 1, powers(1, 4096), rows -> new Cost(rows, WIDTH, DEPTH));
    print("width", 2, powers(8, 2048), width -> new Cost(ROWS, width, DEPTH));
    print("depth", 1, powers(1, 16), depth -> new Cost(ROWS, WIDTH, depth));
    out.println(summary);
    if (figure != null) {
      Files.writeString(figure, Svg.file(new Sheet("cost", "Cost of a step", figures)));
      out.printf(Locale.ROOT, "![Cost of a step](%s)%n", figure.getFileName());
    }
  }

  private void warmUp() {
    for (int i = 0; i < 3; i++) {
      for (int size : new int[] {1, 16, 256}) {
        threads.forEach(new Cost(size, 64, DEPTH)::step);
        new Cost(size, 64, DEPTH).prediction();
      }
    }
  }

  private static List<Integer> powers(int from, int to) {
    List<Integer> powers = new ArrayList<>();
    for (int size = from; size <= to; size *= 2) {
      powers.add(size);
    }
    return powers;
  }

  private void print(String axis, int exponent, List<Integer> sizes, IntFunction<Cost> cost) {
    List<Curve> curves = new ArrayList<>();
    for (int count : threads) {
      String name = "step, " + count + (count > 1 ? " threads" : " thread");
      curves.add(new Curve(name, sizes, new ArrayList<>()));
    }
    curves.add(new Curve("prediction", sizes, new ArrayList<>()));
    for (int size : sizes) {
      Cost point = cost.apply(size);
      for (int t = 0; t < threads.size(); t++) {
        curves.get(t).seconds().add(point.step(threads.get(t)));
      }
      curves.get(threads.size()).seconds().add(point.prediction());
    }
    out.printf(Locale.ROOT, "Over %s:%n%n%s%n", axis, table(axis, sizes, curves));
    for (Curve curve : curves) {
      int steepest = curve.steepest();
      summary.add(
          axis + ": " + curve.name(),
          sizes.get(steepest - 1) + " to " + sizes.get(steepest),
          Statistics.number(curve.slope(steepest), 2),
          Integer.toString(exponent));
    }
    out.flush();
    figures.add(figure(axis, curves));
  }

  private static Table table(String axis, List<Integer> sizes, List<Curve> curves) {
    List<String> header = new ArrayList<>(List.of(axis));
    for (Curve curve : curves) {
      header.add(curve.name() + ", µs");
      header.add("slope");
    }
    Table table = new Table(header.toArray(String[]::new));
    for (int i = 0; i < sizes.size(); i++) {
      List<String> row = new ArrayList<>(List.of(sizes.get(i).toString()));
      for (Curve curve : curves) {
        row.add(Statistics.number(curve.seconds().get(i) * 1e6, 1));
        row.add(Statistics.number(curve.slope(i), 2));
      }
      table.add(row.toArray(String[]::new));
    }
    return table;
  }

  private static Figure figure(String axis, List<Curve> curves) {
    List<Line> lines = new ArrayList<>();
    for (Curve curve : curves) {
      List<Point> points = new ArrayList<>();
      for (int i = 0; i < curve.sizes().size(); i++) {
        points.add(new Point(curve.sizes().get(i), curve.seconds().get(i) * 1e6));
      }
      lines.add(new Line(curve.name(), points));
    }
    return new Figure(
        "cost_" + axis,
        "Microseconds over " + axis,
        "Time of a training step and of a prediction over " + axis + ".",
        Axis.of(axis, Scale.LOG),
        Axis.of("µs", Scale.LOG),
        lines);
  }
}
