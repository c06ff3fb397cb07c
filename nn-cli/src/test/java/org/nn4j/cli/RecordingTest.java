package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What training leaves beside its model. */
class RecordingTest {
  private static final Path IRIS = Cli.DATA.resolve("iris.csv");

  @TempDir private Path folder;

  private Cli.Result train(Object... more) {
    Object[] args = {
      "train",
      "--data",
      IRIS,
      "--target",
      "species",
      "--epochs",
      5,
      "--model",
      folder.resolve("m.nn.safetensors")
    };
    return Cli.run(Stream.concat(Stream.of(args), Stream.of(more)).toArray());
  }

  @Test
  void equalRunsGiveEqualPages() throws IOException {
    train("--report", folder.resolve("a"));
    train("--report", folder.resolve("b"));

    assertThat(folder.resolve("a/index.html"))
        .hasSameBinaryContentAs(folder.resolve("b/index.html"));
    assertThat(folder.resolve("a/figures/loss.svg"))
        .hasSameBinaryContentAs(folder.resolve("b/figures/loss.svg"));
  }

  @Test
  void recordingChangesNothing() throws IOException {
    train();
    byte[] plain = Files.readAllBytes(folder.resolve("m.nn.safetensors"));
    train("--report", folder.resolve("a"), "--tensorboard", folder.resolve("b"));

    assertThat(Files.readAllBytes(folder.resolve("m.nn.safetensors"))).isEqualTo(plain);
  }

  @Test
  void thePageTellsWhereItsNumbersComeFrom() throws IOException {
    train("--report", folder.resolve("a"), "--seed", 11);
    String page = Files.readString(folder.resolve("a/index.html"));
    JsonNode run = JsonMapper.shared().readTree(folder.resolve("a/run.json").toFile());

    assertThat(page)
        .contains(run.path("parameters_sha256").asString())
        .contains("data_sha256", "kernels", "jdk")
        .contains("<th scope=\"row\">seed</th><td>11</td>")
        .doesNotContain(folder.toString())
        .doesNotContain("http://", "https://", "src=");
    assertThat(Cli.ok("plot", "history", folder.resolve("a/run.json"), "--terminal").out())
        .contains("Loss");
  }

  @Test
  void thePageShowsTheWorstPredictionsWithTheirLines() throws IOException {
    train("--report", folder.resolve("a"), "--validation", IRIS);
    String page = Files.readString(folder.resolve("a/index.html"));

    assertThat(page).contains("Worst predictions", "Predictions for the validation data");
    // Every line of the table is the line of that number.
    List<String> lines = Files.readAllLines(IRIS);
    Matcher row =
        Pattern.compile("<tr><th scope=\"row\">(\\d+)</th>.*<td>([^<]+,[a-z]+)</td></tr>")
            .matcher(page);
    int rows = 0;
    while (row.find()) {
      assertThat(row.group(2)).isEqualTo(lines.get(Integer.parseInt(row.group(1)) - 1));
      rows++;
    }
    assertThat(rows).isEqualTo(12);
  }

  @Test
  void aRunThatIsResumedGoesOnWithItsReport() throws IOException {
    train("--report", folder.resolve("a"), "--checkpoint", folder.resolve("runs"));
    Cli.ok("train", "--resume", folder.resolve("runs"), "--epochs", 8);
    JsonNode run = JsonMapper.shared().readTree(folder.resolve("a/run.json").toFile());

    assertThat(run.path("history").size()).isEqualTo(8);
    assertThat(folder.resolve("a/index.html")).content().contains("; 8 epochs, ");
  }

  @Test
  void thePageIsSmall() throws IOException {
    Cli.ok(
        "train",
        Cli.EXAMPLES.resolve("digits.yaml"),
        "--epochs",
        3,
        "--report",
        folder.resolve("a"),
        "--model",
        folder.resolve("d.nn.safetensors"));

    assertThat(Files.size(folder.resolve("a/index.html"))).isLessThan(200_000);
  }

  @Test
  void aFolderThatIsNoReportIsRefusedBeforeTraining() throws IOException {
    Path mine = Files.createDirectory(folder.resolve("mine"));
    Files.writeString(mine.resolve("index.html"), "mine");
    Cli.Result result = train("--report", mine);

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("not a report of nn4j").doesNotContain("epoch");
    assertThat(folder.resolve("m.nn.safetensors")).doesNotExist();
    assertThat(Files.readString(mine.resolve("index.html"))).isEqualTo("mine");
  }

  @Test
  void writesEventFilesForTensorBoard() throws IOException {
    train("--tensorboard", folder.resolve("events"));

    for (String run : new String[] {"train", "validation"}) {
      try (Stream<Path> files = Files.list(folder.resolve("events").resolve(run))) {
        assertThat(files)
            .hasSize(1)
            .allMatch(file -> file.getFileName().toString().startsWith("events.out.tfevents."));
      }
    }
  }

