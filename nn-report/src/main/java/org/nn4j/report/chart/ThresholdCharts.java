package org.nn4j.report.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nn4j.api.Matrix;
import org.nn4j.core.training.Evaluation;
import org.nn4j.report.curve.RankedScores;
import org.nn4j.report.figure.Axis;
import org.nn4j.report.figure.Figure;
import org.nn4j.report.figure.Line;
import org.nn4j.report.figure.Line.Style;
import org.nn4j.report.figure.Mark;
import org.nn4j.report.figure.NumberText;
import org.nn4j.report.figure.Point;

/** Figures of what a classifier gains and loses as its threshold moves. */
public final class ThresholdCharts {
  /** Classes that have a colour each; of more, the worst in what the figure shows have one. */
  private static final int COLOURED = 5;

  private ThresholdCharts() {}

  /**
   * Returns ROC and precision over recall, each class against the rest; of two classes the second
   * alone. Nothing if all samples are of one class.
   *
   * @param labels the classes' names
   */
  public static List<Figure> all(Evaluation evaluation, List<String> labels) {
    return of(
        IntStream.range(labels.size() == 2 ? 1 : 0, labels.size())
            .mapToObj(
                label ->
                    new Curve(
                        labels.get(label),
                        RankedScores.of(
                            evaluation.scores(),
                            evaluation.classes(),
                            evaluation.weights(),
                            label))));
  }

  /**
   * Returns ROC and precision over recall of labels that do not exclude one another, each by
   * itself. Nothing if each applies to all samples or to none.
   *
   * @param labels the labels' names
   */
  public static List<Figure> ofLabels(Evaluation evaluation, List<String> labels) {
    Matrix actual = evaluation.labels();
    return of(
        IntStream.range(0, labels.size())
            .mapToObj(
                k ->
                    new Curve(
                        labels.get(k),
                        RankedScores.of(
                            evaluation.scores().columns(k, k + 1),
                            actual.columns(k, k + 1),
                            evaluation.weights(),
                            1))));
  }

  /** A class or label with its ranking. */
  private record Curve(String label, RankedScores ranking) {}

  /** Draws those that have samples inside and outside. */
  private static List<Figure> of(Stream<Curve> all) {
    List<Curve> curves = all.filter(curve -> curve.ranking.defined()).toList();
    return curves.isEmpty() ? List.of() : List.of(roc(curves), precisionRecall(curves));
  }

  private static List<Curve> worstFirst(List<Curve> curves, ToDoubleFunction<RankedScores> value) {
    return curves.stream()
        .sorted(Comparator.comparingDouble(curve -> value.applyAsDouble(curve.ranking)))
        .toList();
  }

  private static Figure roc(List<Curve> curves) {
    List<Mark> marks = new ArrayList<>();
    marks.add(new Line("", List.of(new Point(0, 0), new Point(1, 1)), Style.GUIDE));
    marks.addAll(lines(curves, RankedScores::roc, RankedScores::rocArea));
    return new Figure(
        "roc",
        "ROC" + ofOne(curves),
        summary("Area under the curve", curves, RankedScores::rocArea),
        Axis.of("false positive rate").within(0, 1),
        Axis.of("true positive rate").within(0, 1),
        marks);
  }

  private static Figure precisionRecall(List<Curve> curves) {
    return new Figure(
        "precision_recall",
        "Precision and recall" + ofOne(curves),
        summary("Average precision", curves, RankedScores::averagePrecision),
        Axis.of("recall").within(0, 1),
        Axis.of("precision").within(0, 1),
        lines(curves, RankedScores::precisionRecall, RankedScores::averagePrecision));
  }

  private static String ofOne(List<Curve> curves) {
    return curves.size() == 1 ? " of " + curves.get(0).label : "";
  }

  /** Colours all of few curves; of many those that are worst in what the figure's summary says. */
  private static List<Line> lines(
      List<Curve> curves,
      Function<RankedScores, List<Point>> points,
      ToDoubleFunction<RankedScores> value) {
    List<Line> coloured = new ArrayList<>();
    List<Line> quiet = new ArrayList<>();
    for (Curve curve : curves.size() > COLOURED ? worstFirst(curves, value) : curves) {
      if (coloured.size() < COLOURED) {
        String name = curves.size() == 1 ? "" : curve.label;
        coloured.add(new Line(name, points.apply(curve.ranking)));
      } else {
        String name = quiet.isEmpty() ? curves.size() - COLOURED + " others" : "";
        quiet.add(new Line(name, points.apply(curve.ranking), Style.QUIET));
      }
    }
    quiet.addAll(coloured);
    return quiet;
  }

  private static String summary(
      String what, List<Curve> curves, ToDoubleFunction<RankedScores> value) {
    if (curves.size() == 1) {
      return what + " " + NumberText.brief(value.applyAsDouble(curves.get(0).ranking)) + ".";
    }
    double mean =
        curves.stream().mapToDouble(c -> value.applyAsDouble(c.ranking)).sum() / curves.size();
    String least =
        worstFirst(curves, value).stream()
            .limit(3)
            .map(c -> c.label + " " + NumberText.brief(value.applyAsDouble(c.ranking)))
            .collect(Collectors.joining(", "));
    return what
        + " "
        + NumberText.brief(mean)
        + " in the mean"
        + (curves.size() > 3 ? "; least: " : ": ")
        + least
        + ".";
  }
}
