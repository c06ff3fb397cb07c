package org.nn4j.onnx.run;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.onnx.file.MalformedException;
import org.nn4j.onnx.file.Node;
import org.nn4j.onnx.file.Tensor;

/**
 * A node's inputs and attributes, with the errors that can occur.
 *
 * @param node the node
 * @param inputs its inputs, null where one is left out
 */
record Arguments(Node node, List<@Nullable Tensor> inputs) {

  Tensor in(int index) {
    Tensor tensor = optional(index);
    if (tensor == null) {
      throw new MalformedException("no input number " + (index + 1));
    }
    return tensor;
  }

  @Nullable Tensor optional(int index) {
    return index < inputs.size() ? inputs.get(index) : null;
  }

  double number(String name, double ordinary) {
    return attribute(name, Double.class, "a number", ordinary);
  }

  long integer(String name, long ordinary) {
    return attribute(name, Long.class, "a whole number", ordinary);
  }

  String text(String name, String ordinary) {
    return attribute(name, String.class, "a text", ordinary);
  }

  /** Returns a list, empty if there is none. */
  List<?> list(String name) {
    return attribute(name, List.class, "a list", List.of());
  }

  private <T> T attribute(String name, Class<T> type, String rule, T ordinary) {
    Object value = node.attributes().get(name);
    if (value == null || type.isInstance(value)) {
      return value == null ? ordinary : type.cast(value);
    }
    throw new MalformedException("attribute " + name + " must be " + rule + " but is " + value);
  }

  /** Returns axes, which are an attribute in older operator sets and an input in newer ones. */
  int @Nullable [] axes(int input, int rank) {
    List<?> listed = list("axes");
    Tensor given = optional(input);
    if (!listed.isEmpty()) {
      return listed.stream().mapToInt(axis -> axis((Long) axis, rank)).toArray();
    }
    return given == null
        ? null
        : IntStream.range(0, given.size()).map(i -> axis((long) given.number(i), rank)).toArray();
  }

  /** Returns the axis that an attribute names, from 0. */
  int axis(long ordinary, int rank) {
    return axis(Long.valueOf(integer("axis", ordinary)), rank);
  }

  private static int axis(Long axis, int rank) {
    long from0 = axis < 0 ? axis + rank : axis;
    if (from0 < 0 || from0 >= rank) {
      throw new MalformedException("axis " + axis + " of " + rank + " dimensions");
    }
    return (int) from0;
  }
}
