package org.nn4j.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Matrix;
import org.nn4j.core.InputException;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.exchange.Imported;
import org.nn4j.core.exchange.Importer;
import org.nn4j.core.model.Model;
import org.nn4j.core.network.Network;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.KernelsSelector;
import org.nn4j.core.training.History;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingPlan;

class KerasSourceTest {
  private static final Path FILES = Path.of("..", "golden", "exchange");

  @TempDir private Path folder;

  private static Imported read(Path file) {
    return new Importer(List.of(), null, Catalog.standard(), KernelsSelector.standard()).read(file);
  }

  private static Path file(String name) {
    return FILES.resolve("keras_" + name + ".keras");
  }

  private static double[][] rows(Json node) throws IOException {
    List<Json> items = node.items();
    double[][] rows = new double[items.size()][];
    for (int r = 0; r < rows.length; r++) {
      List<Json> row = items.get(r).items();
      rows[r] = new double[row.size()];
      for (int c = 0; c < rows[r].length; c++) {
        rows[r][c] = row.get(c).number();
      }
    }
    return rows;
  }

  @ParameterizedTest
  @CsvSource({
    "sequential, categorical_cross_entropy, 1e-6",
    "functional, binary_cross_entropy_with_logits, 1e-6",
    "images, mse, 1e-12"
  })
  void predictsWhatWasRecorded(String name, String loss, double tolerance) throws IOException {
    Imported imported = read(file(name));
    assertThat(imported.model().loss().name()).isEqualTo(loss);
    assertThat(imported.model().provenance().entries())
        .containsEntry("imported_as", "keras")
        .containsKey("imported_sha256");
    Json expected =
        Json.parse("keras.json", Files.readString(FILES.resolve("keras.json"))).get(name);
    double[][] wanted = rows(expected.get("y"));
    Matrix x = Matrix.of(imported.model().network().precision(), rows(expected.get("x")));
    Matrix predicted = imported.model().network().predict(x);
    for (int r = 0; r < wanted.length; r++) {
      for (int c = 0; c < wanted[r].length; c++) {
        assertThat(predicted.get(r, c))
            .isCloseTo(wanted[r][c], within(tolerance * Math.max(1, Math.abs(wanted[r][c]))));
      }
    }
  }

  @Test
  void isTrainedOn() {
    Model model = read(file("sequential")).model();
    Network network = model.network();
    double[][] x = new double[48][network.inputWidth()];
    double[][] y = new double[x.length][network.outputWidth()];
    for (int r = 0; r < x.length; r++) {
      for (int c = 0; c < x[r].length; c++) {
        x[r][c] = (r * 7 + c * 5) % 11 / 5.0 - 1;
      }
      y[r][(r * 7 % 11) * network.outputWidth() / 11] = 1;
    }
    TrainingPlan plan =
        TrainingPlan.builder().loss(model.loss()).optimizer("sgd(lr=0.1)").epochs(40).build();
    Matrix before = network.predict(Matrix.of(network.precision(), x));

    History history =
        new Trainer(plan)
            .fit(
                network,
                new MatrixDataset(
                    Matrix.of(network.precision(), x), Matrix.of(network.precision(), y)));

    assertThat(history.last().loss()).isLessThan(0.8 * history.epochs().get(0).loss());
    assertThat(network.predict(Matrix.of(network.precision(), x))).isNotEqualTo(before);
  }

  @Test
  void tellsWhereLayersAreFrom() {
    assertThat(read(file("sequential")).told())
        .containsExactly(
            "layers.0 dense  from hidden (dense/vars)",
            "layers.1 batch_norm  from norm (batch_normalization/vars)",
            "layers.2 dropout",
            "layers.3 dense  from classes (dense_1/vars)");
  }

  /** Writes a file with other parts. */
  private Path changed(String name, Map<String, UnaryOperator<byte[]>> changes) throws IOException {
    Path file = folder.resolve("changed.keras");
    try (ZipFile source = new ZipFile(file(name).toFile());
        OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (ZipEntry entry : source.stream().toList()) {
        try (InputStream in = source.getInputStream(entry)) {
          byte[] content = in.readAllBytes();
          UnaryOperator<byte[]> change =
              changes.getOrDefault(entry.getName(), UnaryOperator.identity());
          zip.putNextEntry(new ZipEntry(entry.getName()));
          zip.write(change.apply(content));
        }
      }
    }
    return file;
  }

