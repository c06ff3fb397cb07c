package org.nn4j.onnx;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.nn4j.api.Precision;
import org.nn4j.onnx.file.ElementType;
import org.nn4j.onnx.file.Graph;
import org.nn4j.onnx.file.Node;
import org.nn4j.onnx.file.Tensor;
import org.nn4j.onnx.file.Value;

/**
 * Collects nodes and constants, and gives them names that tell people where they belong: {@code
 * layers.0/Gemm}. Equal models give equal names.
 */
final class GraphBuilder {
  /** The name of the dimension of which there may be any number. */
  static final String ROWS = "N";

  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Tensor> initializers = new LinkedHashMap<>();
  private final Map<Tensor, String> shared = new HashMap<>();
  private final List<Value> inputs = new ArrayList<>();
  private final List<Value> outputs = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final ElementType element;

  /**
   * Creates a builder.
   *
   * @param precision the network's precision
   */
  GraphBuilder(Precision precision) {
    this.element = ElementType.of(precision);
  }

  /** Returns the type of the network's numbers. */
  ElementType element() {
    return element;
  }

  private String unique(String wanted) {
    String name = wanted;
    for (int i = 2; !names.add(name); i++) {
      name = numbered(wanted, i);
    }
    return name;
  }

  /** Returns what a value is called if as many of its name come before. */
  static String numbered(String name, int number) {
    return name + "_" + number;
  }

  /**
   * Adds an input, which has a row for each sample.
   *
   * @param name its name, which no other input has
   * @param doc what it is, for people
   */
  String input(String name, ElementType type, int width, String doc) {
    inputs.add(new Value(unique(name), type, List.of(ROWS, Integer.toString(width)), doc));
    return name;
  }

  /**
   * Makes a value an output.
   *
   * @param dims the dimensions after that of the samples
   * @return its name, the wanted one unless it is taken
   */
  String output(String wanted, String value, ElementType type, String doc, int... dims) {
    String name = unique(wanted);
    List<String> all = new ArrayList<>(List.of(ROWS));
    for (int dim : dims) {
      all.add(Integer.toString(dim));
    }
    nodes.add(
        new Node(
            name + "/Identity",
            "Identity",
            Node.STANDARD,
            List.of(value),
            List.of(name),
            new TreeMap<>()));
    outputs.add(new Value(name, type, all, doc));
    return name;
  }

  /** Adds a constant under a name like the one that is wanted. */
  String constant(String wanted, Tensor tensor) {
    String name = unique(wanted);
    initializers.put(name, tensor);
    return name;
  }

  /** Adds a number of a type, the same one once. */
  String scalar(ElementType type, double value) {
    Tensor tensor = Tensor.scalar(type, type.rounded(value));
    String name = shared.get(tensor);
    if (name == null) {
      String number =
          type.isFloating() ? Double.toString(tensor.number(0)) : Long.toString((long) value);
      name = constant("constants/" + type.name().toLowerCase(Locale.ROOT) + "_" + number, tensor);
      shared.put(tensor, name);
    }
    return name;
  }

  /** Adds a row of whole numbers, the same one once. */
  String integers(long... values) {
    Tensor tensor = Tensor.integers(values);
    String name = shared.get(tensor);
    if (name == null) {
      String numbers = Arrays.stream(values).mapToObj(Long::toString).collect(joining("_"));
      name = constant("constants/int64s_" + numbers, tensor);
      shared.put(tensor, name);
    }
    return name;
  }

  /** Applies an operator of the default domain; returns the name of its output. */
  String apply(String scope, String type, String... values) {
    return apply(scope, type, Map.of(), values);
  }

  /** Applies an operator of the default domain; returns the name of its output. */
  String apply(String scope, String type, Map<String, ?> attributes, String... values) {
    return apply(scope, Node.STANDARD, type, attributes, values);
  }

  /** Applies an operator; returns the name of its output. */
  String apply(
      String scope, String domain, String type, Map<String, ?> attributes, String... values) {
    String name = unique(scope + "/" + type);
    nodes.add(
        new Node(name, type, domain, List.of(values), List.of(name), new TreeMap<>(attributes)));
    return name;
  }

  /** Converts numbers to another type. */
  String cast(String scope, String value, ElementType type) {
    return apply(scope, "Cast", Map.of("to", (long) type.code()), value);
  }

  /** Places values side by side; one stays what it is. */
  String concat(String scope, List<String> values) {
    return values.size() == 1
        ? values.get(0)
        : apply(scope, "Concat", Map.of("axis", 1L), values.toArray(String[]::new));
  }

  /** Returns the graph of all that was added. */
  Graph graph(String name) {
    return new Graph(name, nodes, initializers, inputs, outputs);
  }

  /** Whether a node is of ONNX's second domain. */
  boolean usesMl() {
    return nodes.stream().anyMatch(node -> node.domain().equals(Node.ML));
  }
}
