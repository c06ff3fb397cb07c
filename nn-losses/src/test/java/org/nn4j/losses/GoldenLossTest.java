package org.nn4j.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The losses of PyTorch on the same outputs and targets, in float64. */
class GoldenLossTest {

  private static final Path OWN = Path.of("..", "golden");

  static List<Path> files() throws IOException {
    String given = System.getProperty("golden.dir", "");
    return files(given.isBlank() ? OWN : Path.of(given));
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(f -> f.getFileName().toString().matches("loss-.*\\.json"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void lossIsPyTorchs(Path file) {
    JsonNode golden = read(file);
    Sample sample = new Sample(loss(golden), matrix(golden, "output"), matrix(golden, "y"));
    double expected = golden.get("loss").asDouble();
    assertThat(sample.value()).isCloseTo(expected, within(1e-12 * Math.abs(expected)));
  }

  @ParameterizedTest
  @MethodSource("files")
  void lastBiasGradientIsPyTorchs(Path file) {
    JsonNode golden = read(file);
    Sample sample = new Sample(loss(golden), matrix(golden, "output"), matrix(golden, "y"));
    JsonNode layers = golden.get("bias_gradients");
    JsonNode expected = layers.get(layers.size() - 1);
    JsonNode heads = golden.get("activations");
    String head = heads.get(heads.size() - 1).asString();
    Matrix delta = LastDelta.of(head, sample.output(), sample.gradient());
    for (int c = 0; c < delta.columns(); c++) {
      double sum = 0;
      for (int r = 0; r < delta.rows(); r++) {
        sum += delta.get(r, c);
      }
      assertThat(sum)
          .as("column %d", c)
          .isCloseTo(expected.get(c).asDouble(), within(1e-12 * Math.max(1, Math.abs(sum))));
    }
  }

  @Test
  void everyPublishedLossHasAGoldenFile() throws IOException {
    List<String> covered = files(OWN).stream().map(f -> loss(read(f)).name()).toList();
    assertThat(covered).containsAll(Sample.losses().stream().map(Loss::name).toList());
  }

  /** Finds the loss of {@code name}, {@code huber(delta)} or {@code pinball(quantiles=[…])}. */
  private static Loss loss(JsonNode golden) {
    if (golden.get("loss_function").asString().startsWith("pinball(")) {
      return new Pinball(List.of(0.1, 0.5, 0.9));
    }
    String[] parts = golden.get("loss_function").asString().split("[()]", -1);
    Loss loss =
        Sample.losses().stream().filter(l -> l.name().equals(parts[0])).findFirst().orElseThrow();
    return parts.length == 1 ? loss : new Huber(Double.parseDouble(parts[1]));
  }

  private static JsonNode read(Path file) {
    try {
      return JsonMapper.shared().readTree(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  private static Matrix matrix(JsonNode golden, String name) {
    JsonNode rows = golden.get(name);
    Matrix matrix = Matrix.zeros(Precision.FLOAT64, rows.size(), rows.get(0).size());
    for (int r = 0; r < matrix.rows(); r++) {
      for (int c = 0; c < matrix.columns(); c++) {
        matrix.set(r, c, rows.get(r).get(c).asDouble());
      }
    }
    return matrix;
  }
}
