package org.nn4j.onnx;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.nn4j.api.Activation;
import org.nn4j.api.Component;
import org.nn4j.api.Layer;
import org.nn4j.api.Matrix;
import org.nn4j.api.Operator;
import org.nn4j.api.OperatorGraph;
import org.nn4j.core.InputException;
import org.nn4j.core.network.Network;
import org.nn4j.onnx.file.ElementType;
import org.nn4j.onnx.file.Tensor;

/** Adds a network to a graph: what its layers say of themselves, and its parameters. */
final class NetworkGraph {
  private static final Set<String> PRODUCTS = Set.of("MatMul", "Gemm");

  /**
   * What ONNX Runtime computes on CPUs in float64 too, or with other numbers.
   *
   * <p>Source: {@code docs/OperatorKernels.md} of ONNX Runtime 1.29.
   */
  private static final Set<String> IN_FLOAT64 =
      Set.of(
          ("Abs Add And BatchNormalization Cast Clip Concat CumSum Div Equal Exp Expand Floor"
                  + " Gather Gemm Greater GreaterOrEqual Identity IsNaN Less LessOrEqual Log"
                  + " LogSoftmax MatMul Max Min Mul Neg Not Or Pow ReduceMax ReduceMean ReduceSum Relu"
                  + " Reshape Sigmoid Sin Slice Softmax Sqrt Squeeze Sub Tanh Transpose Unsqueeze "
                  + "Where")
              .split(" "));

  private final GraphBuilder graph;
  private final Network network;

  NetworkGraph(GraphBuilder graph, Network network) {
    this.graph = graph;
    this.network = network;
  }

  /**
   * Adds the layers.
   *
   * @param input the value that the first layer reads
   * @return the name of what the last layer makes
   * @throws InputException if a part does not describe itself, or has no form in this precision
   */
  String add(String input) {
    String value = input;
    for (int i = 0; i < network.layers().size(); i++) {
      value = add(network.layers().get(i), i, value);
    }
    return value;
  }

  private static String scope(int index) {
    return "layers." + index;
  }

  private String add(Layer layer, int index, String input) {
    String scope = scope(index);
    OperatorGraph described =
        layer
            .operators()
            .orElseThrow(
                () -> {
                  Component culprit = culprit(layer);
                  String kind = culprit instanceof Layer ? "Layer" : "Activation";
                  return new InputException(
                      "layer "
                          + index
                          + ", "
                          + layer.expression()
                          + ": '"
                          + culprit.name()
                          + "' does not say what it computes in ONNX's operators; to be exported it"
                          + " must implement "
                          + kind
                          + ".operators()");
                });
    Map<String, String> values = new HashMap<>(Map.of(OperatorGraph.INPUT, input));
    for (String name : described.parameters()) {
      Matrix parameter = network.parameters().value(scope + "." + name);
      boolean matrix =
          parameter.rows() > 1
              || described.operators().stream()
                  .anyMatch(o -> PRODUCTS.contains(o.type()) && o.inputs().indexOf(name) == 1);
      values.put(
          name,
          graph.constant(
              scope + "." + name,
              matrix
                  ? Tensor.of(parameter, parameter.rows(), parameter.columns())
                  : Tensor.of(parameter, parameter.columns())));
    }
    return append(graph, scope, "layer " + index + ", " + layer.expression(), described, values);
  }

  /**
   * Adds what a part says of itself.
   *
   * @param scope what names of nodes begin with
   * @param part the part, for messages
   * @param given names of the values that it reads, input and parameters, by its names of them
   * @return the name of its output
   * @throws InputException if an operator has no form in the network's precision
   */
  static String append(
      GraphBuilder graph,
      String scope,
      String part,
      OperatorGraph described,
      Map<String, String> given) {
    Map<String, String> values = new HashMap<>(given);
    described
        .constants()
        .forEach((name, number) -> values.put(name, graph.scalar(graph.element(), number)));
    described
        .integers()
        .forEach(
            (name, numbers) ->
                values.put(name, graph.integers(numbers.stream().mapToLong(n -> n).toArray())));
    for (Operator operator : described.operators()) {
      String[] inputs = operator.inputs().stream().map(values::get).toArray(String[]::new);
      values.put(operator.output(), apply(graph, scope, part, operator, inputs));
    }
    return Objects.requireNonNull(values.get(described.output()));
  }

  private static String apply(
      GraphBuilder graph, String scope, String part, Operator operator, String... inputs) {
    if (graph.element() == ElementType.DOUBLE && !IN_FLOAT64.contains(operator.type())) {
      throw new InputException(
          part
              + ": ONNX Runtime has the operator "
              + operator.type()
              + " in float32 alone, and this network is of float64; train it with --precision"
              + " float32, or with another activation");
    }
    if (graph.element() == ElementType.DOUBLE && operator.type().equals("Clip")) {
      // ONNX Runtime joins Relu and Clip, and fails to in float64.
      String raised = graph.apply(scope, "Max", inputs[0], inputs[1]);
      return graph.apply(scope, "Min", raised, inputs[2]);
    }
    return graph.apply(scope, operator.type(), operator.attributes(), inputs);
  }

  /** Returns the innermost part of one that does not describe itself that does not either. */
  private static Component culprit(Component part) {
    return part.parameters().entries().stream()
        .map(entry -> entry.value())
        .flatMap(
            value -> value instanceof Collection<?> all ? all.stream() : List.of(value).stream())
        .filter(NetworkGraph::silent)
        .findFirst()
        .map(value -> culprit((Component) value))
        .orElse(part);
  }

  private static boolean silent(Object value) {
    return value instanceof Layer layer
        ? layer.operators().isEmpty()
        : value instanceof Activation activation && activation.operators().isEmpty();
  }
}