  private Path config(String name, String old, String changed) throws IOException {
    return changed(
        name,
        Map.of(
            "config.json",
            bytes -> {
              String text = new String(bytes, StandardCharsets.UTF_8);
              assertThat(text).contains(old);
              return text.replace(old, changed).getBytes(StandardCharsets.UTF_8);
            }));
  }

  private static void assertRefused(Path file, String message) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  @Test
  void namesWhatItCannotRead() throws IOException {
    assertRefused(
        config("sequential", "\"Dropout\"", "\"Conv2D\""),
        "layer drop is of the kind Conv2D; there are Dense, BatchNormalization");
    assertRefused(
        config("sequential", "\"softmax\"", "\"threshold\""),
        "layer classes has the activation threshold; there are celu, elu");
    assertRefused(
        config("sequential", "\"units\": 8", "\"units\": 9"),
        "dense/vars/0 has the shape [4, 8], but the layer wants [4, 9]");
    assertRefused(
        config("sequential", "\"batch_shape\": [null, 4]", "\"batch_shape\": [null, 5]"),
        "dense/vars/0 has the shape [4, 8], but the layer wants [5, 8]");
    assertRefused(
        config("sequential", "\"axis\": -1", "\"axis\": 2"), "layer norm normalizes axis 2.0");
    assertRefused(
        config("functional", "\"keras_history\": [\"b\"", "\"keras_history\": [\"a\""),
        "layer c reads [a] and not the layer before it, b; networks that branch");
    assertRefused(
        config("sequential", "\"Sequential\"", "\"MyModel\""), "a model of the class MyModel");
    assertRefused(
        config("sequential", "\"units\": 8", "\"units\": \"8\""),
        "config.json.config.layers[1].config.units must be a number but is 8");
    assertRefused(
        changed("sequential", Map.of("config.json", bytes -> "{\"a\" 1}".getBytes())),
        "config.json is no JSON: character 6");
    assertRefused(
        changed("sequential", Map.of("config.json", bytes -> "[".repeat(9999).getBytes())),
        "nested more than 100 deep");
    assertRefused(
        changed("sequential", Map.of("model.weights.h5", bytes -> new byte[2000])),
        "cannot be read as HDF5");
    Path text = Files.writeString(folder.resolve("text.keras"), "no zip");
    assertRefused(text, "is no .keras file: it is no zip");
    Path empty = folder.resolve("empty.keras");
    try (OutputStream out = Files.newOutputStream(empty);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("other"));
    }
    assertRefused(empty, "is no .keras file of Keras 3: it has no config.json");
  }

  @Test
  void opensNoZipBomb() throws IOException {
    Path bomb = changed("sequential", Map.of("model.weights.h5", bytes -> new byte[200_000_000]));
    assertThat(Files.size(bomb)).isLessThan(1_000_000);
    assertRefused(bomb, "model.weights.h5 unpacks to more than");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "functional", "images"})
  @Timeout(120)
  void damagedFilesAreOneKindOfError(String name) throws IOException {
    Random random = new Random(7);
    Map<String, Integer> parts = new LinkedHashMap<>();
    parts.put("config.json", 150);
    parts.put("metadata.json", 20);
    parts.put("model.weights.h5", 400);
    int refused = 0;
    for (Map.Entry<String, Integer> part : parts.entrySet()) {
      for (int i = 0; i < part.getValue(); i++) {
        Path file = changed(name, Map.of(part.getKey(), bytes -> damage(bytes, random)));
        try {
          read(file); // a damaged number may be one too
        } catch (InputException e) {
          refused++;
          assertThat(e).hasMessageStartingWith(file.toString());
        }
      }
    }
    assertThat(refused).isGreaterThan(100);
    byte[] whole = Files.readAllBytes(file(name));
    for (int i = 0; i < 200; i++) {
      Path file = folder.resolve("bytes.keras");
      Files.write(file, damage(whole, random));
      try {
        read(file);
      } catch (InputException e) {
        assertThat(e).hasMessageStartingWith(file.toString());
      }
    }
  }

  private static byte[] damage(byte[] bytes, Random random) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] copy = bytes.clone();
    for (int i = random.nextInt(6); i >= 0; i--) {
      copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
    }
    out.write(copy, 0, random.nextInt(4) == 0 ? random.nextInt(copy.length) : copy.length);
    return out.toByteArray();
  }
}
