package org.nn4j.formula;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nn4j.api.OperatorGraph;

/**
 * Writes a node as standard operators, of those that runtimes have in float64 too; of erf and the
 * normal distribution function there is no such form.
 */
final class Operators {
  private final OperatorGraph.Builder graph;
  private final Map<Node, String> names = new HashMap<>();

  private Operators(OperatorGraph.Builder graph) {
    this.graph = graph;
  }

  /** Appends what a node needs and returns the name of its value. */
  static String append(OperatorGraph.Builder to, Graph graph, Node root) {
    Operators operators = new Operators(to);
    for (Node node : Program.needed(graph, List.of(root))) {
      operators.names.put(node, operators.name(node));
    }
    return operators.of(root);
  }

  private String of(Node node) {
    return Objects.requireNonNull(names.get(node));
  }

  private String name(Node node) {
    List<Node> arguments = node.arguments();
    String x = arguments.isEmpty() ? "" : of(node.argument(0));
    String y = arguments.size() < 2 ? "" : of(node.argument(1));
    return switch (node.op()) {
      case NUMBER -> graph.constant(node.value());
      case VARIABLE -> OperatorGraph.INPUT;
      case ADD -> graph.apply("Add", x, y);
      case SUB -> graph.apply("Sub", x, y);
      case MUL -> graph.apply("Mul", x, y);
      case DIV -> graph.apply("Div", x, y);
      case NEG -> graph.apply("Neg", x);
      case POWER -> power(x, (int) node.value());
      case REAL_POWER -> graph.apply("Exp", graph.apply("Mul", y, graph.apply("Log", x)));
      case ABS -> graph.apply("Abs", x);
      case SIGN -> graph.apply("Sub", step(x), step(graph.apply("Neg", x)));
      case STEP -> step(x);
      case SQRT -> graph.apply("Sqrt", x);
      case MIN -> graph.apply("Min", x, y);
      case MAX -> graph.apply("Max", x, y);
      case SELECT -> graph.apply("Where", positive(x), y, of(node.argument(2)));
      case EXP -> graph.apply("Exp", x);
      case EXPM1 -> graph.apply("Sub", graph.apply("Exp", x), graph.constant(1));
      case LOG -> graph.apply("Log", x);
      case LOG1P -> graph.apply("Log", graph.apply("Add", x, graph.constant(1)));
      case SIN -> graph.apply("Sin", x);
      case COS -> graph.apply("Cos", x);
      case TANH -> graph.apply("Tanh", x);
      case SIGMOID -> sigmoid(x);
      case SOFTPLUS -> softplus(x);
      case ERF -> graph.apply("Erf", x);
      case NORMAL_CDF -> normalCdf(x);
    };
  }

  /** xⁿ from the leading bit of n on, as it is computed. */
  private String power(String x, int n) {
    String y = x;
    for (int bit = Integer.highestOneBit(n) >> 1; bit != 0; bit >>= 1) {
      y = graph.apply("Mul", y, y);
      y = (n & bit) != 0 ? graph.apply("Mul", y, x) : y;
    }
    return y;
  }

  private String positive(String x) {
    return graph.apply("Greater", x, graph.constant(0));
  }

  private String step(String x) {
    return graph.apply("Where", positive(x), graph.constant(1), graph.constant(0));
  }

  /** 1/(1 + e⁻ˣ): ONNX Runtime joins x·Sigmoid(x) to an operator that it has in float32 alone. */
  private String sigmoid(String x) {
    String exp = graph.apply("Exp", graph.apply("Neg", x));
    return graph.apply("Div", graph.constant(1), graph.apply("Add", exp, graph.constant(1)));
  }

  /** max(x, 0) + log(1 + e^−|x|). */
  private String softplus(String x) {
    String exp = graph.apply("Exp", graph.apply("Neg", graph.apply("Abs", x)));
    String log = graph.apply("Log", graph.apply("Add", exp, graph.constant(1)));
    return graph.apply("Add", graph.apply("Relu", x), log);
  }

  /** (1 + erf(x/√2))/2. */
  private String normalCdf(String x) {
    String erf = graph.apply("Erf", graph.apply("Mul", x, graph.constant(StrictMath.sqrt(0.5))));
    String sum = graph.apply("Add", erf, graph.constant(1));
    return graph.apply("Mul", sum, graph.constant(0.5));
  }
}
