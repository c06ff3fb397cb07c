package org.nn4j.report.chart;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.report.figure.Axis;
import org.nn4j.report.figure.Figure;
import org.nn4j.report.figure.Line;
import org.nn4j.report.figure.Point;

/** Figures of activations. */
public final class ActivationCharts {
  /** How far from 0 is drawn at least; kinks farther out are drawn too. */
  private static final double LEAST_REACH = 5;

  private static final int SAMPLES = 401;

  private ActivationCharts() {}

  /** Returns σ and, dashed, σ'. */
  public static Figure functionAndDerivative(ElementwiseActivation activation) {
    return new Figure(
        Ids.of(activation.name()),
        activation.expression(),
        activation.description(),
        Axis.of("z"),
        Axis.of(""),
        List.of(
            value(activation, "σ(z)", SAMPLES),
            new Line("σ'(z)", derivative(activation, "", SAMPLES).points(), Line.Style.DASHED)));
  }

  /** Returns σ at points of even distance. */
  public static Line value(ElementwiseActivation activation, String name, int samples) {
    return line(name, activation::value, reach(activation), samples);
  }

  /** Returns σ' at points of even distance. */
  public static Line derivative(ElementwiseActivation activation, String name, int samples) {
    return line(
        name, z -> activation.derivative(z, activation.value(z)), reach(activation), samples);
  }

  private static Line line(String name, DoubleUnaryOperator function, double reach, int samples) {
    return new Line(
        name,
        IntStream.range(0, samples)
            .mapToDouble(i -> reach * (2.0 * i / (samples - 1) - 1))
            .mapToObj(z -> new Point(z, function.applyAsDouble(z)))
            .toList());
  }

  private static double reach(ElementwiseActivation activation) {
    double farthest = Arrays.stream(activation.kinks()).map(Math::abs).max().orElse(0);
    return Math.max(LEAST_REACH, farthest <= 1000 ? 1.5 * farthest : 0);
  }
}
