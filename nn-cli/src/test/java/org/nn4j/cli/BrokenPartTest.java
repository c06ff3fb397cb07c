package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What is told of plug-ins that throw: who it was, and what is not lost for it. */
class BrokenPartTest {
  private static final Path IRIS = Cli.DATA.resolve("iris.csv");

  @TempDir private static Path temp;
  @TempDir private Path folder;
  private static Path plugins;

  @BeforeAll
  static void makePlugins() throws IOException {
    write(
        "src/main/java/com/acme/Boom.java",
        """
        package com.acme;

        import java.io.File;
        import org.nn4j.api.Matrix;
        import org.nn4j.api.Optimizer;
        import org.nn4j.api.OptimizerState;

        public record Boom(double lr, int how) implements Optimizer {
          public Boom() {
            this(0.1, 0);
          }

          @Override
          public String name() {
            return "acme.boom";
          }

          @Override
          public void update(Matrix parameters, Matrix gradients, OptimizerState state, int from,
              int to, double rate, long step) {
            if (step < 3) {
              return;
            }
            switch (how) {
              case 1 -> throw new IllegalArgumentException("boom");
              case 2 -> throw new IllegalStateException("boom");
              case 3 -> endless(0);
              case 4 -> Helper.help();
              case 5 -> throw new NoClassDefFoundError("com/acme/Gone");
              case 6 -> parameters.rows(5, 2);
              case 7 -> throw new Error("boom");
              case 8 -> {
                // What a full or vanished disk looks like to the program.
                String folder = System.getProperty("com.acme.folder");
                if (!new File(folder).renameTo(new File(folder + ".gone"))) {
                  System.err.print("");
                }
              }
              default -> {}
            }
          }

          private int endless(int depth) {
            return endless(depth + 1) + depth;
          }
        }
        """);
    write(
        "src/main/java/com/acme/Helper.java",
        """
        package com.acme;

        final class Helper {
          private static final int ZERO = Integer.parseInt("0");
          private static final int WRONG = 1 / ZERO;

          static void help() {
            System.out.println(WRONG);
          }
        }
        """);
    write(
        "src/main/java/com/acme/Tired.java",
        """
        package com.acme;

        import org.nn4j.api.Matrix;
        import org.nn4j.api.Metric;
        import org.nn4j.api.Task;

        public record Tired(int rows) implements Metric {
          public Tired() {
            this(-1);
          }

          @Override
          public String name() {
            return "acme.tired";
          }

          @Override
          public Task task() {
            return Task.REGRESSION;
          }

          @Override
          public boolean higherIsBetter() {
            return true;
          }

          @Override
          public double value(Matrix output, Matrix target, Matrix weights) {
            if (output.rows() == rows) {
              throw new IllegalArgumentException("no more than " + rows);
            }
            return 0.5;
          }
        }
        """);
    write(
        "src/main/java/com/acme/Picky.java",
        """
        package com.acme;

        import org.nn4j.api.Kernels;
        import org.nn4j.api.Loss;
        import org.nn4j.api.Matrix;

        public record Picky() implements Loss {
          @Override
          public String name() {
            return "acme.picky";
          }

          @Override
          public double value(Matrix output, Matrix target, Matrix weights, Kernels kernels) {
            throw new IllegalArgumentException("targets must be green");
          }

          @Override
          public double gradient(Matrix output, Matrix target, Matrix weights, Matrix gradient,
              Kernels kernels) {
            throw new IllegalArgumentException("targets must be green");
          }
        }
        """);
    write("src/test/java/com/acme/Nothing.java", "package com.acme;\nfinal class Nothing {}\n");
    String services = "src/main/resources/META-INF/services/org.nn4j.api.";
    write(services + "Optimizer", "com.acme.Boom\n");
    write(services + "Metric", "com.acme.Tired\n");
    write(services + "Loss", "com.acme.Picky\n");
    plugins = PluginBuild.jar(temp).getParent();
  }

