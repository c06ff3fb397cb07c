package org.nn4j.report.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.core.InputException;
import org.nn4j.core.training.EpochResult;
import org.nn4j.core.training.History;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.report.training.LayerNorms;
import org.nn4j.report.training.Runs;

class TensorBoardEventsTest {
  private static final Clock NOW =
      Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

  @TempDir private Path folder;

  private List<Path> files(String run) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(run))) {
      return files.sorted().toList();
    }
  }

  @Test
  void writesTrainingAndValidationAsTwoRuns() throws IOException {
    LayerNorms norms = new LayerNorms();
    History history =
        Runs.train(Runs.network(), true, norms, new TensorBoardEvents(folder, norms, NOW));

    List<ByteBuffer> train = EventFileTest.records(files("train").get(0));
    assertThat(train).hasSize(1 + history.epochs().size());
    assertThat(EventFileTest.scalars(train.get(1)))
        .containsEntry("loss", (float) history.epochs().get(0).loss())
        .containsEntry("learning_rate", (float) history.epochs().get(0).rate())
        .containsEntry(
            "gradient_norm/layers.1", norms.epochs().get(0).gradients().get(1).floatValue())
        .containsEntry(
            "weight_norm/layers.0", norms.epochs().get(0).parameters().get(0).floatValue())
        .doesNotContainKey("metrics/accuracy");
    assertThat(EventFileTest.scalars(EventFileTest.records(files("validation").get(0)).get(1)))
        .containsEntry("loss", (float) history.epochs().get(0).validationLoss())
        .containsKey("metrics/accuracy");
  }

  @Test
  void keepsMetricsOnTheTrainingDataWithThem() throws IOException {
    LayerNorms norms = new LayerNorms();
    Runs.train(Runs.network(), false, norms, new TensorBoardEvents(folder, norms, NOW));

    assertThat(folder.resolve("validation")).doesNotExist();
    assertThat(EventFileTest.scalars(EventFileTest.records(files("train").get(0)).get(1)))
        .containsKeys("loss", "metrics/accuracy");
  }

  @Test
  void givesEveryRunFilesOfItsOwn() throws IOException {
    LayerNorms norms = new LayerNorms();
    TensorBoardEvents events = new TensorBoardEvents(folder, norms, NOW);
    Runs.train(Runs.network(), false, norms, events);
    Runs.train(Runs.network(), false, norms, events);

    assertThat(files("train"))
        .extracting(file -> file.getFileName().toString())
        .containsExactly(
            "events.out.tfevents.1700000000.nn4j.0", "events.out.tfevents.1700000000.nn4j.1");
  }

  @Test
  void refusesAFileInPlaceOfTheFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> new TensorBoardEvents(file, new LayerNorms()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("file");
  }

  /** Whoever reads along, and whoever wants to delete the folder, needs the files closed. */
  @Test
  void closesItsFilesWhenTrainingFails() throws IOException {
    assumeThat(Path.of("/proc/self/fd")).isDirectory();
    TrainingListener breaking =
        new TrainingListener() {
          @Override
          public void epochDone(EpochResult result) {
            throw new IllegalStateException("broken");
          }
        };
    LayerNorms norms = new LayerNorms();
    TensorBoardEvents events = new TensorBoardEvents(folder, norms, NOW);
    assertThatThrownBy(() -> Runs.train(Runs.network(), true, norms, events, breaking))
        .hasMessage("broken");

    assertThat(files("train")).hasSize(1);
    assertThat(files("validation")).hasSize(1);
    assertThat(openFiles()).noneMatch(file -> file.startsWith(folder));
  }

  private static List<Path> openFiles() throws IOException {
    List<Path> open = new ArrayList<>();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors.toList()) {
        try {
          open.add(Files.readSymbolicLink(descriptor));
        } catch (NoSuchFileException e) {
          continue; // that of the list itself
        }
      }
    }
    return open;
  }
}
