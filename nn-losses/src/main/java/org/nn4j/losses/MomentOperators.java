package org.nn4j.losses;

import java.util.Map;
import java.util.stream.LongStream;
import org.nn4j.api.OperatorGraph;

/** Pieces of the graphs in which losses over densities say what their moments are. */
final class MomentOperators {
  private MomentOperators() {}

  /** Adds those columns of the outputs that lie so many apart, from one on. */
  static String columns(OperatorGraph.Builder g, int from, int count, int step) {
    if (step == 1) {
      return g.apply(
          "Slice", OperatorGraph.INPUT, g.integers(from), g.integers(from + count), g.integers(1));
    }
    long[] indices = LongStream.range(0, count).map(i -> from + i * step).toArray();
    return g.apply("Gather", Map.of("axis", 1), OperatorGraph.INPUT, g.integers(indices));
  }

  /** Adds variances e^s + ε. */
  static String variances(OperatorGraph.Builder g, String logarithms, double eps) {
    return g.apply("Add", g.apply("Exp", logarithms), g.constant(eps));
  }

  /** Places values side by side. */
  static String concat(OperatorGraph.Builder g, String... values) {
    return values.length == 1 ? values[0] : g.apply("Concat", Map.of("axis", 1), values);
  }
}