  private static void write(String file, String text) throws IOException {
    Path path = temp.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private Cli.Result nn(String verb, Object... more) {
    List<Object> words = List.of(verb, "--plugins", plugins, "--epochs", 3);
    return Cli.run(Stream.concat(words.stream(), Stream.of(more)).toArray());
  }

  private Path model() {
    return folder.resolve("m.nn.safetensors");
  }

  private Cli.Result iris(Object... more) {
    List<Object> words = List.of("--data", IRIS, "--target", "species", "--model", model());
    return nn("train", Stream.concat(words.stream(), Stream.of(more)).toArray());
  }

  @ParameterizedTest
  @CsvSource({
    "1, java.lang.IllegalArgumentException: boom",
    "2, java.lang.IllegalStateException: boom",
    "3, java.lang.StackOverflowError",
    "4, java.lang.ExceptionInInitializerError: java.lang.ArithmeticException: / by zero",
    "5, java.lang.NoClassDefFoundError: com/acme/Gone",
    "6, java.lang.",
    "7, java.lang.Error: boom"
  })
  void aPartThatThrowsIsBlamedByKindNameAndJar(int how, String what) {
    // Thrown by any of the pool's threads.
    Object[] words = {"--optimizer", "acme.boom(how=" + how + ")", "--layers", "64:relu"};
    Cli.Result result = iris(words);
    String expected =
        how == 4 && result.err().contains("NoClassDefFoundError")
            ? "java.lang.NoClassDefFoundError: Could not initialize class com.acme.Helper"
            : what;

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines().filter(line -> line.startsWith("nn: ")))
        .hasSize(1)
        .first()
        .asString()
        .startsWith(
            "nn: the optimizer acme.boom, com.acme.Boom (plugin.jar), failed with " + expected)
        .endsWith("; this is a fault of the plug-in: tell its author what --stacktrace shows");
    assertThat(result.err()).doesNotContain("\tat ");

    JsonNode error =
        iris(Stream.concat(Stream.of(words), Stream.of("--json")).toArray()).json().path("error");
    assertThat(error.path("message").asString()).contains("the optimizer acme.boom");
    assertThat(error.path("plugin").path("kind").asString()).isEqualTo("optimizer");
    assertThat(error.path("plugin").path("name").asString()).isEqualTo("acme.boom");
    assertThat(error.path("plugin").path("class").asString()).isEqualTo("com.acme.Boom");
    assertThat(error.path("plugin").path("jar").asString()).isEqualTo("plugin.jar");
    assertThat(iris("--stacktrace", words[0], words[1]).err())
        .contains("at plug-in plugin.jar//com.acme.Boom.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "crossval", "lr-find"})
  void everyVerbThatTrainsBlamesIt(String verb) {
    Cli.Result result =
        nn(verb, "--data", IRIS, "--target", "species", "--optimizer", "acme.boom(how=1)");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("nn: the optimizer acme.boom, com.acme.Boom (plugin.jar)");
  }

  @Test
  void whatALossRefusesIsTheMistakeOfWhoChoseIt() {
    Cli.Result result =
        nn(
            "train",
            "--data",
            Cli.DATA.resolve("diabetes.csv"),
            "--target",
            "progression",
            "--loss",
            "acme.picky",
            "--model",
            model());

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("nn: --loss: acme.picky: targets must be green\n");
  }

  @Test
  void aSearchGoesOnWithoutAPartThatThrows() throws IOException {
    Path results = folder.resolve("trials.jsonl");
    Cli.Result result =
        search(
            "optimizer: {choice: [\"acme.boom(how=1)\", sgd, \"acme.boom(how=3)\"]}\n",
            results,
            folder.resolve("best.yaml"));

    assertThat(result.code()).isZero();
    assertThat(Files.readAllLines(results)).hasSize(4);
    assertThat(results).content().contains("the optimizer acme.boom, com.acme.Boom (plugin.jar)");
    assertThat(folder.resolve("best.yaml")).content().contains("sgd");
  }

  @Test
  void aModelIsSavedBeforeItIsJudged() throws IOException {
    Path data = Cli.DATA.resolve("diabetes.csv");
    Path test = folder.resolve("test.csv");
    Files.write(test, Files.readAllLines(data).subList(0, 8));
    Object[] words = {
      "--data",
      data,
      "--target",
      "progression",
      "--test",
      test,
      "--model",
      model(),
      "--metrics",
      "acme.tired(rows=7)"
    };
    Cli.Result result = nn("train", words);

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines().filter(line -> line.startsWith("nn: ")).toList())
        .last()
        .asString()
        .startsWith("nn: the metric acme.tired, com.acme.Tired (plugin.jar), failed with")
        .endsWith("; training is done, and its model is saved in " + model());
    assertThat(Cli.ok("predict", "--model", model(), "--data", test).out().lines()).hasSize(8);

    Files.delete(model());
    JsonNode error =
        nn("train", Stream.concat(Stream.of(words), Stream.of("--json")).toArray())
            .json()
            .path("error");
    assertThat(error.path("model").asString()).isEqualTo(model().toString());
    assertThat(error.path("plugin").path("name").asString()).isEqualTo("acme.tired");
    assertThat(model()).exists();
  }

  /** Returns a folder that goes away in the third step of {@code acme.boom(how=8)}. */
  private Path vanishing() throws IOException {
    Path vanishing = Files.createDirectory(folder.resolve("out"));
    System.setProperty("com.acme.folder", vanishing.toString());
    return vanishing;
  }

  private static String only(List<String> lines) {
    assertThat(lines).hasSize(1);
    return lines.get(0);
  }

  @Test
  void aModelThatCannotBeSavedWhereItShouldIsSavedElsewhere() throws IOException {
    Path model = vanishing().resolve("m.nn.safetensors");
    Object[] words = {"--optimizer", "acme.boom(how=8)", "--model", model};
    Object[] data = {"--data", IRIS, "--target", "species"};
    Cli.Result result = nn("train", Stream.concat(Stream.of(data), Stream.of(words)).toArray());

    assertThat(result.code()).isEqualTo(1);
    String error = only(result.err().lines().filter(line -> line.startsWith("nn: ")).toList());
    assertThat(error)
        .startsWith("nn: " + model + ": cannot be written: ")
        .matches(".*; the model is saved in .*m\\.nn\\.safetensors instead");
    Path saved = Path.of(error.replaceFirst(".* saved in (.*) instead", "$1"));
    Cli.ok("inspect", saved);
    Files.delete(saved);
    Files.delete(saved.getParent());

    for (int networks : new int[] {0, 2}) {
      Files.move(folder.resolve("out.gone"), folder.resolve("out"));
      Path runs = folder.resolve("runs" + networks);
      Object[] checkpoints = {"--checkpoint", runs, "--ensemble", networks};
      Cli.Result kept =
          nn("train", Stream.of(data, words, checkpoints).flatMap(Stream::of).toArray());
      assertThat(kept.code()).isEqualTo(1);
      assertThat(kept.err())
          .contains(
              "; nothing is lost, the last checkpoint has it: nn train --resume "
                  + runs
                  + " --model FILE");
      Cli.ok("train", "--resume", runs, "--model", model(), "--plugins", plugins);
    }
  }

  @Test
  void aSearchWhoseResultsCannotBeWrittenGoesOnAndTellsThem() throws IOException {
    Path results = vanishing().resolve("trials.jsonl");
    Cli.Result result =
        search(
            "optimizer: {choice: [\"acme.boom(how=8)\", sgd, adam]}\n",
            results,
            folder.resolve("best.yaml"),
            "--json");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.json().path("trials")).hasSize(3);
    assertThat(only(List.of(result.json().path("not_written").path(0).asString())))
        .startsWith(results + ": cannot be written");
    assertThat(result.err().lines().filter(line -> line.contains("; the search goes on")))
        .hasSize(1);
    assertThat(folder.resolve("best.yaml")).exists();
  }

