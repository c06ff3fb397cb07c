package org.nn4j.explain.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.explain.Attribution;
import org.nn4j.explain.Attribution.Contribution;
import org.nn4j.explain.Interaction;
import org.nn4j.explain.PairDependence;
import org.nn4j.explain.PartialDependence;
import org.nn4j.explain.PermutationImportance;
import org.nn4j.explain.PermutationImportance.ColumnImportance;
import org.nn4j.explain.PermutationImportance.Loss;
import org.nn4j.report.figure.Axis;
import org.nn4j.report.figure.Cells;
import org.nn4j.report.figure.Dots;
import org.nn4j.report.figure.Figure;
import org.nn4j.report.figure.Line;
import org.nn4j.report.figure.Line.Style;
import org.nn4j.report.figure.Mark;
import org.nn4j.report.figure.NumberText;
import org.nn4j.report.figure.Palette;
import org.nn4j.report.figure.Point;
import org.nn4j.report.figure.Range;
import org.nn4j.report.figure.RowBars;
import org.nn4j.report.figure.RowBars.Bar;

/** The figures of explanations. */
@SuppressWarnings("exports") // of a module that only who draws requires
public final class ExplanationCharts {
  /** Rows of bars; a table has the rest. */
  private static final int ROWS = 15;

  /** Outputs that have a colour each: those that move most. */
  private static final int COLOURED = 5;

  /** Characters of a column's name and its value at most. */
  private static final int LONGEST = 20;

  private ExplanationCharts() {}

  /** Returns the importance of columns as bars with their deviations, a figure for each metric. */
  public static List<Figure> importance(PermutationImportance importance) {
    return IntStream.range(0, importance.metrics().size())
        .mapToObj(m -> importance(importance, m))
        .toList();
  }

  private static Figure importance(PermutationImportance importance, int m) {
    String metric = importance.metrics().get(m);
    List<ColumnImportance> columns =
        importance.columns().subList(0, Math.min(ROWS, importance.columns().size()));
    List<Mark> marks = new ArrayList<>();
    for (boolean significant : new boolean[] {true, false}) {
      List<Bar> bars =
          columns.stream()
              .map(column -> column.losses().get(m))
              .map(loss -> loss.significant() == significant ? bar(loss) : Bar.NONE)
              .toList();
      if (bars.stream().anyMatch(bar -> !bar.equals(Bar.NONE))) {
        marks.add(new RowBars(significant ? "beyond chance" : "within chance", bars));
      }
    }
    marks.add(zero(columns.size()));
    return new Figure(
        m == 0 ? "importance" : "importance_" + (m + 1),
        "Permutation importance by " + metric,
        importance(columns, m, metric)
            + (columns.size() < importance.columns().size()
                ? " The first "
                    + columns.size()
                    + " of "
                    + importance.columns().size()
                    + " columns."
                : ""),
        Axis.of("by how much " + metric + " becomes worse"),
        Axis.of("", columns.stream().map(ColumnImportance::column).toList()),
        marks);
  }

  private static String importance(List<ColumnImportance> columns, int m, String metric) {
    String most =
        columns.stream()
            .filter(column -> column.losses().get(m).significant())
            .limit(3)
            .map(c -> c.column() + " " + NumberText.brief(c.losses().get(m).mean()))
            .collect(Collectors.joining(", "));
    return most.isEmpty()
        ? "Shuffling no column changes " + metric + " by more than chance does."
        : "When shuffled, " + metric + " becomes worse by: " + most + ".";
  }

  private static Bar bar(Loss loss) {
    return new Bar(0, loss.mean(), loss.mean() - loss.deviation(), loss.mean() + loss.deviation());
  }

  private static Line zero(int rows) {
    return vertical(0, rows, "");
  }

  private static Line vertical(double x, int rows, String name) {
    return new Line(name, List.of(new Point(x, -0.5), new Point(x, rows - 0.5)), Style.GUIDE);
  }

