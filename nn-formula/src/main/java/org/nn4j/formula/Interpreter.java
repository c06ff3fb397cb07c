package org.nn4j.formula;

import java.util.List;

/**
 * Computes a program that need not be compiled for it, since it is asked for some points only. Not
 * thread-safe.
 */
final class Interpreter {
  private final Program program;
  private final boolean single;
  private final double[] values;

  /**
   * Creates an interpreter.
   *
   * @param single whether every operation is rounded to float32
   */
  Interpreter(Program program, boolean single) {
    this.program = program;
    this.single = single;
    List<Node> nodes = program.nodes();
    this.values = new double[nodes.get(nodes.size() - 1).index() + 1];
  }

  /** Computes the result for one variable. */
  double at(double x) {
    return at(x, Double.NaN);
  }

  /** Computes the result for two variables. */
  double at(double x, double y) {
    for (Node node : program.nodes()) {
      double value =
          switch (node.op()) {
            case NUMBER -> node.value();
            case VARIABLE -> node.value() == 0 ? x : y;
            default ->
                Arithmetic.of(
                    node.op(), node.value(), value(node, 0), value(node, 1), value(node, 2));
          };
      values[node.index()] = single ? (float) value : value;
    }
    return values[program.results().get(0).index()];
  }

  private double value(Node node, int argument) {
    List<Node> arguments = node.arguments();
    return argument < arguments.size() ? values[arguments.get(argument).index()] : 0;
  }
}
