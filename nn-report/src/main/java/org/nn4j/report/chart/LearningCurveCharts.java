package org.nn4j.report.chart;

import java.util.ArrayList;
import java.util.List;
import org.nn4j.core.diagnosis.LearningCurve;
import org.nn4j.report.figure.Axis;
import org.nn4j.report.figure.Dots;
import org.nn4j.report.figure.Figure;
import org.nn4j.report.figure.Line;
import org.nn4j.report.figure.Mark;
import org.nn4j.report.figure.Point;
import org.nn4j.report.figure.Scale;

/** The figure of errors over the number of rows learnt from. */
public final class LearningCurveCharts {
  private LearningCurveCharts() {}

  /** Returns the mean error with its deviation, and the power law if the curve follows one. */
  public static Figure curve(LearningCurve curve) {
    List<Point> mean = new ArrayList<>();
    List<Point> low = new ArrayList<>();
    List<Point> high = new ArrayList<>();
    for (LearningCurve.Point point : curve.points()) {
      mean.add(new Point(point.rows(), point.mean()));
      low.add(new Point(point.rows(), point.mean() - point.deviation()));
      high.add(new Point(point.rows(), point.mean() + point.deviation()));
    }
    List<Mark> marks = new ArrayList<>();
    marks.add(new Line("mean", mean));
    if (curve.points().stream().anyMatch(point -> point.deviation() > 0)) {
      marks.add(new Line("± deviation", low, Line.Style.DASHED));
      marks.add(new Line("", high, Line.Style.DASHED));
    }
    curve.power().ifPresent(power -> marks.add(expected(curve, power)));
    marks.add(new Dots("", mean, Dots.Style.DARK));
    String advice = curve.advice();
    return new Figure(
        "learning_curve",
        "Error over the number of training rows",
        Character.toUpperCase(advice.charAt(0)) + advice.substring(1) + ".",
        Axis.of("training rows", Scale.LOG),
        Axis.of(curve.error()),
        marks);
  }

  /** Returns the law from the first size to twice the last. */
  private static Line expected(LearningCurve curve, LearningCurve.Power power) {
    List<Point> points = new ArrayList<>();
    int last = curve.points().get(curve.points().size() - 1).rows();
    for (LearningCurve.Point point : curve.points()) {
      points.add(new Point(point.rows(), power.at(point.rows())));
    }
    points.add(new Point(2.0 * last, power.at(2.0 * last)));
    return new Line("power law", points, Line.Style.GUIDE);
  }
}
