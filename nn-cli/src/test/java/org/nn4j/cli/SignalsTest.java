package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ends every verb that writes files, by signals, while it works: its files are whole, or as they
 * were, and none is left over but by SIGKILL. Signals are sent once something shows what the verb
 * is at, and a random time later.
 */
@DisabledOnOs(OS.WINDOWS)
class SignalsTest {
  private static final int ROWS = 200_000;
  private static final List<String> SIGNALS = List.of("TERM", "INT", "HUP", "KILL");

  @TempDir private static Path folder;

  private static Path rows;
  private static Path model;

  private final Random random = new Random(1);

  @BeforeAll
  static void files() {
    rows = folder.resolve("rows.csv");
    model = folder.resolve("line.safetensors");
    Path few =
        Cli.write(
            folder.resolve("few.csv"),
            IntStream.range(0, 100)
                .mapToObj(row -> row + "," + 2 * row)
                .collect(Collectors.joining("\n", "x,y\n", "\n")));
    Cli.write(
        rows,
        IntStream.range(0, ROWS)
            .mapToObj(row -> row % 97 + "," + row)
            .collect(Collectors.joining("\n", "x,z\n", "\n")));
    Cli.ok("train", "--data", few, "--target", "y", "--epochs", 1, "--model", model);
  }

  /** The files in a folder and its folders; those that vanish meanwhile are passed over. */
  private static List<String> files(Path work) throws IOException {
    List<String> files = new ArrayList<>();
    Files.walkFileTree(
        work,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(work.relativize(file).toString());
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException fault) throws IOException {
            if (fault instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw fault;
          }
        });
    Collections.sort(files);
    return files;
  }

  /** A verb under way. */
  private final class Run {
    final Path work;
    final Path err;
    final Process process;

    Run(Path work, Object... words) throws IOException {
      this.work = work;
      this.err = work.resolveSibling(work.getFileName() + ".err");
      process =
          new ProcessBuilder(Jvm.command(words))
              .redirectError(err.toFile())
              .redirectOutput(new File("/dev/null"))
              .start();
    }

    /** Waits until a file appears whose name has a part, or a message, or the program ends. */
    void await(String file, String message) throws Exception {
      long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
      while (process.isAlive()
          && files(work).stream().noneMatch(name -> name.contains(file))
          && !Files.readString(err).contains(message)) {
        assertThat(System.nanoTime()).as("neither %s nor %s", file, message).isLessThan(deadline);
        Thread.sleep(1);
      }
    }

    /** Sends a signal and returns whether it found the program alive. */
    boolean end(String signal) throws Exception {
      Thread.sleep(random.nextInt(200));
      new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
          .redirectErrorStream(true)
          .redirectOutput(new File("/dev/null"))
          .start()
          .waitFor();
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("ends within a minute").isTrue();
      return process.exitValue() != 0;
    }

    void requireNothingLeft(String signal) throws IOException {
      if (!signal.equals("KILL")) {
        assertThat(files(work)).as(signal).noneMatch(name -> name.endsWith(".tmp"));
      }
    }
  }

  private Run start(String verb, Path work) throws Exception {
    Object iris = Cli.DATA.resolve("iris.csv");
    switch (verb) {
      case "predict" -> {
        Path output = work.resolve("out.csv");
        if (random.nextBoolean()) {
          Cli.write(output, "before\n");
        }
        Run run = new Run(work, "predict", "--model", model, "--data", rows, "--output", output);
        run.await(".tmp", "never");
        return run;
      }
      case "cache" -> {
        Run run = new Run(work, cached(work, "m"));
        run.await(".tmp", "never");
        return run;
      }
      case "train", "report" -> {
        List<Object> words =
            new ArrayList<>(List.of("train", "--data", iris, "--target", "species"));
        words.addAll(List.of("--epochs", 40, "--model", work.resolve("m")));
        words.addAll(
            verb.equals("report")
                ? List.of("--report", work.resolve("report"))
                : List.of("--checkpoint", work.resolve("run"), "--every", "1 step"));
        Run run = new Run(work, words.toArray());
        run.await(verb.equals("report") ? "figures" : "checkpoint-", "never");
        return run;
      }
      case "search" -> {
        Run run = new Run(work, search(work));
        run.await(".jsonl", "trial 1");
        return run;
      }
      case "crossval" -> {
        Run run =
            new Run(
                work,
                "crossval",
                "--data",
                iris,
                "--target",
                "species",
                "--epochs",
                20,
                "--predictions",
                work.resolve("folds.csv"));
        run.await("folds.csv", "fold 3");
        return run;
      }
      default -> throw new IllegalArgumentException(verb);
    }
  }

  /** Returns a command that trains from a cache in a folder. */
  private Object[] cached(Path work, String name, Object... more) {
    List<Object> words = new ArrayList<>(List.of("train", "--data", rows, "--target", "z"));
    words.addAll(List.of("--epochs", 1, "--memory-budget", 1, "--cache", work));
    words.addAll(List.of("--model", work.resolve(name)));
    words.addAll(List.of(more));
    return words.toArray();
  }

  private Object[] search(Path work) {
    Path yaml =
        Cli.write(
            work.resolve("s.yaml"),
            "data: "
                + Cli.DATA.resolve("iris.csv").toAbsolutePath()
                + "\ntarget: species\nepochs: 3\nbatch: {int: [8, 40]}\n");
    return new Object[] {
      "search",
      yaml,
      "--trials",
      8,
      "--results",
      work.resolve("r.jsonl"),
      "--best",
      work.resolve("b.yaml")
    };
  }

  private void requireWhole(String verb, Path work) throws IOException {
    for (String name : files(work)) {
      Path file = work.resolve(name);
      if (name.endsWith(".tmp") || name.endsWith("s.yaml") || name.endsWith(".lock")) {
        continue;
      }
      String text =
          name.matches("m|.*\\.(safetensors|png|nn4j-cache)") ? "" : Files.readString(file);
      if (name.equals("out.csv")) {
        assertThat(text.equals("before\n") || text.lines().count() == ROWS + 1).as(name).isTrue();
      } else if (name.equals("folds.csv")) {
        assertThat(text.lines()).hasSize(151);
      } else if (name.matches("m|.*\\.safetensors")) {
        Cli.ok("inspect", file);
      } else if (name.endsWith(".html")) {
        assertThat(text.strip()).endsWith("</html>");
      } else if (name.endsWith(".svg")) {
        assertThat(text.strip()).endsWith("</svg>");
      } else if (name.endsWith(".nn4j-cache")) {
        Cli.ok(cached(work, "again", "--layers", "none", "--batch", "full"));
      } else {
        assertThat(name).matches(".*\\.(jsonl|yaml|png|json)");
      }
    }
    if (verb.equals("search")) {
      Path whole = Files.createDirectories(work.resolveSibling("whole"));
      Cli.ok(search(work));
      if (files(whole).isEmpty()) {
        Cli.ok(search(whole));
      }
      assertThat(work.resolve("r.jsonl")).hasSameTextualContentAs(whole.resolve("r.jsonl"));
      assertThat(work.resolve("b.yaml")).hasSameTextualContentAs(whole.resolve("b.yaml"));
    }
    if (verb.equals("train") && Files.exists(work.resolve("run"))) {
      Cli.ok("train", "--resume", work.resolve("run"), "--every", "1h");
    }
  }

  /** Ends runs of some verbs and returns how many each signal met alive. */
  private Map<String, Integer> endAll(List<String> verbs, int times) throws Exception {
    Map<String, Integer> met = new TreeMap<>();
    Map<String, Integer> left = new LinkedHashMap<>();
    for (int i = 0; i < times; i++) {
      String verb = verbs.get(i % verbs.size());
      String signal = SIGNALS.get(i / verbs.size() % SIGNALS.size());
      Path work = Files.createTempDirectory(folder, verb);
      Run run = start(verb, work);
      boolean alive = run.end(signal);
      met.merge(verb + " " + signal + (alive ? "" : " (too late)"), 1, Integer::sum);
      left.merge(
          signal, (int) files(work).stream().filter(f -> f.endsWith(".tmp")).count(), Integer::sum);
      run.requireNothingLeft(signal);
      requireWhole(verb, work);
    }
    Files.writeString(
        Path.of("target", "signals-" + times + ".txt"),
        "met " + met + "\ntemporary files left " + left);
    return met;
  }

  @Test
  void predictionsLeaveNothingHalf() throws Exception {
    endAll(List.of("predict"), 4);
  }

  @Test
  @Tag("exhaustive")
  void aHundredSignalsToEveryVerbThatWritesLeaveNothingHalf() throws Exception {
    Map<String, Integer> met =
        endAll(List.of("train", "search", "crossval", "predict", "report", "cache"), 120);

    // A program ignores those that whoever starts it ignores, as nohup does.
    for (String signal : SIGNALS) {
      assertThat(met.keySet()).as("verbs ended").anyMatch(key -> key.endsWith(" " + signal));
    }
  }
}