  private Cli.Result search(Path results, Path best, Object... more) throws IOException {
    return search(
        "optimizer: {choice: [\"acme.boom(how=8)\", sgd, adam]}\ntest: 0.2\n", results, best, more);
  }

  private Cli.Result search(String settings, Path results, Path best, Object... more)
      throws IOException {
    Path config = Files.writeString(folder.resolve("search.yaml"), settings);
    Object[] words = {
      config,
      "--method",
      "grid",
      "--data",
      IRIS,
      "--target",
      "species",
      "--results",
      results,
      "--best",
      best
    };
    return nn("search", Stream.concat(Stream.of(words), Stream.of(more)).toArray());
  }

  @Test
  void aSearchClaimsNoFileThatCouldNotBeWritten() throws IOException {
    Path lost = vanishing();
    Path results = lost.resolve("trials.jsonl");
    Path best = lost.resolve("best.yaml");
    Cli.Result told = search(results, best);

    assertThat(told.code()).isEqualTo(1);
    assertThat(told.out())
        .containsPattern("(?m)^best +trial \\d$")
        .containsPattern("nn train with its\\s+settings judges it by the test set")
        .doesNotContain("best.yaml", "trials.jsonl");
    assertThat(told.err()).contains("nn: " + best + ": cannot be written: ");

    Files.move(folder.resolve("out.gone"), lost);
    Cli.Result result = search(results, best, "--json");
    assertThat(result.code()).isEqualTo(1);
    JsonNode json = result.json();
    assertThat(json.path("not_written"))
        .extracting(JsonNode::asString)
        .satisfiesExactly(
            line -> assertThat(line).startsWith(results + ": cannot be"),
            line -> assertThat(line).startsWith(best + ": cannot be"));
    assertThat(json.has("best_config")).isFalse();
    assertThat(json.has("results")).isFalse();
    assertThat(json.path("best").path("trial").isNumber()).isTrue();
  }

