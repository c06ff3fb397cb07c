package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That no verb writes over a file that it reads, or twice to the same. */
class OutputsTest {
  @TempDir private Path folder;

  @BeforeEach
  void files() throws IOException {
    Files.copy(Cli.DATA.resolve("iris.csv"), folder.resolve("iris.csv"));
    Cli.write(
        folder.resolve("folds.csv"),
        "fold\n" + String.join("\n", Collections.nCopies(75, "a\nb")) + "\n");
    Cli.write(folder.resolve("s.yaml"), "data: iris.csv\ntarget: species\nbatch: {int: [8, 9]}\n");
    Cli.write(folder.resolve("t.yaml"), "data: iris.csv\ntarget: species\nmodel: iris.csv\n");
    Cli.write(folder.resolve("c.yaml"), "data: iris.csv\ntarget: species\nepochs: 1\n");
    Cli.write(folder.resolve("run.json"), "{\"history\": [{\"epoch\": 1, \"loss\": 1}]}");
    Files.createLink(folder.resolve("hard.csv"), folder.resolve("iris.csv"));
    Files.createSymbolicLink(folder.resolve("run.svg"), folder.resolve("run.json"));
    Cli.ok("train", folder.resolve("c.yaml"), "--model", folder.resolve("m"));
  }

  private String contents() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .sorted()
          .map(file -> file.getFileName() + " " + size(file))
          .collect(Collectors.joining("\n"));
    }
  }

  private static String size(Path file) {
    try {
      return Files.exists(file) && !Files.isDirectory(file)
          ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
          : "";
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "search @s.yaml --trials 1 --best @iris.csv --results @x.jsonl",
        "search @s.yaml --trials 1 --results @hard.csv --best @x.yaml",
        "search @s.yaml --trials 1 --results @x.jsonl --best @x.jsonl",
        "search @s.yaml --trials 1 --best @s.yaml --results @x.jsonl",
        "search @s.yaml --trials 1 --fold-file @folds.csv --best @folds.csv --results @x.jsonl",
        "search @s.yaml --trials 1 --test @folds.csv --best @folds.csv --results @x.jsonl",
        "crossval @c.yaml --predictions @c.yaml",
        "crossval @c.yaml --predictions @hard.csv",
        "crossval @c.yaml --fold-file @folds.csv --predictions @folds.csv",
        "predict --model @m --data @iris.csv --output @m",
        "predict --model @m --data @iris.csv --output @hard.csv",
        "train @t.yaml",
        "train @c.yaml --checkpoint @. --model @best.safetensors",
        "train @c.yaml --model @index.html --report @.",
        "plot history @run.json --picture @run.svg",
        "plot history @. --picture @run.svg",
        "lr-find @c.yaml --steps 3 --picture @a.svg --picture @a.svg"
      })
  void refusesBeforeAnythingIsReadOrTrained(String line) throws IOException {
    String before = contents();
    List<Object> words = new ArrayList<>();
    for (String word : line.split(" ")) {
      words.add(word.startsWith("@") ? folder.resolve(word.substring(1)) : word);
    }
    Cli.Result result = Cli.run(words.toArray());

    assertThat(result.code()).as(result.err()).isEqualTo(2);
    assertThat(contents()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", "/dev/stdin"})
  void refusesToWriteOverStandardInputThatIsAFile(String input) throws Exception {
    assumeThat(Files.exists(Path.of("/dev/stdin"))).isTrue();
    Path data = folder.resolve("iris.csv");
    String before = Files.readString(data);
    Process process =
        new ProcessBuilder(
                Jvm.command(
                    "predict", "--model", folder.resolve("m"), "--data", input, "--output", data))
            .redirectInput(data.toFile())
            .redirectErrorStream(true)
            .start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(told).isEqualTo(2);
    assertThat(told).contains("is the file of --data, which is being read");
    assertThat(data).hasContent(before);
  }

  @Test
  void namesBothUsesAndThePlaceOfASetting() {
    assertThat(Cli.run("train", folder.resolve("t.yaml")).err())
        .isEqualToIgnoringNewLines(
            "nn: "
                + folder.resolve("t.yaml")
                + ":3:8: model: "
                + folder.resolve("iris.csv")
                + " is the file of --data, which is being read; name another");
  }

  @Test
  void aModelIsReplacedAndASearchGoesOnAsBefore() {
    Cli.ok("train", folder.resolve("c.yaml"), "--model", folder.resolve("m"));
    Path results = folder.resolve("r.jsonl");
    Path best = folder.resolve("b.yaml");
    for (int trials = 1; trials <= 2; trials++) {
      Cli.ok(
          "search",
          folder.resolve("s.yaml"),
          "--epochs",
          1,
          "--trials",
          trials,
          "--results",
          results,
          "--best",
          best);
    }
    assertThat(results).content().hasLineCount(3);
  }

  @Test
  void aRunGoesOnInTheFolderOfItsCheckpoint() {
    Path run = folder.resolve("run");
    Path model = folder.resolve("m2");
    Cli.ok("train", folder.resolve("c.yaml"), "--model", model, "--checkpoint", run);
    Cli.ok("train", "--resume", run, "--epochs", 2);
    assertThat(Cli.run("train", "--resume", run, "--model", run.resolve("best.safetensors")).err())
        .contains("--model: ", "is a file in the folder of --checkpoint, which is written too");
  }
}
