package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Kills training with SIGKILL again and again, at any moment and during the writing of a
 * checkpoint: a run that is resumed after each ends with the bytes of one that nobody touched.
 */
@DisabledOnOs(OS.WINDOWS)
class KillTest {
  private static final int KILLS = 21;
  private static final int SIGKILL = 9;

  private static final long SEED = 1;

  @TempDir private Path folder;

  private final Random random = new Random(SEED);

  private List<Object> arguments(String model, Object... more) {
    List<Object> arguments =
        new ArrayList<>(List.of("train", "--data", Cli.DATA.resolve("iris.csv"), "--json"));
    arguments.addAll(List.of("--target", "species", "--epochs", 300, "--batch", 8, "--seed", 5));
    arguments.addAll(List.of("--layers", "8:tanh,batch_norm,dropout(rate=0.2)"));
    arguments.addAll(List.of("--early-stopping", "accuracy(patience=1000)"));
    arguments.addAll(List.of("--schedule", "reduce_on_plateau(patience=5)"));
    arguments.addAll(List.of("--model", folder.resolve(model)));
    arguments.addAll(Arrays.asList(more));
    return arguments;
  }

  private List<Path> checkpoints(String start, String end) throws IOException {
    Path run = folder.resolve("run");
    if (Files.notExists(run)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(run)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(start))
          .filter(file -> file.getFileName().toString().endsWith(end))
          .sorted()
          .toList();
    }
  }

  /** Returns how many steps the newest checkpoint holds. */
  private long steps() throws IOException {
    List<Path> all = checkpoints("checkpoint-", ".safetensors");
    return all.isEmpty()
        ? 0
        : Long.parseLong(all.get(all.size() - 1).getFileName().toString().replaceAll("\\D", ""));
  }

  /**
   * Halts a run while it writes a file: stops it again and again, and looks. Writing takes so
   * little of the time on a fast disk that a kill at random seldom meets it.
   */
  private void haltWriting(Process process, Callable<Boolean> writing) throws Exception {
    while (process.isAlive()) {
      signal("STOP", process);
      Thread.sleep(2); // until the last of its threads stands still
      if (writing.call()) {
        return;
      }
      signal("CONT", process);
      Thread.sleep(random.nextInt(5), random.nextInt(1_000_000));
    }
  }

  private static void signal(String name, Process process)
      throws IOException, InterruptedException {
    new ProcessBuilder("sh", "-c", "kill -s " + name + " " + process.pid())
        .redirectError(ProcessBuilder.Redirect.DISCARD) // it may just have ended
        .start()
        .waitFor();
  }

  /**
   * Starts or resumes the run, each time with other threads or kernels, and kills it.
   *
   * @return whether it was killed, not ended by itself before
   */
  private boolean killOnce(int attempt) throws Exception {
    Path run = folder.resolve("run");
    List<String> command = new ArrayList<>(Jvm.command());
    if (attempt % 5 == 1) {
      command.set(command.indexOf(Jvm.QUICK), "--add-modules=jdk.incubator.vector");
    }
    arguments(
            "killed.safetensors",
            "--checkpoint",
            run,
            "--resume",
            run,
            "--every",
            "1 step",
            "--threads",
            1 + attempt % 3)
        .forEach(argument -> command.add(String.valueOf(argument)));
    long before = steps();
    File err = folder.resolve("err.txt").toFile();
    Process process =
        new ProcessBuilder(command)
            .redirectError(err)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      // One in six dies at any time from its very start, the others some steps later, some of them
      // while they write.
      if (attempt % 6 == 0) {
        process.waitFor(random.nextInt(1000), TimeUnit.MILLISECONDS);
      } else {
        int more = 1 + random.nextInt(40);
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (steps() < before + more && process.isAlive()) {
          assertThat(System.nanoTime()).as("attempt %d trains", attempt).isLessThan(deadline);
          Thread.sleep(1);
        }
        Thread.sleep(0, random.nextInt(1_000_000));
        if (attempt % 6 == 1) {
          haltWriting(process, () -> !checkpoints(".", ".tmp").isEmpty());
        }
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(process.exitValue())
        .as("attempt %d, seed %d: %s", attempt, SEED, Files.readString(err.toPath()))
        .isIn(0, 128 + SIGKILL);
    return process.exitValue() != 0;
  }

  @Test
  void aRunThatIsKilledOverAndOverEndsWithTheBytesOfOneThatIsNot() throws Exception {
    JsonNode whole = Cli.ok(arguments("whole.safetensors").toArray()).json();
    int kills = 0;
    int writing = 0;
    for (int attempt = 0; attempt < KILLS; attempt++) {
      if (!killOnce(attempt)) {
        break; // the machine was so busy that all steps were done first
      }
      kills++;
      writing += checkpoints(".", ".tmp").isEmpty() ? 0 : 1;
    }
    assertThat(kills).as("kills, seed %d", SEED).isGreaterThan(KILLS / 2);
    assertThat(writing).as("kills during the writing of a file").isPositive();
    assertThat(checkpoints("checkpoint-", ".safetensors")).isNotEmpty();

    Path run = folder.resolve("run");
    Cli.Result last =
        Cli.ok(arguments("killed.safetensors", "--resume", run, "--every", "1h").toArray());

    assertThat(last.json().path("resumed").asString()).contains("checkpoint-");
    assertThat(last.json().path("parameters_sha256")).isEqualTo(whole.path("parameters_sha256"));
    assertThat(folder.resolve("killed.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("whole.safetensors"));
    assertThat(checkpoints(".", ".tmp")).as("what kills left over is removed").isEmpty();
    assertThat(last.err()).as("no checkpoint was damaged").doesNotContain("taking the checkpoint");
  }

  private Object[] ensemble(Path model, String layers, Object... more) {
    List<Object> arguments =
        new ArrayList<>(List.of("train", "--data", Cli.DATA.resolve("iris.csv"), "--json"));
    arguments.addAll(List.of("--target", "species", "--ensemble", 2, "--epochs", 1, "--seed", 5));
    arguments.addAll(List.of("--layers", layers, "--model", model));
    arguments.addAll(Arrays.asList(more));
    return arguments.toArray();
  }

  /** Whether a part of a model is written; an empty file only shows that one can be. */
  private boolean modelIsWritten() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(
          file ->
              file.getFileName().toString().startsWith(".killed") && file.toFile().length() > 0);
    }
  }

  @Test
  void anEnsembleKilledWhileItsFileIsWrittenLosesNothing() throws Exception {
    String layers = "600:relu,600:relu";
    Path whole = folder.resolve("whole.safetensors");
    JsonNode untouched = Cli.ok(ensemble(whole, layers)).json();
    Path model = folder.resolve("killed.safetensors");
    Cli.ok(ensemble(model, "4:relu"));
    byte[] old = Files.readAllBytes(model);
    Path run = folder.resolve("ensemble");
    Process process =
        new ProcessBuilder(Jvm.command(ensemble(model, layers, "--checkpoint", run)))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      haltWriting(process, this::modelIsWritten);
    } finally {
      process.destroyForcibly().waitFor();
    }

    assertThat(process.exitValue()).isEqualTo(128 + SIGKILL);
    assertThat(modelIsWritten()).as("killed while it writes, seed %d", SEED).isTrue();
    if (!Arrays.equals(Files.readAllBytes(model), old)) {
      // It was written whole once, and now with its card.
      assertThat(Cli.ok("inspect", model, "--json").json().path("parameters_sha256"))
          .isEqualTo(untouched.path("parameters_sha256"));
    }
    Cli.ok("train", "--resume", run, "--model", model);
    assertThat(model).hasSameBinaryContentAs(whole);
  }
}
