package org.nn4j.formula;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Operations in the order in which they are computed, down to those that have an instruction or a
 * function of {@link org.nn4j.api.math.NnMath}.
 *
 * @param nodes what is computed, each behind its arguments; without powers
 * @param results the nodes that are the results
 */
record Program(List<Node> nodes, List<Node> results) {
  /** From here on tanh(softplus(x)) is 1 in both precisions, and e^2x is finite in both. */
  private static final double GATE_RIGHT = 40;

  /** Returns the program that computes some nodes of a graph. */
  static Program of(Graph graph, List<Node> results) {
    return new Lowering(Map.of()).run(graph, results);
  }

  /**
   * Returns the program that computes a node of a graph.
   *
   * @param given nodes that are variables of the program, by the variables' index
   */
  static Program of(Graph graph, Node result, Map<Node, Integer> given) {
    return new Lowering(given).run(graph, List.of(result));
  }

  /** Whether a variable is read. */
  boolean reads(int variable) {
    return nodes.stream().anyMatch(node -> node.is(Op.VARIABLE) && node.value() == variable);
  }

  /** Returns the program of the result's product with a variable. */
  Program times(int variable) {
    Graph graph = new Graph();
    Map<Node, Node> copies = new HashMap<>();
    nodes.forEach(node -> copies.put(node, copy(graph, node, copies)));
    Node factor = graph.node(Op.VARIABLE, variable);
    List<Node> product =
        List.of(graph.node(Op.MUL, 0, factor, Objects.requireNonNull(copies.get(results.get(0)))));
    return new Program(needed(graph, product), product);
  }

  /** Returns the same with the first variable held between two bounds, infinite ones left out. */
  Program held(double least, double most) {
    Graph graph = new Graph();
    Node z = graph.node(Op.VARIABLE, 0);
    Node held = z;
    if (least > Double.NEGATIVE_INFINITY) {
      held = graph.node(Op.MAX, 0, held, graph.number(least));
    }
    if (most < Double.POSITIVE_INFINITY) {
      held = graph.node(Op.MIN, 0, held, graph.number(most));
    }
    Map<Node, Node> copies = new HashMap<>();
    for (Node node : nodes) {
      boolean first = node.is(Op.VARIABLE) && node.value() == 0;
      copies.put(node, first ? held : copy(graph, node, copies));
    }
    List<Node> copied = results.stream().map(copies::get).toList();
    return new Program(needed(graph, copied), copied);
  }

  private static Node copy(Graph graph, Node node, Map<Node, Node> copies) {
    return graph.node(
        node.op(), node.value(), node.arguments().stream().map(copies::get).toArray(Node[]::new));
  }

  /** Returns the nodes of a graph that results need, each behind its arguments. */
  static List<Node> needed(Graph graph, List<Node> results) {
    boolean[] needed = new boolean[graph.nodes().size()];
    results.forEach(node -> needed[node.index()] = true);
    List<Node> nodes = new ArrayList<>();
    for (int i = needed.length - 1; i >= 0; i--) {
      if (needed[i]) {
        graph.nodes().get(i).arguments().forEach(node -> needed[node.index()] = true);
      }
    }
    for (int i = 0; i < needed.length; i++) {
      if (needed[i]) {
        nodes.add(graph.nodes().get(i));
      }
    }
    return nodes;
  }

  /** Writes powers, and choices between numbers, as arithmetic. */
  private static final class Lowering {
    private final Graph low = new Graph();
    private final Map<Node, Node> lowered = new HashMap<>();
    private final Map<Node, Integer> given;

    Lowering(Map<Node, Integer> given) {
      this.given = given;
    }

    Program run(Graph graph, List<Node> results) {
      for (Node node : needed(graph, results)) {
        Integer variable = given.get(node);
        Node[] x = node.arguments().stream().map(lowered::get).toArray(Node[]::new);
        lowered.put(node, variable == null ? lower(node, x) : low.node(Op.VARIABLE, variable));
      }
      List<Node> low = results.stream().map(lowered::get).toList();
      return new Program(needed(this.low, low), low);
    }

    private Node lower(Node node, Node[] x) {
      return switch (node.op()) {
        case POWER -> power(x[0], (int) node.value());
        case REAL_POWER -> {
          Node base = x[0].is(Op.NUMBER) ? low.apply(Op.LOG, x[0]) : low.node(Op.LOG, 0, x[0]);
          yield low.node(Op.EXP, 0, low.node(Op.MUL, 0, x[1], base));
        }
        case SELECT -> isPlain(x[1]) && isPlain(x[2]) ? mixed(x) : low.node(Op.SELECT, 0, x);
        case TANH -> {
          Node gate = gate(x[0]);
          yield gate == null ? low.node(Op.TANH, 0, x) : gate;
        }
        default -> low.node(node.op(), node.value(), x);
      };
    }

    /** xⁿ from the leading bit of n on: x³ is (x·x)·x. */
    private Node power(Node x, int n) {
      Node y = x;
      for (int bit = Integer.highestOneBit(n) >> 1; bit != 0; bit >>= 1) {
        y = low.node(Op.MUL, 0, y, y);
        y = (n & bit) != 0 ? low.node(Op.MUL, 0, y, x) : y;
      }
      return y;
    }

    /** Whether a node is finite where it is no NaN. */
    private static boolean isPlain(Node x) {
      return x.is(Op.NUMBER) || x.is(Op.STEP) || x.is(Op.SIGN);
    }

    /** Returns step·yes + (1 − step)·no, which C2 computes on vectors. */
    private Node mixed(Node[] x) {
      Node yes = x[1].isNumber(1) ? x[0] : low.node(Op.MUL, 0, x[0], x[1]);
      if (x[2].isNumber(0)) {
        return yes;
      }
      Node rest = low.node(Op.SUB, 0, low.number(1), x[0]);
      Node no = x[2].isNumber(1) ? rest : low.node(Op.MUL, 0, rest, x[2]);
      return x[1].isNumber(0) ? no : low.node(Op.ADD, 0, yes, no);
    }

    /**
     * Returns n/(n + 2) with n = eˣ·(eˣ + 2) for tanh(softplus(x)), one function instead of two.
     */
    private @Nullable Node gate(Node softplus) {
      if (!softplus.is(Op.SOFTPLUS)) {
        return null;
      }
      Node two = low.number(2);
      Node right = low.node(Op.MIN, 0, softplus.argument(), low.number(GATE_RIGHT));
      Node e = low.node(Op.EXP, 0, right);
      Node n = low.node(Op.MUL, 0, e, low.node(Op.ADD, 0, e, two));
      return low.node(Op.DIV, 0, n, low.node(Op.ADD, 0, n, two));
    }
  }
}
