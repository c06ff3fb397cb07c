package org.nn4j.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.InputException;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.TableStorage;
import org.nn4j.core.data.read.TableReader;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.ModelFile;
import org.nn4j.core.model.Provenance;
import org.nn4j.core.network.Network;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingPlan;

/** An interrupt closes the files that a thread reads and writes: that is told, nothing is lost. */
class InterruptedThreadTest {
  private static final TableStorage CACHED = new TableStorage(0, null);

  @TempDir private Path folder;
  private final Network network = Network.builder(1).dense(1, "identity").seed(1).build();
  private final Model model =
      new Model(network, Catalog.standard().create(Loss.class, "mse"), null, Provenance.NONE);
  private Path file;
  private Path csv;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("m.safetensors");
    ModelFile.save(model, file);
    csv = Files.writeString(folder.resolve("data.csv"), "a,b\n1,2\n3,4\n");
  }

  @AfterEach
  void clear() {
    Thread.interrupted();
  }

  private static void requireTold(ThrowingCallable action) {
    Thread.currentThread().interrupt();
    assertThatThrownBy(action)
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith(": the thread was interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void savingAModel() throws IOException {
    byte[] before = Files.readAllBytes(file);
    List<Path> files = files();
    requireTold(() -> ModelFile.save(model, file));
    requireTold(() -> ModelFile.save(model, folder.resolve("new.safetensors")));

    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(files()).isEqualTo(files);
    ModelFile.save(model, file);
  }

  @Test
  void loadingAModel() {
    requireTold(() -> ModelFile.load(file));
    assertThat(ModelFile.load(file).network().parameters().sha256())
        .isEqualTo(network.parameters().sha256());
  }

  @Test
  void takingUpACheckpoint() {
    Path runs = folder.resolve("runs");
    Matrix x = Matrix.zeros(Precision.FLOAT32, 2, 1);
    try (CheckpointFolder open = CheckpointFolder.open(runs)) {
      new Trainer(
              TrainingPlan.builder().loss("mse").epochs(2).build(),
              new CheckpointWriter(open, Every.epochs(1), 9, model))
          .fit(network, new MatrixDataset(x, x));
    }
    List<String> told = new ArrayList<>();
    requireTold(() -> CheckpointFolder.read(runs, told::add));
    assertThat(told).isEmpty();
    requireTold(
        () -> {
          try (CheckpointFolder open = CheckpointFolder.open(runs)) {
            open.requireNoneAfter(0);
          }
        });
  }

  @Test
  void readingATable() throws IOException {
    Thread.currentThread().interrupt();
    assertThat(TableReader.read(csv).rows()).isEqualTo(2); // streams are not closed
    assertThat(Thread.interrupted()).isTrue();
    requireTold(() -> TableReader.read(csv, TableOptions.DEFAULT, CACHED));
    TableReader.read(csv, TableOptions.DEFAULT, CACHED);
    byte[] cache = Files.readAllBytes(folder.resolve("data.csv.nn4j-cache"));
    requireTold(() -> TableReader.read(csv, TableOptions.DEFAULT, CACHED));
    assertThat(Files.readAllBytes(folder.resolve("data.csv.nn4j-cache"))).isEqualTo(cache);
  }
}
