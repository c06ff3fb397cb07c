package org.nn4j.report.chart;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.nn4j.core.gradcheck.StepSweep.Row;
import org.nn4j.report.figure.Axis;
import org.nn4j.report.figure.Figure;
import org.nn4j.report.figure.Line;
import org.nn4j.report.figure.NumberText;
import org.nn4j.report.figure.Point;
import org.nn4j.report.figure.Scale;

/** The figure of a gradient check over a range of steps. */
public final class GradientCharts {
  private GradientCharts() {}

  /** Returns the errors of forward, backward and central differences over their step. */
  public static Figure sweep(List<Row> rows) {
    Row best = rows.stream().min(Comparator.comparingDouble(Row::central)).orElseThrow();
    return new Figure(
        "gradcheck",
        "Back-propagation against finite differences",
        "Sum of squared differences between the gradients. Truncation grows with the step, rounding"
            + " as it shrinks; a V says that the gradient is right. Least for central differences: "
            + NumberText.brief(best.central())
            + " at a step of "
            + NumberText.brief(best.step())
            + ".",
        Axis.of("step", Scale.LOG),
        Axis.of("sum of squared errors", Scale.LOG),
        List.of(
            line("forward", rows, Row::forward),
            line("backward", rows, Row::backward),
            line("central", rows, Row::central)));
  }

  /** Returns a line; an error of 0 has no place on a logarithmic axis and is left out. */
  private static Line line(String name, List<Row> rows, ToDoubleFunction<Row> error) {
    return new Line(
        name,
        rows.stream()
            .map(row -> new Point(row.step(), error.applyAsDouble(row)))
            .map(point -> point.y() > 0 ? point : new Point(point.x(), Double.NaN))
            .toList());
  }
}
