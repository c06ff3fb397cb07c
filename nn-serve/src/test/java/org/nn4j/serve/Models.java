package org.nn4j.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.nn4j.core.FolderOfJvm;
import org.nn4j.core.SyntheticTables;
import org.nn4j.core.model.Model;
import org.nn4j.experiment.Experiment;

/** Models to serve, trained for a moment. */
final class Models {
  static final Path FOLDER =
      FolderOfJvm.create(Path.of(System.getProperty("java.io.tmpdir")), "nn-serve");
  static final Path IRIS = Path.of("..", "examples", "data", "iris.csv");

  private Models() {}

  static Model iris(long seed) {
    return Experiment.on(IRIS)
        .target("species")
        .seed(seed)
        .with(Map.of("preset", "none", "epochs", 5, "layers", "8:tanh"))
        .train()
        .model();
  }

  /** Returns a table of rows with numbers, texts, dates and gaps. */
  static Path table(long seed, int rows) {
    try {
      Path file = FOLDER.resolve("table-" + seed + "-" + rows + ".csv");
      return Files.writeString(file, SyntheticTables.of(seed, rows));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Trains on such a table.
   *
   * @param target the target columns, with commas between
   * @param settings as {@code key=value}
   */
  static Model ofTable(String target, String... settings) {
    Map<String, Object> values = new LinkedHashMap<>(Map.of("epochs", 2, "layers", "8:tanh"));
    for (String setting : settings) {
      String[] parts = setting.split("=", 2);
      values.put(parts[0], parts[1]);
    }
    if (values.containsKey("preset")) {
      values.remove("layers");
    }
    List<String> targets = List.of(target.split(","));
    values.put(
        "ignore",
        Stream.of("price", "class", "sold", "a", "b").filter(t -> !targets.contains(t)).toList());
    return Experiment.on(table(1, 400))
        .target(targets.toArray(String[]::new))
        .seed(1)
        .with(values)
        .train()
        .model();
  }
}
