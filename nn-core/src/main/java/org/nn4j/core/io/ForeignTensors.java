package org.nn4j.core.io;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.nn4j.api.Matrix;

/**
 * What a safetensors file of another program holds.
 *
 * @param metadata the texts of {@code __metadata__}
 * @param tensors the matrices and vectors of floating-point numbers in file order, a vector as one
 *     row; float16 and bfloat16 become float32
 * @param vectors the names of those that are vectors
 * @param others the type and shape of each other tensor, which is not read
 */
public record ForeignTensors(
    Map<String, String> metadata,
    Map<String, Matrix> tensors,
    Set<String> vectors,
    Map<String, String> others) {

  /** Copies the collections, keeping their order. */
  public ForeignTensors {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    vectors = Set.copyOf(vectors);
    others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
  }
}