  /**
   * Returns how predictions follow a column: lines over numbers, with those of single rows in grey
   * where one output is explained; bars from the mean over labels.
   */
  public static Figure dependence(PartialDependence dependence) {
    List<Integer> outputs = byRange(dependence);
    boolean one = dependence.output().count() == 1;
    String what =
        one
            ? dependence.output().title(0)
            : dependence.output().probabilities() ? "p" : "prediction";
    String y = dependence.centred() ? "change of " + what : what;
    int widest = dependence.widest();
    return dependence.numeric() || !one
        ? new Figure(
            id("dependence_", dependence.column()),
            what + " over " + dependence.column(),
            summary(dependence, widest, dependence.centred()),
            dependence.numeric()
                ? Axis.of(dependence.column())
                : Axis.of(dependence.column(), dependence.values()),
            Axis.of(y),
            dependence.numeric() ? lines(dependence, outputs) : dots(dependence, outputs))
        : new Figure(
            id("dependence_", dependence.column()),
            what + " by " + dependence.column(),
            summary(dependence, 0, false),
            Axis.of(y),
            Axis.of(dependence.column(), dependence.values()),
            bars(dependence));
  }

  private static List<Integer> byRange(PartialDependence dependence) {
    ToDoubleFunction<Integer> range = dependence::range;
    return IntStream.range(0, dependence.output().count())
        .boxed()
        .sorted(Comparator.comparingDouble(range).reversed())
        .limit(COLOURED)
        .sorted()
        .toList();
  }

  private static String summary(PartialDependence dependence, int k, boolean change) {
    int low = 0;
    int high = 0;
    for (int v = 1; v < dependence.values().size(); v++) {
      low = dependence.means().get(k, v) < dependence.means().get(k, low) ? v : low;
      high = dependence.means().get(k, v) > dependence.means().get(k, high) ? v : high;
    }
    return "In the mean over "
        + dependence.rows()
        + " rows "
        + (change ? "the change of " : "")
        + dependence.output().title(k)
        + " is least, "
        + NumberText.brief(dependence.means().get(k, low))
        + ", at "
        + dependence.values().get(low)
        + ", and greatest, "
        + NumberText.brief(dependence.means().get(k, high))
        + ", at "
        + dependence.values().get(high)
        + ".";
  }

  private static List<Mark> lines(PartialDependence dependence, List<Integer> outputs) {
    List<Mark> marks = new ArrayList<>();
    for (int r = 0; r < dependence.individual().rows(); r++) {
      String name = r == 0 ? "single rows" : "";
      marks.add(new Line(name, points(dependence, dependence.individual(), r), Style.QUIET));
    }
    for (int k : outputs) {
      String name = dependence.output().count() == 1 ? "mean" : dependence.output().names().get(k);
      marks.add(new Line(name, points(dependence, dependence.means(), k)));
    }
    return marks;
  }

  private static List<Mark> dots(PartialDependence dependence, List<Integer> outputs) {
    List<Mark> marks = new ArrayList<>();
    for (int k : outputs) {
      String name = dependence.output().names().get(k);
      marks.add(new Dots(name, points(dependence, dependence.means(), k), Dots.Style.SMALL));
    }
    return marks;
  }

  private static List<Point> points(PartialDependence dependence, Matrix curves, int curve) {
    return IntStream.range(0, dependence.values().size())
        .mapToObj(
            v ->
                new Point(
                    dependence.numeric() ? dependence.positions().get(v) : v, curves.get(curve, v)))
        .toList();
  }

  private static List<Mark> bars(PartialDependence dependence) {
    int count = dependence.values().size();
    double mean =
        IntStream.range(0, count).mapToDouble(v -> dependence.means().get(0, v)).sum() / count;
    List<Bar> bars =
        IntStream.range(0, count)
            .mapToObj(v -> Bar.of(mean, dependence.means().get(0, v)))
            .toList();
    return List.of(new RowBars("", bars), vertical(mean, count, "mean of the labels"));
  }

  /** Returns how predictions follow two columns, as a heat map over their values. */
  public static Figure dependence(PairDependence pair) {
    Range range = Range.EMPTY;
    Matrix means = pair.means();
    Matrix upwards = Matrix.zeros(Precision.FLOAT64, means.rows(), means.columns());
    List<String> labels = new ArrayList<>();
    for (int r = 0; r < means.rows(); r++) {
      int from = means.rows() - 1 - r; // the least value at the bottom
      labels.add(brief(pair.secondValues().get(from)));
      for (int c = 0; c < means.columns(); c++) {
        upwards.set(r, c, means.get(from, c));
        range = range.union(new Range(means.get(from, c), means.get(from, c)));
      }
    }
    String what = pair.output().title(0);
    return new Figure(
        id("pair_", pair.first() + "_" + pair.second()),
        what + " over " + pair.first() + " and " + pair.second(),
        "The mean of "
            + what
            + " over "
            + pair.rows()
            + " rows, from "
            + NumberText.brief(range.low())
            + " to "
            + NumberText.brief(range.high())
            + ". Steps of numbers are quantiles.",
        Axis.of(pair.first(), pair.firstValues().stream().map(ExplanationCharts::brief).toList()),
        Axis.of(pair.second(), labels),
        List.of(new Cells(what, upwards, Palette.sequential(range.low(), range.high()), false)));
  }

