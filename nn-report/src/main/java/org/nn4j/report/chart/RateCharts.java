package org.nn4j.report.chart;

import java.util.ArrayList;
import java.util.List;
import org.nn4j.core.diagnosis.RateCurve;
import org.nn4j.report.figure.Axis;
import org.nn4j.report.figure.Dots;
import org.nn4j.report.figure.Figure;
import org.nn4j.report.figure.Line;
import org.nn4j.report.figure.Mark;
import org.nn4j.report.figure.NumberText;
import org.nn4j.report.figure.Point;
import org.nn4j.report.figure.Range;
import org.nn4j.report.figure.Scale;

/** The figure of a sweep over learning rates. */
public final class RateCharts {
  private RateCharts() {}

  /** Returns the loss over the rate, with the rate suggested. */
  public static Figure sweep(RateCurve curve) {
    List<Point> batches = new ArrayList<>();
    List<Point> smoothed = new ArrayList<>();
    List<Point> suggested = new ArrayList<>();
    Range shown = Range.of(curve.points().stream().mapToDouble(RateCurve.Point::smoothed));
    for (RateCurve.Point point : curve.points()) {
      boolean fits = shown.contains(point.loss());
      batches.add(new Point(point.rate(), fits ? point.loss() : Double.NaN));
      smoothed.add(new Point(point.rate(), point.smoothed()));
      if (point.rate() == curve.suggested()) {
        suggested.add(new Point(point.rate(), point.smoothed()));
      }
    }
    Scale scale = Scale.suiting(smoothed.stream().mapToDouble(Point::y));
    List<Mark> marks = new ArrayList<>();
    marks.add(new Line("batch", batches, Line.Style.QUIET));
    marks.add(new Line("smoothed", smoothed));
    if (!suggested.isEmpty()) {
      marks.add(new Dots("suggested", suggested, Dots.Style.DARK));
    }
    return new Figure(
        "lr_find",
        "Loss over the learning rate",
        summary(curve),
        Axis.of("learning rate", Scale.LOG),
        Axis.of(scale == Scale.LOG ? "logarithmic" : "", scale),
        marks);
  }

  private static String summary(RateCurve curve) {
    String end =
        curve.exploded() && !curve.points().isEmpty()
            ? " It explodes at "
                + NumberText.brief(curve.points().get(curve.points().size() - 1).rate())
                + "."
            : "";
    return Double.isNaN(curve.suggested())
        ? "The loss falls at no learning rate." + end
        : "The loss falls most steeply at a learning rate of "
            + NumberText.brief(curve.suggested())
            + ", which is suggested, and is least at "
            + NumberText.brief(curve.best())
            + "."
            + end;
  }
}
