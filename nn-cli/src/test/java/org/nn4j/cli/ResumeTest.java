package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code nn train} with checkpoints, and what ends it early. */
class ResumeTest {
  @TempDir private Path folder;
  private Path data;
  private Path checkpoints;

  @BeforeEach
  void copyData() throws IOException {
    data = Files.copy(Cli.DATA.resolve("iris.csv"), folder.resolve("iris.csv"));
    checkpoints = folder.resolve("run");
  }

  /** Returns a command line, in which further flags take the place of these. */
  private List<Object> arguments(String model, Object... more) {
    List<Object> flags =
        List.of(
            "--data",
            data,
            "--target",
            "species",
            "--epochs",
            12,
            "--batch",
            16,
            "--layers",
            "8:tanh,batch_norm,dropout(rate=0.2)",
            "--seed",
            5,
            "--model",
            folder.resolve(model));
    List<Object> arguments = new ArrayList<>(List.of("train", "--json"));
    for (int i = 0; i < flags.size(); i += 2) {
      if (!Arrays.asList(more).contains(flags.get(i))) {
        arguments.addAll(flags.subList(i, i + 2));
      }
    }
    arguments.addAll(Arrays.asList(more));
    return arguments;
  }

  private Cli.Result train(String model, Object... more) {
    return Cli.run(arguments(model, more).toArray());
  }

  private JsonNode trained(String model, Object... more) {
    return Cli.ok(arguments(model, more).toArray()).json();
  }

  /** Trains a batch or a few, as many as go into a millisecond, and leaves a checkpoint. */
  private JsonNode begun(Object... more) {
    List<Object> all = new ArrayList<>(Arrays.asList(more));
    all.addAll(List.of("--checkpoint", checkpoints, "--time-budget", "1ms"));
    return trained("begun.safetensors", all.toArray());
  }

  private Cli.Result resume(Object... more) {
    List<Object> arguments =
        new ArrayList<>(List.of("train", "--resume", checkpoints, "--time-budget", "none"));
    arguments.addAll(Arrays.asList(more));
    return Cli.run(arguments.toArray());
  }

