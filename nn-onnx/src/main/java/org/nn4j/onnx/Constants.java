package org.nn4j.onnx;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nn4j.onnx.file.Graph;
import org.nn4j.onnx.file.MalformedException;
import org.nn4j.onnx.file.Node;
import org.nn4j.onnx.file.Tensor;
import org.nn4j.onnx.run.Interpreter;

/**
 * What of a graph does not depend on its inputs, computed: exporters leave weights to be transposed
 * and shapes to be put together.
 */
final class Constants {
  /** How often each number of a file may be used to compute constants. */
  private static final long MOST = 16;

  /** Numbers that are granted besides. */
  private static final long FREE = 1 << 16;

  private final Map<String, Tensor> values;
  private final Map<String, Node> producers = new HashMap<>();
  private final List<Node> others = new ArrayList<>();

  Constants(Graph graph) {
    values = new HashMap<>(graph.initializers());
    long most = MOST * (FREE + values.values().stream().mapToLong(Tensor::size).sum());
    long work = 0;
    for (Node node : graph.nodes()) {
      if (isConstant(node)) {
        work += Interpreter.products(node, values) / MOST;
        requireFew(work, most, node);
        Tensor value = Interpreter.apply(node, values);
        work += value.size();
        for (String name : node.inputs()) {
          Tensor read = values.get(name);
          work += read == null ? 0 : read.size();
        }
        requireFew(work, most, node);
        values.put(node.outputs().get(0), value);
      } else {
        others.add(node);
        node.outputs().forEach(output -> producers.put(output, node));
      }
    }
  }

  private static void requireFew(long work, long most, Node node) {
    if (work > most) {
      throw new MalformedException(
          "constants whose computation, up to " + node.describe() + ", is out of proportion");
    }
  }

  private boolean isConstant(Node node) {
    return node.outputs().size() == 1
        && !node.type().startsWith("Random")
        && node.inputs().stream().allMatch(name -> name.isEmpty() || values.containsKey(name));
  }

  /** Returns a constant, or null for a value that depends on the inputs. */
  @Nullable Tensor get(String name) {
    return values.get(name);
  }

  /** Returns all constants by name. */
  Map<String, Tensor> all() {
    return values;
  }

  /** Returns the node that makes a value which is no constant, or null for an input. */
  @Nullable Node producer(String name) {
    return producers.get(name);
  }

  /**
   * Returns the nodes that a value depends on, in the order of the graph.
   *
   * @throws MalformedException if the graph goes in a circle
   */
  List<Node> ancestors(String value) {
    Set<String> needed = new HashSet<>(Set.of(value));
    List<Node> nodes = new ArrayList<>();
    for (int i = others.size() - 1; i >= 0; i--) {
      Node node = others.get(i);
      if (node.outputs().stream().anyMatch(needed::contains)) {
        nodes.add(node);
        needed.addAll(node.inputs());
      }
    }
    Collections.reverse(nodes);
    return nodes;
  }
}