  /** The command line of a run whose model must be there whatever becomes of its records. */
  private Cli.Result trainAndSave(Object... more) throws IOException {
    Path model = folder.resolve("m.nn.safetensors");
    train();
    byte[] plain = Files.readAllBytes(model);
    Files.delete(model);
    Cli.Result result = train(more);
    assertThat(Files.readAllBytes(model)).isEqualTo(plain);
    return result;
  }

  @Test
  void eventFilesThatCannotBeWrittenDoNotCostTheRun() throws IOException {
    Path events = Files.createDirectory(folder.resolve("events"));
    Files.writeString(events.resolve("validation"), "in the way");
    Cli.Result result = trainAndSave("--tensorboard", events);

    String message = events + ": event files cannot be written: a file of that name is in the way";
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err().lines().filter(line -> line.contains("event files")))
        .containsExactly("nn: " + message + "; this is left out from here on");
    assertThat(result.out()).contains("accuracy");
    JsonNode json = train("--tensorboard", events, "--json").json();
    assertThat(json.path("not_written")).hasSize(1);
    assertThat(json.path("not_written").path(0).asString()).isEqualTo(message);
    assertThat(json.path("metrics").path("accuracy").isNumber()).isTrue();
  }

  @Test
  void aReportThatCannotBeWrittenDoesNotCostTheRun() throws IOException {
    Path report = folder.resolve("a");
    Files.createDirectories(report.resolve("figures/loss.svg"));
    Cli.Result result = trainAndSave("--report", report);

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .contains("loss.svg: cannot be written: it is a folder")
        .contains("; the report is not complete");
    assertThat(result.out()).contains("accuracy");
  }

  @Test
  void aFullDiskDoesNotCostTheRun() throws IOException {
    assumeThat(Path.of("/dev/full")).exists();
    Path report = Files.createDirectory(folder.resolve("a"));
    Files.createSymbolicLink(report.resolve("run.json"), Path.of("/dev/full"));
    Cli.Result result = trainAndSave("--report", report, "--json");
    Files.delete(report.resolve("run.json"));

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.json().path("not_written").path(0).asString())
        .endsWith("run.json: cannot be written: No space left on device");
  }

  @Test
  void aBestModelThatCannotBeWrittenIsToldAndTheCheckpointStands() throws IOException {
    Path runs = Files.createDirectory(folder.resolve("runs"));
    Path best = Files.writeString(runs.resolve("best.safetensors"), "mine");
    Cli.Result result =
        train("--checkpoint", runs, "--early-stopping", "validation_loss", "--json");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.json().path("not_written")).hasSize(1);
    assertThat(result.json().path("not_written").path(0).asString()).startsWith(best + ": is ");
    assertThat(Path.of(result.json().path("checkpoint").asString())).exists();
    assertThat(best).hasContent("mine");
  }

  @Test
  void aCheckpointThatALaterOneMakesUpForCostsNothing() throws IOException {
    Path runs = folder.resolve("runs");
    Files.createDirectories(runs.resolve("checkpoint-00000002.safetensors"));
    Cli.Result result = train("--checkpoint", runs, "--every", "2 steps", "--json");

    assertThat(result.code()).isZero();
    assertThat(result.err()).contains("no checkpoint now, training goes on: ");
    assertThat(result.json().has("not_written")).isFalse();
    assertThat(Path.of(result.json().path("checkpoint").asString())).exists();
  }

  /** A rate of 0 leaves losses that differ in their last digits at most. */
  @Test
  @Timeout(120)
  void aReportOfLossesThatDifferByRoundingEnds() {
    Object[] still = {
      "--validation",
      0,
      "--optimizer",
      "sgd(lr=0)",
      "--schedule",
      "constant",
      "--epochs",
      10,
      "--report",
      folder.resolve("a")
    };
    assertThat(
            Cli.run(
                    Stream.concat(
                            Stream.of("train", "--data", IRIS, "--target", "species"),
                            Stream.concat(
                                Stream.of(still),
                                Stream.of("--model", folder.resolve("m.nn.safetensors"))))
                        .toArray())
                .code())
        .isZero();
    assertThat(folder.resolve("a/figures/loss.svg")).exists();

    Path run =
        Cli.write(
            folder.resolve("run.json"),
            "{\"history\": [{\"epoch\": 1, \"loss\": 1.0}, {\"epoch\": 2, \"loss\":"
                + " 1.0000000000000002}, {\"epoch\": 3, \"loss\": -1e308}]}");
    Cli.ok("plot", "history", run, "--terminal");
    Cli.ok("plot", "history", run, "--picture", folder.resolve("h.svg"));
  }
}
