package org.nn4j.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.core.InputException;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.ModelFile;
import org.nn4j.core.model.Provenance;
import org.nn4j.core.network.Network;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.core.training.TrainingPlan;

class CheckpointFolderTest {
  @TempDir private Path temporary;

  private final Network network = Network.builder(1).seed(1).dense(1, "identity").build();
  private final List<String> told = new ArrayList<>();

  private static MatrixDataset data() {
    Matrix x = Matrix.of(new double[] {1}, new double[] {2}, new double[] {3});
    return new MatrixDataset(x, x);
  }

  private CheckpointWriter train(Path folder, Every every, int keep, TrainingListener... others) {
    try (CheckpointFolder open = CheckpointFolder.open(folder)) {
      return train(open, every, keep, others);
    }
  }

  private CheckpointWriter train(
      CheckpointFolder open, Every every, int keep, TrainingListener... others) {
    List<TrainingListener> listeners = new ArrayList<>(List.of(others));
    CheckpointWriter writer =
        new CheckpointWriter(
            open,
            every,
            keep,
            new Model(network, Catalog.standard().create(Loss.class, "mse"), null, Provenance.NONE),
            java.util.Map.of("who", "me"),
            e -> told.add(e.getMessage()));
    listeners.add(writer);
    TrainingPlan plan = TrainingPlan.builder().loss("mse").epochs(4).batch(1).build();
    new Trainer(plan, listeners.toArray(TrainingListener[]::new)).fit(network, data());
    return writer;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private Checkpoint read(Path folder) {
    return Objects.requireNonNull(CheckpointFolder.read(folder, told::add));
  }

  @Test
  void theNewestAreKept() throws IOException {
    Path folder = temporary.resolve("a/b");
    train(folder, Every.steps(5), 2);

    assertThat(names(folder))
        .containsExactly(
            ".lock", "checkpoint-00000010.safetensors", "checkpoint-00000012.safetensors");
    assertThat(read(folder).state().steps()).isEqualTo(12);
    assertThat(read(folder).metadata()).containsEntry("who", "me");
    assertThat(told).isEmpty();
  }

  @Test
  void epochsAndTimeAreCountedToo() throws IOException {
    train(temporary.resolve("epochs"), Every.epochs(3), 9);
    train(temporary.resolve("always"), new Every(1, Every.Unit.NANOSECONDS), 99);
    train(temporary.resolve("never"), Every.time(java.time.Duration.ofDays(9)), 9);

    assertThat(names(temporary.resolve("epochs")))
        .contains("checkpoint-00000009.safetensors", "checkpoint-00000012.safetensors")
        .hasSize(3);
    assertThat(names(temporary.resolve("always"))).hasSize(13);
    assertThat(names(temporary.resolve("never")))
        .containsExactly(".lock", "checkpoint-00000012.safetensors");
    assertThatIllegalArgumentException().isThrownBy(() -> Every.steps(0));
  }

  /** Every byte matters: cut anywhere or with any byte changed, a file is told from a whole one. */
  @Test
  void aDamagedCheckpointIsPassedOverWithTheReason() throws IOException {
    train(temporary, Every.steps(6), 3);
    Path newest = temporary.resolve("checkpoint-00000012.safetensors");
    byte[] whole = Files.readAllBytes(newest);
    for (int i = 0; i < whole.length; i += 7) {
      byte[] changed = whole.clone();
      changed[i] ^= 16;
      Files.write(newest, changed);
      assertThatThrownBy(() -> Checkpoint.read(newest))
          .as("byte %s changed", i)
          .isInstanceOf(InputException.class);
      Files.write(newest, java.util.Arrays.copyOf(whole, i));
      assertThatThrownBy(() -> Checkpoint.read(newest))
          .as("cut to %s bytes", i)
          .isInstanceOf(InputException.class);
    }

    assertThat(read(temporary).state().steps()).isEqualTo(6);
    assertThat(told)
        .singleElement()
        .asString()
        .contains("checkpoint-00000012.safetensors: ", "; taking the checkpoint before");
  }

  @Test
  void whereNoneIsWholeTheReasonIsTold() throws IOException {
    Files.writeString(temporary.resolve("checkpoint-7.safetensors"), "nothing");
    assertThatThrownBy(() -> read(temporary))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has no checkpoint that is whole: ");
    assertThat(CheckpointFolder.read(Files.createDirectory(temporary.resolve("x")), told::add))
        .isNull();
    assertThatThrownBy(() -> read(temporary.resolve("y")))
        .hasMessageContaining("there is no such file or folder");
  }

  @Test
  void aModelIsNoCheckpoint() {
    train(temporary, Every.epochs(9), 1);
    Path model = temporary.resolve("m.safetensors");
    Path checkpoint = temporary.resolve("checkpoint-00000012.safetensors");
    ModelFile.save(ModelFile.load(checkpoint), model);

    assertThatThrownBy(() -> Checkpoint.read(model)).hasMessageContaining("is no checkpoint");
    assertThat(Checkpoint.describe(model)).isNull();
    assertThat(Objects.requireNonNull(Checkpoint.describe(checkpoint)).state().epochs())
        .isEqualTo(4);
    assertThatThrownBy(() -> ModelFile.requireReplaceable(checkpoint))
        .as("no model takes the place of a checkpoint")
        .isInstanceOf(InputException.class);
  }

  @Test
  void whatAKilledRunLeftIsRemoved() throws IOException {
    Files.writeString(temporary.resolve(".checkpoint-00000003.safetensors123.tmp"), "half");
    Files.writeString(temporary.resolve(".best.safetensors9876.tmp"), "");
    Files.writeString(temporary.resolve(".other.safetensors123.tmp"), "not ours");
    Files.writeString(temporary.resolve("checkpoint.txt"), "not ours");
    CheckpointFolder.open(temporary).close();

    assertThat(names(temporary))
        .containsExactly(".lock", ".other.safetensors123.tmp", "checkpoint.txt");
  }

  @Test
  void twoRunsDoNotShareAFolder() {
    try (CheckpointFolder open = CheckpointFolder.open(temporary)) {
      assertThat(open.path()).isEqualTo(temporary);
      assertThatThrownBy(() -> CheckpointFolder.open(temporary))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("another training run writes its checkpoints there");
    }
    CheckpointFolder.open(temporary).close();
  }

  @Test
  void checkpointsAheadAreInTheWayUnlessTheyAreDamaged() throws IOException {
    train(temporary, Every.steps(6), 3);
    try (CheckpointFolder open = CheckpointFolder.open(temporary)) {
      open.requireNoneAfter(12);
      assertThatThrownBy(() -> open.requireNoneAfter(6))
          .hasMessageContaining("checkpoint-00000012.safetensors, that is ahead of step 6");
      assertThatThrownBy(() -> open.requireNoneAfter(-1))
          .isInstanceOf(InputException.class)
          .hasMessageContaining(
              "has a checkpoint already, checkpoint-00000012.safetensors; resume");
      Files.writeString(temporary.resolve("checkpoint-00000012.safetensors"), "damaged");
      open.requireNoneAfter(6);
      open.keep(3, 6);
    }
    assertThat(names(temporary)).containsExactly(".lock", "checkpoint-00000006.safetensors");
  }

  @Test
  void aFolderThatCannotBeIsRefused() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "");
    assertThatThrownBy(() -> CheckpointFolder.open(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the folder cannot be created: a file of that name is in the way");
    assertThatThrownBy(() -> CheckpointFolder.open(file.resolve("x")))
        .hasMessageContaining("the folder cannot be created: ");
  }

  /** A folder in the place of the file that is to be written fails for root too. */
  @Test
  void aWriteThatFailsHarmsNothingAndIsToldOnce() throws IOException {
    Files.createDirectory(temporary.resolve("checkpoint-00000008.safetensors"));
    Files.createDirectory(temporary.resolve("checkpoint-00000010.safetensors"));
    Files.writeString(temporary.resolve("checkpoint-00000010.safetensors").resolve("x"), "");
    Files.writeString(temporary.resolve("checkpoint-00000008.safetensors").resolve("x"), "");
    List<Long> readable = new ArrayList<>();
    TrainingListener reader =
        new TrainingListener() {
          @Override
          public void batchDone(int epoch, int batch, int batches, double loss, double rate) {
            Path six = temporary.resolve("checkpoint-00000006.safetensors");
            if (Files.exists(six)) {
              readable.add(Checkpoint.read(six).state().steps());
            }
          }
        };
    CheckpointWriter writer = train(temporary, Every.steps(2), 9, reader);

    assertThat(writer.fault()).as("the last one was written").isNull();
    assertThat(told).hasSize(1).first().asString().contains("00000008.safetensors: cannot be");
    assertThat(readable).hasSize(6).containsOnly(6L);
    assertThat(temporary.resolve("checkpoint-00000012.safetensors")).exists();
  }

  @Test
  void theLastWriteThatFailedIsTold() throws IOException {
    for (String steps : List.of("10", "12")) {
      Files.createDirectory(temporary.resolve("checkpoint-000000" + steps + ".safetensors"));
    }
    CheckpointWriter writer = train(temporary, Every.steps(2), 9);

    assertThat(writer.fault()).hasMessageContaining("checkpoint-00000012.safetensors: cannot be");
    assertThat(writer.upToDate()).isFalse();
    assertThat(writer.last()).isEqualTo(temporary.resolve("checkpoint-00000008.safetensors"));
    assertThat(told).hasSize(1).first().asString().contains("00000010.safetensors: cannot be");
  }
}
