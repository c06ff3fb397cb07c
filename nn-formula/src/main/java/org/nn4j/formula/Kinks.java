package org.nn4j.formula;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;

/**
 * Finds the points where a derivative or its slope jumps: some of those where the argument of an
 * absolute value, of a comparison, a minimum or a maximum changes its sign. Of linear arguments
 * they are computed, of others they are looked for between −100 and 100.
 */
final class Kinks {
  private static final double RANGE = 100;
  private static final double GRID = 1.0 / 64;
  private static final double NEAR = 1e-8;
  private static final double JUMP = 1e-6;
  private static final double STEP = 1e-4;
  private static final double BEND = 0.01;

  private Kinks() {}

  /**
   * Returns the kinks in ascending order.
   *
   * @param root a function of variable 0
   * @param slope its derivative
   */
  static double[] of(Graph graph, Node root, DoubleUnaryOperator slope) {
    TreeSet<Double> found = new TreeSet<>();
    for (Node node : Program.needed(graph, List.of(root))) {
      Node[] sides =
          switch (node.op()) {
            case ABS, SIGN, STEP -> new Node[] {node.argument(), null};
            case MIN, MAX -> new Node[] {node.argument(0), node.argument(1)};
            default -> new Node[0];
          };
      if (sides.length > 0) {
        Node difference = sides[1] == null ? sides[0] : graph.sub(sides[0], sides[1]);
        roots(graph, difference, found);
      }
    }
    return found.stream()
        .mapToDouble(z -> z + 0.0) // no −0
        .distinct()
        .filter(z -> jumps(slope, z))
        .toArray();
  }

  private static boolean jumps(DoubleUnaryOperator slope, double z) {
    double near = NEAR * Math.max(1, Math.abs(z));
    double left = slope.applyAsDouble(z - near);
    double right = slope.applyAsDouble(z + near);
    return Math.abs(right - left) > JUMP * Math.max(1, Math.abs(left)) || bends(slope, z);
  }

  /** Whether the slope's slope jumps, so that finite differences are inexact there. */
  private static boolean bends(DoubleUnaryOperator slope, double z) {
    double step = STEP * Math.max(1, Math.abs(z));
    double here = slope.applyAsDouble(z);
    double left = (here - slope.applyAsDouble(z - step)) / step;
    double right = (slope.applyAsDouble(z + step) - here) / step;
    return Math.abs(right - left) > BEND * Math.max(1, Math.abs(left));
  }

  private static void roots(Graph graph, Node difference, Set<Double> found) {
    double[] line = line(difference);
    if (line.length > 0) {
      double root = -line[0] / line[1];
      if (Math.abs(root) <= Double.MAX_VALUE) {
        found.add(root);
      }
      return;
    }
    DoubleUnaryOperator f = new Interpreter(Program.of(graph, List.of(difference)), false)::at;
    double before = f.applyAsDouble(-RANGE);
    for (double z = -RANGE; z < RANGE; z += GRID) {
      double after = f.applyAsDouble(z + GRID);
      if (before == 0) {
        found.add(z);
      } else if (before * after < 0) {
        found.add(bisect(f, z, z + GRID, before));
      }
      before = after;
    }
  }

  private static double bisect(DoubleUnaryOperator f, double from, double to, double below) {
    double low = from;
    double high = to;
    for (int i = 0; i < 60; i++) {
      double middle = low + (high - low) / 2;
      if (f.applyAsDouble(middle) * below > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** Returns {c, d} for c + d·z, or nothing if the node is no such function. */
  private static double[] line(Node node) {
    double[] none = {};
    double[] x = node.arguments().isEmpty() ? none : line(node.argument(0));
    double[] y = node.arguments().size() < 2 ? none : line(node.argument(1));
    boolean both = x.length > 0 && y.length > 0;
    return switch (node.op()) {
      case NUMBER -> new double[] {node.value(), 0};
      case VARIABLE -> new double[] {0, 1};
      case ADD -> both ? new double[] {x[0] + y[0], x[1] + y[1]} : none;
      case SUB -> both ? new double[] {x[0] - y[0], x[1] - y[1]} : none;
      case NEG -> x.length > 0 ? new double[] {-x[0], -x[1]} : none;
      case MUL -> both && x[1] == 0 ? new double[] {x[0] * y[0], x[0] * y[1]} : none;
      case DIV -> both && y[1] == 0 ? new double[] {x[0] / y[0], x[1] / y[0]} : none;
      default -> none;
    };
  }
}
