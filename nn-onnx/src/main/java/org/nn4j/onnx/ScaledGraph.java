package org.nn4j.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nn4j.core.preprocess.Curve;
import org.nn4j.core.preprocess.NormalQuantiles;
import org.nn4j.core.preprocess.Scaler;
import org.nn4j.onnx.file.ElementType;
import org.nn4j.onnx.file.Tensor;

/**
 * Adds scaled numbers to a graph, in float64: f((x − center)/scale), NaN replaced before.
 *
 * <p>A bound of |z| by 1e100 comes before the smooth clip, beyond which {@link Curve.SmoothClip} is
 * its limit and a square would overflow.
 */
final class ScaledGraph {
  private static final ElementType TYPE = ElementType.DOUBLE;
  private static final double FAR = 1e100;

  private final GraphBuilder graph;
  private final String scope;

  /**
   * A column of numbers, N×1.
   *
   * @param value its name in the graph
   * @param fill what replaces NaN
   * @param scaler how it is scaled
   */
  record Scaled(String value, double fill, Scaler scaler) {}

  ScaledGraph(GraphBuilder graph, String scope) {
    this.graph = graph;
    this.scope = scope;
  }

  /** Whether columns with these scalers may be scaled side by side. */
  static boolean alike(Scaler one, Scaler other) {
    return one.curve() instanceof NormalQuantiles
        ? other.curve() instanceof NormalQuantiles
        : one.curve().equals(other.curve());
  }

  /** Adds columns that are alike; returns the name of them all, side by side. */
  String add(List<Scaled> numbers) {
    List<Scaler> scalers = numbers.stream().map(Scaled::scaler).toList();
    String x = graph.concat(scope, numbers.stream().map(Scaled::value).toList());
    x =
        graph.apply(
            scope,
            "Where",
            graph.apply(scope, "IsNaN", x),
            row("fill", numbers.stream().map(Scaled::fill).toList()),
            x);
    if (scalers.stream().anyMatch(scaler -> scaler.center() != 0)) {
      x =
          graph.apply(
              scope, "Sub", x, row("center", scalers.stream().map(Scaler::center).toList()));
    }
    if (scalers.stream().anyMatch(scaler -> scaler.scale() != 1)) {
      x = graph.apply(scope, "Div", x, row("scale", scalers.stream().map(Scaler::scale).toList()));
    }
    Curve curve = scalers.get(0).curve();
    if (curve instanceof Curve.SmoothClip clip) {
      return smoothClip(x, clip.bound());
    }
    return curve instanceof NormalQuantiles ? normal(x, scalers) : x;
  }

  private String row(String name, List<Double> values) {
    return graph.constant(scope + "/" + name, Tensor.vector(TYPE, values));
  }

  private String op(String type, String... values) {
    return graph.apply(scope, type, values);
  }

  private String number(double value) {
    return graph.scalar(TYPE, value);
  }

  private String smoothClip(String x, double bound) {
    String z = op("Clip", x, number(-FAR), number(FAR));
    String part = op("Div", z, number(bound));
    return op("Div", z, op("Sqrt", op("Add", number(1), op("Mul", part, part))));
  }

  private String normal(String x, List<Scaler> scalers) {
    List<String> shares = new ArrayList<>();
    for (int c = 0; c < scalers.size(); c++) {
      String column =
          scalers.size() == 1
              ? x
              : graph.apply(scope, "Gather", Map.of("axis", 1L), x, graph.integers(c));
      shares.add(
          new QuantileGraph(graph, scope)
              .share(column, ((NormalQuantiles) scalers.get(c).curve()).quantiles()));
    }
    return new QuantileGraph(graph, scope).normal(graph.concat(scope, shares));
  }
}
