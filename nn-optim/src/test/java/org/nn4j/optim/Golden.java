package org.nn4j.optim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Access to the reference data. */
final class Golden {
  private static final JsonMapper JSON = new JsonMapper();

  private Golden() {}

  /** Returns the files whose names start with a prefix, sorted. */
  static List<Path> files(String prefix) throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.filter(f -> f.getFileName().toString().startsWith(prefix)).sorted().toList();
    }
  }

  static JsonNode read(Path file) {
    return JSON.readTree(file.toFile());
  }

  static Path folder() {
    String folder = System.getProperty("golden.dir", "");
    return Path.of(folder.isEmpty() ? "../golden" : folder);
  }

  /** Returns the numbers of an array, nested or not, in their order. */
  static double[] numbers(JsonNode node) {
    return stream(node).mapToDouble(JsonNode::doubleValue).toArray();
  }

  private static Stream<JsonNode> stream(JsonNode node) {
    return node.isArray() ? node.valueStream().flatMap(Golden::stream) : Stream.of(node);
  }
}