  private Path newest() throws IOException {
    try (var files = Files.list(checkpoints)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("checkpoint-"))
          .sorted()
          .reduce((a, b) -> b)
          .orElseThrow();
    }
  }

  private static List<String> losses(JsonNode result) {
    List<String> losses = new ArrayList<>();
    for (JsonNode epoch : result.path("history")) {
      losses.add(epoch.path("loss") + " " + epoch.path("metrics"));
    }
    return losses;
  }

  @Test
  void aRunThatIsResumedEndsWithTheSameBytesAndTheWholeHistory() throws IOException {
    JsonNode whole = trained("whole.safetensors", "--kernels", "scalar");
    JsonNode begun = begun();
    assertThat(begun.path("stopped").asString()).isEqualTo("the time budget is used up");
    assertThat(begun.path("steps").asInt()).isLessThan(96);
    assertThat(Path.of(begun.path("checkpoint").asString())).isEqualTo(newest());

    Cli.Result resumed =
        resume(
            "--json", "--threads", 2, "--kernels", "scalar", "--model", folder.resolve("whole2"));

    assertThat(resumed.json().path("parameters_sha256")).isEqualTo(whole.path("parameters_sha256"));
    assertThat(losses(resumed.json())).hasSize(12).isEqualTo(losses(whole));
    assertThat(resumed.json().path("resumed").asString()).contains("checkpoint-000000");
    assertThat(resumed.err()).contains("going on from step " + begun.path("steps"));
    assertThat(folder.resolve("whole2"))
        .hasSameBinaryContentAs(folder.resolve("whole.safetensors"));
  }

  @Test
  void aRunIsTrainedInParts() {
    JsonNode whole = trained("whole.safetensors");
    trained("a.safetensors", "--checkpoint", checkpoints, "--stop-when", "epoch >= 4");
    JsonNode second = resume("--stop-when", "epoch >= 9", "--json").json();
    JsonNode third = resume("--stop-when", "none", "--json").json();

    assertThat(second.path("stopped").asString()).isEqualTo("epoch >= 9 is reached");
    assertThat(third.path("parameters_sha256")).isEqualTo(whole.path("parameters_sha256"));
    assertThat(third.has("stopped")).isFalse();
  }

  /** One command line for the first start and every later one. */
  @Test
  void theSameCommandLineStartsAndGoesOn() {
    Object[] both = {"--checkpoint", checkpoints, "--resume", checkpoints, "--every", "3 epochs"};
    Cli.Result first = train("a.safetensors", both);
    Cli.Result again = train("b.safetensors", both);

    assertThat(first.code()).isZero();
    assertThat(first.err()).contains("has no checkpoint yet; training starts from the beginning");
    assertThat(again.json().path("parameters_sha256"))
        .isEqualTo(first.json().path("parameters_sha256"));
    assertThat(again.json().path("resumed").asString()).endsWith("checkpoint-00000096.safetensors");
  }

  @Test
  void aCheckpointIsOpenedAsAModel() throws IOException {
    begun();
    JsonNode inspected = Cli.ok("inspect", newest(), "--json").json();
    String text = Cli.ok("inspect", newest()).out();

    assertThat(inspected.path("checkpoint").propertyNames())
        .containsExactlyInAnyOrder("epochs", "batch", "steps");
    assertThat(inspected.path("tensors").propertyNames())
        .allMatch(name -> name.startsWith("layers."));
    assertThat(text)
        .containsPattern("resume   after \\d+ epochs?( and \\d+ batch(es)?)?, \\d+ steps?");
    assertThat(Cli.ok("evaluate", "--model", newest(), "--data", data).out()).contains("accuracy");
    assertThat(Cli.ok("predict", "--model", newest(), "--data", data).out()).contains("setosa");
  }

  @Test
  void theBestModelAndTheNewestCheckpointsAreKept() throws IOException {
    JsonNode result =
        trained("m.safetensors", "--checkpoint", checkpoints, "--every", "epoch", "--keep", 2);
    try (var files = Files.list(checkpoints)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              ".lock",
              "best.safetensors",
              "checkpoint-00000088.safetensors",
              "checkpoint-00000096.safetensors");
    }
    JsonNode best = Cli.ok("inspect", checkpoints.resolve("best.safetensors"), "--json").json();
    JsonNode restored =
        trained("b.safetensors", "--early-stopping", "validation_loss(patience=99)");
    assertThat(best.has("checkpoint")).isFalse();
    assertThat(best.path("parameters_sha256")).isEqualTo(restored.path("parameters_sha256"));
    assertThat(losses(restored)).isEqualTo(losses(result));
  }

  @ParameterizedTest
  @CsvSource({
    "--batch, 8, batch: is 8 but was 16 in the run that wrote",
    "--seed, 6, seed: is 6 but was 5 in the run that wrote",
    "--optimizer, sgd, 'optimizer: is sgd('",
    "--validation, 0.3, validation: is 0.3 but was 0.2",
    "--metrics, f1, metrics: is [f1(average=macro)] but was [accuracy",
    "--epochs, 0, epochs: must be a whole number ≥ 1",
    "--early-stopping, accuracy, early stopping watches accuracy",
  })
  void whatChangesTheResultIsRefusedByName(String flag, String value, String message) {
    begun();
    Cli.Result result = resume(flag, value);

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains(message);
  }

  @Test
  void aWholeDescriptionIsComparedWithThatOfTheCheckpoint() {
    begun("--clip-norm", "0.5");
    Cli.Result result = train("m.safetensors", "--resume", checkpoints);

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.json().path("error").path("message").asString())
        .contains("--clip-norm: is 0.0 but was 0.5 in the run that wrote");
  }

  @Test
  void dataThatHaveChangedAreRefused() throws IOException {
    begun();
    Files.writeString(data, Files.readString(data).replaceFirst("5.1", "5.2"));
    Cli.Result result = resume();

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .contains("iris.csv has changed since ", " was written: its SHA-256 is ", "same data");
  }

  @Test
  void movedDataAndMovedCheckpointsAreTheSame() throws IOException {
    JsonNode whole = trained("whole.safetensors");
    begun();
    Path elsewhere = Files.move(checkpoints, folder.resolve("elsewhere"));
    Path moved = Files.move(data, folder.resolve("moved.csv"));
    JsonNode result =
        Cli.ok(
                "train",
                "--json",
                "--data",
                moved,
                "--resume",
                elsewhere,
                "--time-budget",
                "none",
                "--model",
                folder.resolve("m.safetensors"))
            .json();

    assertThat(result.path("parameters_sha256")).isEqualTo(whole.path("parameters_sha256"));
    assertThat(result.path("checkpoint").asString()).startsWith(elsewhere.toString());
  }

  @Test
  void aDamagedCheckpointGivesWayToTheOneBefore() throws IOException {
    JsonNode whole =
        trained("whole.safetensors", "--checkpoint", checkpoints, "--every", "5 steps");
    Path newest = newest();
    Files.write(newest, Arrays.copyOf(Files.readAllBytes(newest), 1000));
    Cli.Result result = resume("--json");

    assertThat(result.code()).isZero();
    assertThat(result.err())
        .contains("checkpoint-00000096.safetensors: ", "; taking the checkpoint before");
    assertThat(result.json().path("resumed").asString())
        .endsWith("checkpoint-00000095.safetensors");
    assertThat(result.json().path("parameters_sha256")).isEqualTo(whole.path("parameters_sha256"));
    Cli.ok("inspect", newest);
  }

  @Test
  void aNewRunDoesNotMixWithAnother() {
    begun();
    Cli.Result result = train("m.safetensors", "--checkpoint", checkpoints);

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.json().path("error").path("message").asString())
        .contains("has a checkpoint already", "resume from it, or give another folder");
  }

  @Test
  void moreEpochsWarnWhereTheScheduleDependsOnThem() {
    begun("--schedule", "cosine");
    assertThat(resume("--epochs", 14).err())
        .contains("cosine has other learning rates for another number of epochs, which was 12");
  }

  @Test
  void moreEpochsAreAsIfTheyHadBeenPlannedWhereItDoesNot() {
    trained("a.safetensors", "--schedule", "constant", "--checkpoint", checkpoints);
    Cli.Result longer = resume("--epochs", 14, "--json");
    JsonNode whole = trained("b.safetensors", "--schedule", "constant", "--epochs", 14);

    assertThat(longer.err()).doesNotContain("learning rates");
    assertThat(longer.json().path("parameters_sha256")).isEqualTo(whole.path("parameters_sha256"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "file/below"})
  void aFolderThatCannotBeWrittenIsToldBeforeTraining(String name) throws IOException {
    Files.writeString(folder.resolve("file"), "");
    Cli.Result result = train("m.safetensors", "--checkpoint", folder.resolve(name));

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).contains(name + ": the folder cannot be created");
    assertThat(folder.resolve("m.safetensors")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing", "empty"})
  void nothingToGoOnFromIsAnError(String name) throws IOException {
    Files.createDirectory(folder.resolve("empty"));
    Cli.Result result = Cli.run("train", "--resume", folder.resolve(name));

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains(name).contains("to go on from");
  }

  @Test
  void earlyStoppingRestoresTheBest() {
    JsonNode result =
        trained("m.safetensors", "--epochs", 300, "--early-stopping", "accuracy(patience=4)");
    int best = result.path("restored_epoch").asInt();

    assertThat(result.path("stopped").asString())
        .startsWith("accuracy has not improved for 4 epochs; the best was ")
        .endsWith(" in epoch " + best);
    assertThat(result.path("history").size()).isEqualTo(best + 4);
    assertThat(result.path("metrics").path("accuracy"))
        .isEqualTo(result.path("history").path(best - 1).path("metrics").path("accuracy"));
  }

  @Test
  void aConditionThatIsReachedStops() {
    JsonNode result = trained("m.safetensors", "--epochs", 300, "--stop-when", "accuracy >= 0.9");
    int epochs = result.path("history").size();

    assertThat(result.path("stopped").asString()).isEqualTo("accuracy >= 0.9 is reached");
    assertThat(epochs).isLessThan(300);
    assertThat(result.path("metrics").path("accuracy").asDouble()).isGreaterThanOrEqualTo(0.9);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--early-stopping | acuracy | did you mean 'accuracy'?",
        "--early-stopping | val_loss(patience=0) | --early-stopping: early stopping: patience must be at least 1",
        "--stop-when | accuracy <= 0.9 | --stop-when: 'accuracy <= 0.9' asks for a bad accuracy",
        "--stop-when | soon | --stop-when: a condition must have the form",
        "--time-budget | 5 | --time-budget: '5' has no unit; write 5s, 5m or 5h",
        "--time-budget | 0s | but is '0s'",
        "--every | 10 | --every: '10' has no unit; write 10s, 10m, '10 epochs' or '10 steps'",
        "--every | 0 steps | but is '0 steps'",
        "--keep | 0 | --keep: must be a whole number ≥ 1",
      })
  void wrongValuesAreRefused(String flag, String value, String message) {
    Cli.Result result = train("m.safetensors", flag, value);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.json().path("error").path("message").asString()).contains(message);
  }

  @Test
  void theSettingsArePrintedAsTheyAreRead() {
    List<Object> arguments =
        arguments("m", "--every", "90s", "--checkpoint", checkpoints, "--time-budget", "1h30m");
    arguments.addAll(List.of("--early-stopping", "val_loss(20)", "--print-config"));
    arguments.remove("--json");
    String yaml = Cli.ok(arguments.toArray()).out();
    assertThat(yaml)
        .contains("every: 1m30s", "time_budget: 1h30m", "keep: 3", "resume: none")
        .contains("early_stopping: \"val_loss(patience=20, min_delta=0.0, restore_best=true)\"");
    Path config = Cli.write(folder.resolve("c.yaml"), yaml);
    assertThat(Cli.ok("train", config, "--print-config").out()).isEqualTo(yaml);
  }
}
