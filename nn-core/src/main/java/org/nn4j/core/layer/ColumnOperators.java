package org.nn4j.core.layer;

import static org.nn4j.api.OperatorGraph.INPUT;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.nn4j.api.OperatorGraph;

/**
 * Embeddings of single columns in standard operators: the columns become a batch of matrices, with
 * one product for all of them.
 */
final class ColumnOperators {
  private ColumnOperators() {}

  /**
   * Describes a layer in which each of the first columns becomes several and the others follow.
   *
   * @param columns the number of first columns, 0 for all
   * @param embed adds the operators that make columns×N×size of columns×N×1
   */
  static OperatorGraph of(int columns, BiFunction<OperatorGraph.Builder, String, String> embed) {
    return OperatorGraph.build(
        g -> {
          String first = columns == 0 ? INPUT : columns(g, 0, columns);
          String batch = g.apply("Unsqueeze", g.apply("Transpose", first), g.integers(2));
          String rows =
              g.apply("Transpose", Map.of("perm", List.of(1L, 0L, 2L)), embed.apply(g, batch));
          String joined = g.apply("Reshape", rows, g.integers(0, -1));
          return columns == 0
              ? joined
              : g.apply("Concat", Map.of("axis", 1), joined, columns(g, columns, Long.MAX_VALUE));
        });
  }

  /** Slices the input's columns {@code from} to {@code to}, exclusive; from the end if negative. */
  static String columns(OperatorGraph.Builder g, long from, long to) {
    return g.apply("Slice", INPUT, g.integers(from), g.integers(to), g.integers(1));
  }

  /** Multiplies a batch by the matrices of a parameter, {@code rows} each, and adds the biases. */
  static String affine(
      OperatorGraph.Builder g, String batch, String weight, String bias, int rows, int columns) {
    String product = g.apply("MatMul", batch, matrices(g, weight, rows, columns));
    return g.apply("Add", product, matrices(g, bias, 1, columns));
  }

  /** Reads a parameter as a batch of matrices, which stand one below the other in it. */
  static String matrices(OperatorGraph.Builder g, String name, int rows, int columns) {
    return g.apply("Reshape", g.parameter(name), g.integers(-1, rows, columns));
  }
}
