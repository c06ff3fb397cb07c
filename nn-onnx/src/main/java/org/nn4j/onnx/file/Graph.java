package org.nn4j.onnx.file;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A computation.
 *
 * @param name its name
 * @param nodes the operators, each after those whose outputs it reads
 * @param initializers constants by name
 * @param inputs what it is given
 * @param outputs what it results in
 */
public record Graph(
    String name,
    List<Node> nodes,
    Map<String, Tensor> initializers,
    List<Value> inputs,
    List<Value> outputs) {

  /** Copies the collections. */
  public Graph {
    nodes = List.copyOf(nodes);
    initializers = Collections.unmodifiableMap(new LinkedHashMap<>(initializers));
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
