package org.nn4j.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Activation;
import org.nn4j.api.Precision;
import org.nn4j.core.activation.LogSoftmax;
import org.nn4j.core.activation.Softmax;
import org.nn4j.onnx.file.ElementType;
import org.nn4j.onnx.file.Graph;
import org.nn4j.onnx.file.MalformedException;
import org.nn4j.onnx.file.Node;
import org.nn4j.onnx.file.Tensor;
import org.nn4j.onnx.file.Value;

/**
 * Finds a perceptron in a graph: products with weights, normalizations and softmax one after the
 * other, and between them whatever works on single numbers, of which {@link Recognition} tells what
 * it is.
 */
final class PerceptronReader {
  private static final String SUPPORTED =
      "; nn4j reads perceptrons: MatMul and Gemm with constant weights, batch and layer"
          + " normalization, softmax, and the activations that it has itself";

  private final Graph graph;
  private final Constants constants;
  private final String input;
  private final String output;

  /** Values that depend on the shapes of others alone. */
  private final Set<String> shapes = new HashSet<>();

  private @Nullable Perceptron network;

  /** The value that the layers so far make. */
  private String value;

  private PerceptronReader(Graph graph) {
    this.graph = graph;
    this.constants = new Constants(graph);
    this.input = onlyInput();
    this.output = mainOutput();
    this.value = input;
  }

  /**
   * Reads a graph.
   *
   * @throws MalformedException if it is no perceptron, naming the node and what is supported
   */
  static Perceptron read(Graph graph) {
    return new PerceptronReader(graph).read();
  }

  private String onlyInput() {
    List<String> names = graph.inputs().stream().map(Value::name).toList();
    if (names.size() != 1) {
      throw new MalformedException(
          names.size() + " inputs, " + names + ", where a perceptron has one matrix" + SUPPORTED);
    }
    return names.get(0);
  }

  /** Returns the first output of floating-point numbers, without what only names classes. */
  private String mainOutput() {
    List<String> floating =
        graph.outputs().stream()
            .filter(value -> value.type() != null && value.type().isFloating())
            .map(Value::name)
            .toList();
    List<String> mapped =
        graph.outputs().stream()
            .map(value -> constants.producer(value.name()))
            .filter(node -> node != null && node.type().equals("ZipMap"))
            .map(node -> node.inputs().get(0))
            .toList();
    List<String> candidates = floating.isEmpty() ? mapped : floating;
    if (candidates.isEmpty()) {
      throw new MalformedException("no output of floating-point numbers" + SUPPORTED);
    }
    return secondOfTwo(candidates.get(0));
  }

  /** Returns p for a value (1 − p, p), as exporters make of two classes. */
  private String secondOfTwo(String name) {
    Node concat = constants.producer(name);
    if (concat != null && concat.type().equals("Concat") && concat.inputs().size() == 2) {
      String second = concat.inputs().get(1);
      Node first = constants.producer(concat.inputs().get(0));
      if (first != null && first.type().equals("Sub") && first.inputs().get(1).equals(second)) {
        Tensor one = constants.get(first.inputs().get(0));
        if (one != null && Arrays.stream(one.numbers()).allMatch(v -> v == 1)) {
          return second;
        }
      }
    }
    return name;
  }

  private Perceptron read() {
    List<Node> nodes = constants.ancestors(output);
    int next = 0;
    while (next < nodes.size()) {
      Node node = nodes.get(next);
      if (ofShapes(node)) {
        shapes.addAll(node.outputs());
        next++;
      } else if (Segment.takes(node)) {
        next = segment(nodes, next);
      } else {
        boundary(nodes, next);
        value = node.outputs().get(0);
        next++;
      }
    }
    Perceptron found = network;
    if (found == null || !value.equals(output)) {
      throw new MalformedException("no weights between input and output" + SUPPORTED);
    }
    return found;
  }

  /** Whether a node computes with the shapes of values alone, as exporters do before Reshape. */
  private boolean ofShapes(Node node) {
    return node.type().equals("Shape")
        || (node.inputs().stream().anyMatch(shapes::contains)
            && node.inputs().stream()
                .allMatch(name -> shapes.contains(name) || constants.get(name) != null));
  }

