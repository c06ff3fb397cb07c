package org.nn4j.report.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.metric.ConfusionMatrix;
import org.nn4j.core.training.Evaluation;
import org.nn4j.report.curve.Calibration;
import org.nn4j.report.curve.Ranking;
import org.nn4j.report.figure.Axis;
import org.nn4j.report.figure.Cells;
import org.nn4j.report.figure.Dots;
import org.nn4j.report.figure.Figure;
import org.nn4j.report.figure.Line;
import org.nn4j.report.figure.Line.Style;
import org.nn4j.report.figure.Mark;
import org.nn4j.report.figure.Numbers;
import org.nn4j.report.figure.Palette;
import org.nn4j.report.figure.Point;

/** Figures of a classifier's decisions and probabilities. */
public final class ClassificationCharts {
  /** Classes that have a colour each; of more, those with the least average precision have one. */
  private static final int COLOURED = 5;

  private ClassificationCharts() {}

  /**
   * Returns confusion matrix, ROC, precision and recall, and calibration.
   *
   * @param labels the classes' names
   */
  public static List<Figure> all(Evaluation evaluation, List<String> labels) {
    ConfusionMatrix confusion =
        ConfusionMatrix.of(evaluation.scores(), evaluation.classes(), evaluation.weights())
            .withLabels(labels);
    List<Figure> figures = new ArrayList<>();
    figures.add(confusion(confusion));
    List<Curve> curves = curves(evaluation, labels);
    if (!curves.isEmpty()) {
      figures.add(roc(curves));
      figures.add(precisionRecall(curves));
    }
    figures.add(
        calibration(
            Calibration.of(evaluation.scores(), evaluation.classes(), evaluation.weights()),
            labels));
    return figures;
  }

  /** Returns a confusion matrix, actual classes from the top down. */
  public static Figure confusion(ConfusionMatrix confusion) {
    int classes = confusion.classes();
    Matrix counts = Matrix.zeros(Precision.FLOAT64, classes, classes);
    double most = 1;
    String worst = "";
    double worstCount = 0;
    for (int actual = 0; actual < classes; actual++) {
      for (int predicted = 0; predicted < classes; predicted++) {
        double count = confusion.count(actual, predicted);
        counts.set(actual, predicted, count);
        most = Math.max(most, count);
        if (actual != predicted && count > worstCount) {
          worstCount = count;
          worst =
              " Most often, "
                  + Numbers.plain(count)
                  + " times, "
                  + confusion.labels().get(actual)
                  + " is taken for "
                  + confusion.labels().get(predicted)
                  + ".";
        }
      }
    }
    double correct = confusion.accuracy() * confusion.total();
    return new Figure(
        "confusion_matrix",
        "Confusion matrix",
        Numbers.plain(Math.rint(correct * 100) / 100)
            + " of "
            + Numbers.plain(confusion.total())
            + " are right."
            + worst,
        Axis.of("predicted", confusion.labels()),
        Axis.of("actual", confusion.labels()),
        List.of(new Cells("samples", counts, Palette.sequential(0, most), true)));
  }

  /** A class with its ranking. */
  private record Curve(String label, Ranking ranking) {}

  /** Ranks the classes that have samples, the worst first; of two classes the second alone. */
  private static List<Curve> curves(Evaluation evaluation, List<String> labels) {
    return IntStream.range(labels.size() == 2 ? 1 : 0, labels.size())
        .mapToObj(
            label ->
                new Curve(
                    labels.get(label),
                    Ranking.of(
                        evaluation.scores(), evaluation.classes(), evaluation.weights(), label)))
        .filter(curve -> curve.ranking.defined())
        .sorted(Comparator.comparingDouble(curve -> curve.ranking.averagePrecision()))
        .toList();
  }

  private static Figure roc(List<Curve> curves) {
    List<Mark> marks = new ArrayList<>();
    marks.add(new Line("", List.of(new Point(0, 0), new Point(1, 1)), Style.GUIDE));
    marks.addAll(lines(curves, Ranking::roc));
    return new Figure(
        "roc",
        "ROC" + ofOne(curves),
        summary("Area under the curve", curves, Ranking::rocArea),
        Axis.of("false positive rate").within(0, 1),
        Axis.of("true positive rate").within(0, 1),
        marks);
  }

  private static Figure precisionRecall(List<Curve> curves) {
    return new Figure(
        "precision_recall",
        "Precision and recall" + ofOne(curves),
        summary("Average precision", curves, Ranking::averagePrecision),
        Axis.of("recall").within(0, 1),
        Axis.of("precision").within(0, 1),
        lines(curves, Ranking::precisionRecall));
  }

  private static String ofOne(List<Curve> curves) {
    return curves.size() == 1 ? " of " + curves.get(0).label : "";
  }

  private static List<Line> lines(List<Curve> curves, Function<Ranking, List<Point>> points) {
    List<Line> coloured = new ArrayList<>();
    List<Line> quiet = new ArrayList<>();
    for (Curve curve : curves) {
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

  private static String summary(String what, List<Curve> curves, ToDoubleFunction<Ranking> value) {
    if (curves.size() == 1) {
      return what + " " + Numbers.brief(value.applyAsDouble(curves.get(0).ranking)) + ".";
    }
    double mean =
        curves.stream().mapToDouble(c -> value.applyAsDouble(c.ranking)).sum() / curves.size();
    String least =
        curves.stream()
            .sorted(Comparator.comparingDouble(c -> value.applyAsDouble(c.ranking)))
            .limit(3)
            .map(c -> c.label + " " + Numbers.brief(value.applyAsDouble(c.ranking)))
            .collect(Collectors.joining(", "));
    return what
        + " "
        + Numbers.brief(mean)
        + " in the mean over the classes"
        + (curves.size() > 3 ? "; least: " : ": ")
        + least
        + ".";
  }

  private static Figure calibration(Calibration calibration, List<String> labels) {
    List<Point> points =
        calibration.bins().stream()
            .map(bin -> new Point(bin.probability(), bin.frequency()))
            .toList();
    boolean two = labels.size() == 2;
    return new Figure(
        "calibration",
        "Calibration",
        "Expected calibration error "
            + Numbers.brief(calibration.error())
            + "; on the dotted line a probability is the share that is right.",
        Axis.of(two ? "probability of " + labels.get(1) : "probability of the decision")
            .within(0, 1),
        Axis.of(two ? "share of " + labels.get(1) : "share that is right").within(0, 1),
        List.of(
            new Line("", List.of(new Point(0, 0), new Point(1, 1)), Style.GUIDE),
            new Line("", points),
            new Dots("", points, Dots.Style.DARK)));
  }
}
