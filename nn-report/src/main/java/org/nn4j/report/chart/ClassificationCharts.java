package org.nn4j.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.metric.ConfusionMatrix;
import org.nn4j.core.training.Evaluation;
import org.nn4j.report.curve.Calibration;
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

/** Figures of a classifier's decisions and probabilities. */
public final class ClassificationCharts {
  /** The share of samples below which a bin says little. */
  private static final double FEW = 0.05;

  private ClassificationCharts() {}

  /**
   * Returns confusion matrix, ROC, precision and recall, and calibration if there are
   * probabilities.
   *
   * @param labels the classes' names
   */
  public static List<Figure> all(Evaluation evaluation, List<String> labels) {
    List<Figure> figures = new ArrayList<>();
    figures.add(confusion(evaluation.withNames(labels).confusion()));
    figures.addAll(ThresholdCharts.all(evaluation, labels));
    if (evaluation.hasProbabilities()) {
      figures.add(
          calibration(
              Calibration.of(evaluation.scores(), evaluation.classes(), evaluation.weights()),
              labels));
    }
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
                  + (count == 1 ? "once, " : NumberText.plain(count) + " times, ")
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
        NumberText.plain(Math.rint(correct * 100) / 100)
            + " of "
            + NumberText.plain(confusion.total())
            + " are right."
            + worst,
        Axis.of("predicted", confusion.labels()),
        Axis.of("actual", confusion.labels()),
        List.of(new Cells("samples", counts, Palette.sequential(0, most), true)));
  }

  private static Figure calibration(Calibration calibration, List<String> labels) {
    boolean two = labels.size() == 2;
    List<Mark> marks = new ArrayList<>();
    marks.add(new Line("", List.of(new Point(0, 0), new Point(1, 1)), Style.GUIDE));
    marks.add(new Line("", points(calibration, bin -> true)));
    marks.add(
        new Dots("samples", points(calibration, bin -> bin.weight() >= FEW), Dots.Style.DARK));
    List<Point> few = points(calibration, bin -> bin.weight() < FEW);
    if (!few.isEmpty()) {
      marks.add(new Dots("less than 5 % of them", few, Dots.Style.LIGHT));
    }
    return new Figure(
        "calibration",
        "Calibration",
        "Expected calibration error "
            + NumberText.brief(calibration.error())
            + "; on the dotted line a probability is the share that is right.",
        Axis.of(two ? "probability of " + labels.get(1) : "probability of the decision")
            .within(0, 1),
        Axis.of(two ? "share of " + labels.get(1) : "share that is right").within(0, 1),
        marks);
  }

  private static List<Point> points(Calibration calibration, Predicate<Calibration.Bin> kept) {
    return calibration.bins().stream()
        .filter(kept)
        .map(bin -> new Point(bin.probability(), bin.frequency()))
        .toList();
  }
}