  /** Reads as many nodes as make one known function of the value; returns where the next are. */
  private int segment(List<Node> nodes, int from) {
    List<Integer> ends = new ArrayList<>();
    Set<String> made = new HashSet<>(Set.of(value));
    for (int i = from; i < nodes.size() && Segment.takes(nodes.get(i)); i++) {
      Node node = nodes.get(i);
      boolean own =
          node.inputs().stream()
              .allMatch(name -> made.contains(name) || constants.get(name) != null);
      if (!own) {
        break;
      }
      String result = node.outputs().get(0);
      made.add(result);
      if (closes(nodes, i, made, result)) {
        ends.add(i + 1);
      }
    }
    int width = network == null ? firstWidth(nodes, from) : network.width();
    for (int k = ends.size() - 1; k >= 0; k--) {
      Segment segment = new Segment(nodes.subList(from, ends.get(k)), value, constants.all());
      Object found = new Recognition(segment, width).find();
      if (found != null) {
        apply(found, nodes, from);
        value = segment.output();
        return ends.get(k);
      }
    }
    Node node = nodes.get(from);
    for (String name : node.inputs()) {
      if (!name.equals(value) && constants.get(name) == null) {
        throw unknown(node, "reads '" + name + "' besides '" + value + "': layers have one input");
      }
    }
    throw unknown(node, "starts no activation that nn4j has");
  }

  /** Whether what comes after a node reads, of all values of a segment, the node's result alone. */
  private boolean closes(List<Node> nodes, int index, Set<String> made, String result) {
    boolean last = !made.contains(output) || result.equals(output);
    return last
        && nodes.subList(index + 1, nodes.size()).stream()
            .flatMap(node -> node.inputs().stream())
            .noneMatch(name -> made.contains(name) && !name.equals(result));
  }

  private void apply(Object found, List<Node> nodes, int from) {
    Perceptron own = network(nodes, from);
    if (found instanceof Recognition.Affine affine) {
      own.affine(affine);
    } else if (found instanceof Activation activation) {
      own.activation(activation);
    } else if (found instanceof Recognition.Slopes slopes) {
      own.slopes(slopes.values());
    } else if (found instanceof Recognition.Normalization normalization) {
      own.layerNorm(normalization.epsilon());
    }
  }

  private Perceptron network(List<Node> nodes, int from) {
    Perceptron own = network;
    if (own == null) {
      own = new Perceptron(precision(nodes), firstWidth(nodes, from));
      network = own;
    }
    return own;
  }

  /** Returns the number of inputs: as many as the first weights have rows. */
  private int firstWidth(List<Node> nodes, int from) {
    for (Node node : nodes.subList(from, nodes.size())) {
      if (isProduct(node)) {
        return weights(node).length;
      }
      if (node.type().equals("BatchNormalization")) {
        return vector(node, 3).length;
      }
    }
    throw new MalformedException("no weights between input and output" + SUPPORTED);
  }

  private Precision precision(List<Node> nodes) {
    for (Node node : nodes) {
      if (isProduct(node)) {
        Tensor weights = constants.get(node.inputs().get(1));
        return weights != null && weights.type() == ElementType.DOUBLE
            ? Precision.FLOAT64
            : Precision.FLOAT32;
      }
    }
    return Precision.FLOAT32;
  }

  private static boolean isProduct(Node node) {
    return node.type().equals("MatMul") || node.type().equals("Gemm");
  }

