package org.nn4j.formula;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Partial derivatives as nodes of the same graph, by the chain rule from an operation back to the
 * variables: an operation's derivative goes to each of its arguments, times the partial derivative
 * by that argument.
 *
 * <p>Where an operation chooses one of its arguments (where, min, max), so does its derivative. It
 * does not multiply the other one by 0, which would make NaN of an infinite one. At a tie it is
 * min's first argument's and max's second's, so that the slopes of max(z, 0) and min(z, 0) add up
 * to 1.
 */
final class Derivatives {
  private static final double TWO_OVER_SQRT_PI = 1.1283791670955126;
  private static final double INVERSE_SQRT_2_PI = 0.3989422804014327;

  private final Graph graph;
  private final int variables;
  private final Map<Node, Node[]> known = new HashMap<>();

  Derivatives(Graph graph, int variables) {
    this.graph = graph;
    this.variables = variables;
  }

  /** Returns the partial derivatives by all variables. */
  Node[] of(Node root) {
    Node[] there = known.get(root);
    if (there == null) {
      there = new Sweep(root).run();
      known.put(root, there);
    }
    return there;
  }

  /** One way back from a node to the variables. */
  private final class Sweep {
    private final Node[] results = new Node[variables];
    private final @Nullable Node[] derivatives;

    Sweep(Node root) {
      derivatives = new Node[root.index() + 1];
      derivatives[root.index()] = graph.number(1);
      Arrays.fill(results, graph.number(0));
    }

    Node[] run() {
      for (int i = derivatives.length - 1; i >= 0; i--) {
        Node derivative = derivatives[i];
        if (derivative != null && !derivative.isNumber(0)) {
          pass(graph.nodes().get(i), derivative);
        }
      }
      return results;
    }

    private void add(Node argument, Node more) {
      Node there = derivatives[argument.index()];
      derivatives[argument.index()] = there == null ? more : graph.add(there, more);
    }

    /** Adds the derivative by a node, times the partial ones, to those by its arguments. */
    private void pass(Node node, Node d) {
      switch (node.op()) {
        case NUMBER, SIGN, STEP -> {}
        case VARIABLE -> result((int) node.value(), d);
        case ADD -> {
          add(node.argument(0), d);
          add(node.argument(1), d);
        }
        case SUB -> {
          add(node.argument(0), d);
          add(node.argument(1), graph.neg(d));
        }
        case MUL -> {
          add(node.argument(0), graph.mul(d, node.argument(1)));
          add(node.argument(1), graph.mul(d, node.argument(0)));
        }
        case DIV -> quotient(node, d);
        case NEG -> add(node.argument(), graph.neg(d));
        case REAL_POWER -> power(node, d);
        case MIN -> {
          Node step = graph.step(graph.sub(node.argument(0), node.argument(1)));
          choice(step, node.argument(1), node.argument(0), d);
        }
        case MAX -> {
          Node step = graph.step(graph.sub(node.argument(0), node.argument(1)));
          choice(step, node.argument(0), node.argument(1), d);
        }
        case SELECT -> choice(node.argument(0), node.argument(1), node.argument(2), d);
        case POWER,
            ABS,
            SQRT,
            EXP,
            EXPM1,
            LOG,
            LOG1P,
            SIN,
            COS,
            TANH,
            SIGMOID,
            SOFTPLUS,
            ERF,
            NORMAL_CDF ->
            add(node.argument(), slope(node, node.argument(), d));
      }
    }

    private void result(int variable, Node more) {
      results[variable] = graph.add(results[variable], more);
    }

    /** c/(c + |x|)² for x/(c + |x|), which does not cancel. */
    private void quotient(Node node, Node d) {
      Node x = node.argument(0);
      Node y = node.argument(1);
      if (y.is(Op.ADD)
          && y.argument(0).is(Op.NUMBER)
          && y.argument(1).is(Op.ABS)
          && y.argument(1).argument() == x) {
        add(x, graph.div(graph.mul(d, y.argument(0)), graph.mul(y, y)));
        return;
      }
      add(x, graph.div(d, y));
      add(y, graph.neg(graph.div(graph.mul(d, node), y)));
    }

    private void power(Node node, Node d) {
      Node x = node.argument(0);
      Node y = node.argument(1);
      Node lower = graph.power(x, graph.sub(y, graph.number(1)));
      add(x, graph.mul(d, graph.mul(y, lower)));
      if (!y.is(Op.NUMBER)) {
        add(y, graph.mul(d, graph.mul(node, graph.apply(Op.LOG, x))));
      }
    }

    private void choice(Node step, Node yes, Node no, Node d) {
      Node[] ofYes = of(yes);
      Node[] ofNo = of(no);
      for (int v = 0; v < variables; v++) {
        result(v, graph.mul(d, graph.select(step, ofYes[v], ofNo[v])));
      }
    }
  }

  /** Returns d times the slope of a function of x. */
  private Node slope(Node node, Node x, Node d) {
    return switch (node.op()) {
      case POWER -> {
        Node lower = graph.power(x, graph.number(node.value() - 1));
        yield graph.mul(d, graph.mul(graph.number(node.value()), lower));
      }
      case ABS -> graph.mul(d, graph.apply(Op.SIGN, x));
      case SQRT -> graph.div(graph.mul(graph.number(0.5), d), node);
      case EXP -> graph.mul(d, node);
      case EXPM1 -> graph.mul(d, graph.apply(Op.EXP, x));
      case LOG -> graph.div(d, x);
      case LOG1P -> graph.div(d, graph.add(graph.number(1), x));
      case SIN -> graph.mul(d, graph.apply(Op.COS, x));
      case COS -> graph.neg(graph.mul(d, graph.apply(Op.SIN, x)));
      case TANH -> graph.mul(d, graph.sub(graph.number(1), graph.mul(node, node)));
      case SIGMOID -> graph.mul(d, graph.mul(node, graph.sub(graph.number(1), node)));
      case SOFTPLUS -> graph.mul(d, graph.apply(Op.SIGMOID, x));
      case ERF -> graph.mul(d, bell(x, TWO_OVER_SQRT_PI, -1));
      case NORMAL_CDF -> graph.mul(d, bell(x, INVERSE_SQRT_2_PI, -0.5));
      default -> throw new IllegalArgumentException(node.op() + " is no function of one argument");
    };
  }

  /** Returns height·e^(factor·x²). */
  private Node bell(Node x, double height, double factor) {
    Node exponent = graph.mul(graph.number(factor), graph.mul(x, x));
    return graph.mul(graph.number(height), graph.apply(Op.EXP, exponent));
  }
}
