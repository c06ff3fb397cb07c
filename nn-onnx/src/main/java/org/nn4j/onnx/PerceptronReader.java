package org.nn4j.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** Nodes that one activation may be composed of. */
  private static final int LONGEST = 32;

  private final Graph graph;
  private final Constants constants;
  private final String output;

  /** Values that depend on the shapes of others alone. */
  private final Set<String> shapes = new HashSet<>();

  /** The nodes that the output depends on, and the last of them that reads a value. */
  private final List<Node> nodes;

  private final Map<String, Integer> lastUses = new HashMap<>();
  private final Perceptron network;

  /** The value that the layers so far make. */
  private String value;

  private PerceptronReader(Graph graph) {
    this.graph = graph;
    this.constants = new Constants(graph);
    this.output = mainOutput();
    this.nodes = constants.ancestors(output);
    for (int i = 0; i < nodes.size(); i++) {
      for (String name : nodes.get(i).inputs()) {
        lastUses.put(name, i);
      }
    }
    this.network = new Perceptron(precision(), inputs());
    this.value = onlyInput();
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
    int next = 0;
    while (next < nodes.size()) {
      Node node = nodes.get(next);
      if (ofShapes(node)) {
        shapes.addAll(node.outputs());
        next++;
      } else if (Segment.takes(node)) {
        next = segment(nodes, next);
      } else {
        boundary(node);
        value = node.outputs().get(0);
        next++;
      }
    }
    if (!value.equals(output)) {
      throw new MalformedException("an output that is not what the last layer makes" + SUPPORTED);
    }
    return network;
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
    int readUntil = lastUse(value);
    for (int i = from; i < Math.min(nodes.size(), from + LONGEST); i++) {
      Node node = nodes.get(i);
      if (!Segment.takes(node) || !reads(node, made)) {
        break;
      }
      String result = node.outputs().get(0);
      if (readUntil <= i) {
        ends.add(i + 1); // nothing after this node reads what was made before it
      }
      made.add(result);
      readUntil = Math.max(readUntil, lastUse(result));
    }
    for (int k = ends.size() - 1; k >= 0; k--) {
      Segment segment = new Segment(nodes.subList(from, ends.get(k)), value, constants.all());
      Object found = new Recognition(segment, network.width()).find();
      if (found != null) {
        apply(found);
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

  /** Whether a node reads nothing but some values and constants. */
  private boolean reads(Node node, Set<String> made) {
    return node.inputs().stream()
        .allMatch(name -> made.contains(name) || constants.get(name) != null);
  }

  private int lastUse(String name) {
    return name.equals(output) ? Integer.MAX_VALUE : lastUses.getOrDefault(name, -1);
  }

  private void apply(Object found) {
    if (found instanceof Recognition.Affine affine) {
      network.affine(affine);
    } else if (found instanceof Activation activation) {
      network.activation(activation);
    } else if (found instanceof Recognition.Slopes slopes) {
      network.slopes(slopes.values());
    } else if (found instanceof Recognition.Normalization normalization) {
      network.layerNorm(normalization.epsilon());
    }
  }

  /** Returns the number of inputs: as many as the first weights have rows. */
  private int inputs() {
    for (Node node : nodes) {
      if (isProduct(node)) {
        return weights(node).length;
      }
      if (node.type().equals("BatchNormalization")) {
        return vector(node, 3).length;
      }
    }
    throw new MalformedException("no weights between input and output" + SUPPORTED);
  }

  private Precision precision() {
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

  private void boundary(Node node) {
    boolean scaler = node.domain().equals(Node.ML) && node.type().equals("Scaler");
    if ((!node.domain().equals(Node.STANDARD) && !scaler) || node.inputs().isEmpty()) {
      throw unknown(node, "is none of these");
    }
    if (!node.inputs().get(0).equals(value)) {
      throw unknown(node, "reads '" + node.inputs().get(0) + "', not what the layer before makes");
    }
    switch (node.type()) {
      case "MatMul", "Gemm" -> product(node);
      case "BatchNormalization" ->
          network.batchNorm(
              real(node, "epsilon", 1e-5),
              vector(node, 1),
              vector(node, 2),
              vector(node, 3),
              vector(node, 4));
      case "LayerNormalization" ->
          network.layerNorm(
              real(node, "epsilon", 1e-5),
              vector(node, 1),
              node.inputs().size() > 2 ? vector(node, 2) : new double[network.width()]);
      case "Softmax" -> activation(node, new Softmax());
      case "LogSoftmax" -> activation(node, new LogSoftmax());
      case "Flatten", "Reshape", "Squeeze" -> requireMatrix(node, network.width());
      case "Scaler" -> scaler(node);
      default -> throw unknown(node, "is none of these");
    }
  }

  /** Subtracts offsets and multiplies. */
  private void scaler(Node node) {
    double[] scale = spread(node, "scale", 1);
    double[] shift = spread(node, "offset", 0);
    for (int c = 0; c < shift.length; c++) {
      shift[c] *= -scale[c];
    }
    network.affine(new Recognition.Affine(scale, shift));
  }

  private double[] spread(Node node, String name, double ordinary) {
    List<?> given = node.attributes().get(name) instanceof List<?> list ? list : List.of(ordinary);
    double[] spread = new double[network.width()];
    if ((given.size() != 1 && given.size() != spread.length)
        || !given.stream().allMatch(Double.class::isInstance)) {
      throw unknown(node, "has " + given.size() + " numbers for " + spread.length + " columns");
    }
    Arrays.setAll(spread, c -> (Double) given.get(given.size() == 1 ? 0 : c));
    return spread;
  }

  private void product(Node node) {
    double[][] weights = weights(node);
    if (weights.length != network.width()) {
      throw unknown(
          node, "has weights for " + weights.length + " columns, but reads " + network.width());
    }
    network.dense(weights);
    if (node.inputs().size() > 2 && !node.inputs().get(2).isEmpty()) {
      double beta = real(node, "beta", 1);
      double[] given = vector(node, 2);
      double[] bias = new double[network.width()];
      Arrays.setAll(bias, c -> beta * given[given.length == 1 ? 0 : c]);
      double[] ones = new double[network.width()];
      Arrays.fill(ones, 1);
      network.affine(new Recognition.Affine(ones, bias));
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

  private void activation(Node node, Activation function) {
    if (node.attributes().get("axis") instanceof Long axis && axis != 1 && axis != -1) {
      throw unknown(node, "works along axis " + axis + ", not along rows");
    }
    network.activation(function);
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
