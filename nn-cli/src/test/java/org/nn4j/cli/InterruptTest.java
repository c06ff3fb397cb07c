package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What Ctrl-C does, which is the signal INT, and what TERM does, and HUP of a closed terminal. */
@DisabledOnOs(OS.WINDOWS)
class InterruptTest {
  @TempDir private Path folder;

  /** A process started in the background of a script ignores Ctrl-C, and so do its children. */
  private static boolean isIgnored(String signal) throws IOException {
    int bit =
        switch (signal) {
          case "HUP" -> 0; // a program started with nohup ignores it
          case "INT" -> 1;
          default -> 14;
        };
    Path status = Path.of("/proc/self/status");
    return Files.isReadable(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .anyMatch(
                line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) >> bit & 1) != 0);
  }

  /** Trains in a JVM of its own and sends a signal once the first progress is told. */
  private Cli.Result interrupt(String signal, Object... more) throws Exception {
    List<Object> words = new ArrayList<>(List.of("train", "--epochs", "100000"));
    words.addAll(List.of("--model", folder.resolve("m.safetensors")));
    words.addAll(List.of(more));
    return interrupt(signal, "epoch 10000/100000", words);
  }

  /** Runs a verb in a JVM of its own and sends a signal once it tells of something. */
  private Cli.Result interrupt(String signal, String first, List<Object> words) throws Exception {
    List<String> command = new ArrayList<>(Jvm.command());
    command.remove(Jvm.QUICK); // many epochs
    words.forEach(word -> command.add(String.valueOf(word)));
    command.addAll(List.of("--data", Cli.DATA.resolve("iris.csv").toAbsolutePath().toString()));
    command.addAll(List.of("--target", "species", "--layers", "none", "--batch", "full"));
    assumeThat(isIgnored(signal)).as("SIG" + signal + " is ignored").isFalse();
    Path out = folder.resolve("out.txt");
    Process process = new ProcessBuilder(command).redirectOutput(out.toFile()).start();
    try (BufferedReader err = process.errorReader()) {
      String line = err.readLine();
      assertThat(line).matches(first.replaceFirst("epoch \\d+/", "epoch \\\\d+/") + ".*");
      // A closed terminal is told by the system and by the shell.
      for (int i = 0; i < (signal.equals("HUP") ? 3 : 1); i++) {
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
      }
      String heard = err.lines().collect(Collectors.joining("\n"));
      return new Cli.Result(process.waitFor(), Files.readString(out), heard);
    } finally {
      process.destroyForcibly();
    }
  }

  @ParameterizedTest
  @CsvSource({"HUP, 129", "INT, 130", "TERM, 143"})
  void finishesTheBatchWritesACheckpointAndSaysHowToGoOn(String signal, int code) throws Exception {
    Path run = folder.resolve("run");
    Cli.Result result = interrupt(signal, "--checkpoint", run);

    assertThat(result.code()).isEqualTo(code);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains("nn: stopping after this batch; once more to stop at once")
        .containsPattern("nn: interrupted (in|after) epoch \\d+ of 100000.*; to go on: nn train")
        .contains(" --resume " + run);
    assertThat(folder.resolve("m.safetensors")).doesNotExist();
    assertThat(Cli.run("train", "--resume", run, "--time-budget", "1ms").code()).isZero();
  }

  @Test
  void tellsInJsonToo() throws Exception {
    Path run = folder.resolve("run");
    Cli.Result result = interrupt("INT", "--checkpoint", run, "--json");

    var error = JsonMapper.shared().readTree(result.out()).path("error");
    assertThat(error.path("message").asString()).startsWith("interrupted ");
    assertThat(Path.of(error.path("checkpoint").asString())).exists().hasParent(run);
  }

  @Test
  void withoutCheckpointsNothingIsSavedAndThatIsSaid() throws Exception {
    Cli.Result result = interrupt("INT");

    assertThat(result.code()).isEqualTo(130);
    assertThat(result.err()).endsWith("; nothing is saved, as there is no --checkpoint DIR");
    assertThat(folder.resolve("m.safetensors")).doesNotExist();
  }

  @Test
  void aSearchSaysHowToGoOn() throws Exception {
    Path config = folder.resolve("search.yaml");
    Files.writeString(config, "epochs: {choice: [1, 300000]}\n");
    Path results = folder.resolve("trials.jsonl");
    Path best = folder.resolve("best.yaml");
    Cli.Result result =
        interrupt(
            "INT",
            "trial 1 ",
            List.of("search", config, "--method", "grid", "--results", results, "--best", best));

    assertThat(result.code()).isEqualTo(130);
    assertThat(result.err())
        .contains("nn: stopping after this batch; once more to stop at once")
        .endsWith(
            "nn: interrupted in trial 2 of 2; the trial before it is in "
                + results
                + "; to go on, run the same command again");
    assertThat(results).content().hasLineCount(2);
    assertThat(best).content().startsWith("# The best of 1 trials");
  }

  @Test
  void aCrossValidationStopsAndLeavesNothing() throws Exception {
    Cli.Result result =
        interrupt("INT", "fold 1", List.of("crossval", "--folds", "3", "--epochs", "30000"));

    assertThat(result.code()).isEqualTo(130);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).endsWith("nn: interrupted in fold 2 of 3; nothing is saved");
  }
}