  private void boundary(List<Node> nodes, int index) {
    Node node = nodes.get(index);
    if (!node.domain().equals(Node.STANDARD) || node.inputs().isEmpty()) {
      throw unknown(node, "is none of these");
    }
    if (!node.inputs().get(0).equals(value)) {
      throw unknown(node, "reads '" + node.inputs().get(0) + "', not what the layer before makes");
    }
    Perceptron own = network(nodes, index);
    switch (node.type()) {
      case "MatMul", "Gemm" -> product(node, own);
      case "BatchNormalization" ->
          own.batchNorm(
              real(node, "epsilon", 1e-5),
              vector(node, 1),
              vector(node, 2),
              vector(node, 3),
              vector(node, 4));
      case "LayerNormalization" ->
          own.layerNorm(
              real(node, "epsilon", 1e-5),
              vector(node, 1),
              node.inputs().size() > 2 ? vector(node, 2) : new double[own.width()]);
      case "Softmax" -> activation(node, own, new Softmax());
      case "LogSoftmax" -> activation(node, own, new LogSoftmax());
      case "Flatten", "Reshape", "Squeeze" -> requireMatrix(node, own.width());
      default -> throw unknown(node, "is none of these");
    }
  }

  private void product(Node node, Perceptron own) {
    double[][] weights = weights(node);
    if (weights.length != own.width()) {
      throw unknown(
          node, "has weights for " + weights.length + " columns, but reads " + own.width());
    }
    own.dense(weights);
    if (node.inputs().size() > 2 && !node.inputs().get(2).isEmpty()) {
      double beta = real(node, "beta", 1);
      double[] given = vector(node, 2);
      double[] bias = new double[own.width()];
      Arrays.setAll(bias, c -> beta * given[given.length == 1 ? 0 : c]);
      double[] ones = new double[own.width()];
      Arrays.fill(ones, 1);
      own.affine(new Recognition.Affine(ones, bias));
    }
  }

  private double[][] weights(Node node) {
    Tensor tensor = node.inputs().size() > 1 ? constants.get(node.inputs().get(1)) : null;
    if (tensor == null || tensor.rank() != 2 || tensor.size() == 0) {
      throw unknown(node, "has no constant matrix of weights");
    }
    if (whole(node, "transA") != 0) {
      throw unknown(node, "transposes what it reads");
    }
    boolean transposed = whole(node, "transB") != 0;
    double alpha = real(node, "alpha", 1);
    int columns = tensor.dim(1);
    double[][] weights =
        transposed ? new double[columns][tensor.dim(0)] : new double[tensor.dim(0)][columns];
    for (int i = 0; i < tensor.size(); i++) {
      int row = i / columns;
      int column = i % columns;
      weights[transposed ? column : row][transposed ? row : column] = alpha * tensor.number(i);
    }
    return weights;
  }

  private double[] vector(Node node, int index) {
    Tensor tensor = index < node.inputs().size() ? constants.get(node.inputs().get(index)) : null;
    if (tensor == null || !tensor.type().isFloating()) {
      throw unknown(node, "has an input number " + (index + 1) + " that is no constant");
    }
    return tensor.numbers().clone();
  }

  /** Returns an attribute as it was meant: 1e-5 rather than the float32 nearest to it. */
  private static double real(Node node, String name, double ordinary) {
    return node.attributes().get(name) instanceof Double number
        ? Double.parseDouble(Float.toString(number.floatValue()))
        : ordinary;
  }

  private static long whole(Node node, String name) {
    return node.attributes().get(name) instanceof Long number ? number : 0;
  }

  private static void activation(Node node, Perceptron own, Activation function) {
    if (node.attributes().get("axis") instanceof Long axis && axis != 1 && axis != -1) {
      throw unknown(node, "works along axis " + axis + ", not along rows");
    }
    own.activation(function);
  }

  /** Requires a node to leave rows what they are, but for the dimensions within them. */
  private void requireMatrix(Node node, int width) {
    boolean fits =
        switch (node.type()) {
          case "Flatten" -> !(node.attributes().get("axis") instanceof Long axis) || axis == 1;
          case "Reshape" -> {
            Tensor shape = constants.get(node.inputs().get(1));
            yield shape == null
                ? shapes.contains(node.inputs().get(1))
                : shape.rank() == 1
                    && shape.size() == 2
                    && (shape.number(1) == width || shape.number(1) == -1);
          }
          default -> width == 1;
        };
    if (!fits) {
      throw unknown(node, "makes something else than a row of " + width + " of each");
    }
  }

  private static MalformedException unknown(Node node, String what) {
    return new MalformedException("the node " + node.describe() + ", which " + what + SUPPORTED);
  }
}