  /** Shortens numbers with more digits than an axis has room for. */
  private static String brief(String value) {
    if (value.length() <= 7 || !value.matches("-?[0-9.]+(E-?[0-9]+)?")) {
      return value;
    }
    return NumberText.plain(
        Double.parseDouble(String.format(Locale.ROOT, "%.3g", Double.valueOf(value))));
  }

  /** Returns H² of pairs as a heat map of columns and columns. */
  public static Figure interactions(List<Interaction> interactions) {
    List<String> columns =
        interactions.stream().flatMap(i -> Stream.of(i.first(), i.second())).distinct().toList();
    Matrix values = Matrix.zeros(Precision.FLOAT64, columns.size(), columns.size());
    for (Interaction pair : interactions) {
      int a = columns.indexOf(pair.first());
      int b = columns.indexOf(pair.second());
      values.set(a, b, pair.hSquared());
      values.set(b, a, pair.hSquared());
    }
    Interaction most = interactions.get(0);
    return new Figure(
        "interactions",
        "Interaction of columns (H²)",
        "The share of two columns' joint effect that is not the sum of their own. Strongest in"
            + " units of the prediction: "
            + most.first()
            + " and "
            + most.second()
            + ", H² "
            + NumberText.brief(most.hSquared())
            + ", strength "
            + NumberText.brief(most.strength())
            + ".",
        Axis.of("", columns),
        Axis.of("", columns),
        List.of(new Cells("H²", values, Palette.sequential(0, 1), true)));
  }

  /** Returns what columns add to a row's prediction, one after the other. */
  public static Figure attribution(Attribution attribution, String row) {
    List<Contribution> shown = shown(attribution);
    List<String> names = shown.stream().map(ExplanationCharts::name).toList();
    List<Bar> raising = new ArrayList<>();
    List<Bar> lowering = new ArrayList<>();
    double at = attribution.base();
    for (Contribution contribution : shown) {
      double to = at + contribution.amount();
      boolean sampled = contribution.error() > 0;
      Bar bar =
          new Bar(
              at,
              to,
              sampled ? to - contribution.error() : Double.NaN,
              sampled ? to + contribution.error() : Double.NaN);
      raising.add(to >= at ? bar : Bar.NONE);
      lowering.add(to < at ? bar : Bar.NONE);
      at = to;
    }
    String what = attribution.output().title(0);
    return new Figure(
        "row_" + row,
        "Row " + row + ": " + what + " " + NumberText.brief(attribution.prediction()),
        "From "
            + NumberText.brief(attribution.base())
            + ", which knows nothing of the row, to "
            + NumberText.brief(attribution.prediction())
            + "; most by "
            + shown.stream().limit(3).map(Contribution::column).collect(Collectors.joining(", "))
            + ".",
        Axis.of(what),
        Axis.of("", names),
        marks(raising, lowering, attribution.base()));
  }

  private static List<Mark> marks(List<Bar> raising, List<Bar> lowering, double base) {
    List<Mark> marks = new ArrayList<>();
    marks.add(new RowBars("raises", raising));
    marks.add(new RowBars("lowers", lowering));
    marks.add(vertical(base, raising.size(), "base"));
    return marks;
  }

  /** Returns a column with its value, both cut so that both can be seen. */
  private static String name(Contribution contribution) {
    if (contribution.value().isEmpty()) {
      return contribution.column();
    }
    String value = cut(brief(contribution.value()), LONGEST / 2);
    return cut(contribution.column(), LONGEST - value.length()) + " = " + value;
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }

  /** Returns the greatest contributions, and the sum of the others. */
  private static List<Contribution> shown(Attribution attribution) {
    List<Contribution> all = attribution.contributions();
    if (all.size() <= ROWS) {
      return all;
    }
    List<Contribution> shown = new ArrayList<>(all.subList(0, ROWS - 1));
    double rest = all.stream().skip(ROWS - 1).mapToDouble(Contribution::amount).sum();
    shown.add(new Contribution(all.size() - ROWS + 1 + " other columns", "", rest, 0));
    return shown;
  }

  /** Returns an id for a figure of columns. */
  private static String id(String prefix, String columns) {
    return prefix + columns.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
  }
}
