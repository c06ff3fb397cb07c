package org.nn4j.onnx.file;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One application of an operator.
 *
 * @param name the node's name, for people; may be empty
 * @param type the operator
 * @param domain the operator's domain, {@link #STANDARD} or {@link #ML}
 * @param inputs names of the values it reads; empty for one that is left out
 * @param outputs names of the values it makes
 * @param attributes its attributes: {@link Double}, {@link Long}, {@link String}, a {@link List} of
 *     one of these, a {@link Tensor} or {@link #UNREAD}
 */
public record Node(
    String name,
    String type,
    String domain,
    List<String> inputs,
    List<String> outputs,
    SortedMap<String, Object> attributes) {
  /** ONNX's default domain. */
  public static final String STANDARD = "";

  /** ONNX's domain of operators on texts, labels and features. */
  public static final String ML = "ai.onnx.ml";

  /** Stands for an attribute that nn4j does not read, such as a graph. */
  public static final Object UNREAD =
      new Object() {
        @Override
        public String toString() {
          return "a value that nn4j does not read";
        }
      };

  /** Copies the collections. */
  public Node {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
  }

  /** Returns the operator and the node's name, for messages. */
  public String describe() {
    String operator = domain.equals(STANDARD) ? type : domain + "." + type;
    String which = name.isEmpty() ? String.join(", ", outputs) : name;
    return operator + " (node '" + which + "')";
  }
}
