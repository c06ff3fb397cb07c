package org.nn4j.api;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One application of an ONNX operator in an {@link OperatorGraph}.
 *
 * @param type the operator's name in ONNX's default domain, such as {@code LeakyRelu}
 * @param inputs names of the values it is applied to, in the operator's order
 * @param attributes the operator's attributes by name: {@link Double}, {@link Long}, {@link String}
 *     or a {@link List} of {@link Long}; those left out have ONNX's defaults
 * @param output name of its one output
 */
public record Operator(
    String type, List<String> inputs, SortedMap<String, Object> attributes, String output) {

  /**
   * Copies the list and the map; an {@link Integer} becomes a {@link Long}.
   *
   * @throws IllegalArgumentException if an attribute is of another type
   */
  public Operator {
    inputs = List.copyOf(inputs);
    SortedMap<String, Object> copy = new TreeMap<>();
    for (Map.Entry<String, Object> entry : attributes.entrySet()) {
      copy.put(entry.getKey(), attribute(type, entry.getKey(), entry.getValue()));
    }
    attributes = Collections.unmodifiableSortedMap(copy);
  }

  private static Object attribute(String type, String name, Object value) {
    if (value instanceof Integer integer) {
      return integer.longValue();
    }
    if (value instanceof Double || value instanceof Long || value instanceof String) {
      return value;
    }
    if (value instanceof List<?> list && list.stream().allMatch(Long.class::isInstance)) {
      return List.copyOf(list);
    }
    throw new IllegalArgumentException(
        type + "." + name + " must be a double, a long, a text or a list of longs but is " + value);
  }
}
