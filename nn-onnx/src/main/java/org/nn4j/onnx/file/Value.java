package org.nn4j.onnx.file;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An input or output of a graph.
 *
 * @param name its name
 * @param type its elements' type, or null if it is no tensor
 * @param dims its dimensions: numbers, names of those that are open, or {@code ?}
 * @param doc what it is, for people; may be empty
 */
public record Value(String name, @Nullable ElementType type, List<String> dims, String doc) {

  /** Copies the list. */
  public Value {
    dims = List.copyOf(dims);
  }
}