  @Test
  void aSearchNamesTheFileThatCouldBeWritten() throws IOException {
    Path lost = vanishing();
    Path best = folder.resolve("best.yaml");
    JsonNode json = search(lost.resolve("trials.jsonl"), best, "--json").json();
    assertThat(json.path("not_written")).hasSize(1);
    assertThat(json.path("best_config").asString()).isEqualTo(best.toString());
    assertThat(json.has("results")).isFalse();

    Files.move(folder.resolve("out.gone"), lost);
    Path results = folder.resolve("trials.jsonl");
    json = search(results, lost.resolve("best.yaml"), "--json").json();
    assertThat(json.path("not_written")).hasSize(1);
    assertThat(json.has("best_config")).isFalse();
    assertThat(json.path("results").asString()).isEqualTo(results.toString());
    assertThat(results).content().hasLineCount(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"epoch", "1 steps"})
  void aRunWhoseCheckpointsCannotBeWrittenSavesItsModelAndTells(String every) throws IOException {
    Path runs = vanishing();
    Object[] words = {"--optimizer", "acme.boom(how=8)", "--checkpoint", runs, "--every", every};
    Cli.Result told = iris(words);

    assertThat(told.code()).isEqualTo(1);
    assertThat(only(told.err().lines().filter(line -> line.startsWith("nn: ")).toList()))
        .startsWith("nn: no checkpoint now, training goes on: " + runs)
        .contains(": cannot be written: ");
    assertThat(told.out()).contains("accuracy").doesNotContain("checkpoint");
    Cli.ok("inspect", model());

    Files.delete(model());
    Files.move(folder.resolve("out.gone"), folder.resolve("first"));
    Files.createDirectory(runs);
    Cli.Result result = iris(Stream.concat(Stream.of(words), Stream.of("--json")).toArray());
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.json().path("not_written")).hasSize(1);
    assertThat(result.json().path("not_written").path(0).asString())
        .startsWith(runs + "/checkpoint-")
        .contains(": cannot be written: ");
    assertThat(result.json().has("checkpoint")).isFalse();
    assertThat(result.json().path("metrics").path("accuracy").isNumber()).isTrue();
    assertThat(model()).exists();
  }

  @Test
  void aModelThatNoCheckpointHasIsSavedElsewhere() throws IOException {
    Path lost = vanishing();
    Path model = lost.resolve("m.nn.safetensors");
    Cli.Result result =
        nn(
            "train",
            "--data",
            IRIS,
            "--target",
            "species",
            "--optimizer",
            "acme.boom(how=8)",
            "--model",
            model,
            "--checkpoint",
            lost.resolve("runs"),
            "--every",
            "1 steps");

    assertThat(result.code()).isEqualTo(1);
    String error =
        only(result.err().lines().filter(line -> line.startsWith("nn: " + model)).toList());
    assertThat(error).matches(".*; the model is saved in .*m\\.nn\\.safetensors instead");
    Path saved = Path.of(error.replaceFirst(".* saved in (.*) instead", "$1"));
    Cli.ok("inspect", saved);
    Files.delete(saved);
    Files.delete(saved.getParent());
  }

  @Test
  void aCrossValidationTellsItsResultThoughPredictionsCannotBeWritten() throws IOException {
    Path predictions = vanishing().resolve("p.csv");
    Cli.Result result =
        nn(
            "crossval",
            "--data",
            IRIS,
            "--target",
            "species",
            "--optimizer",
            "acme.boom(how=8)",
            "--predictions",
            predictions,
            "--json");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.json().path("not_written").path(0).asString())
        .startsWith(predictions + ": cannot be written");
    assertThat(result.json().path("metrics").isObject()).isTrue();
    assertThat(result.json().has("predictions")).isFalse();
  }
}
