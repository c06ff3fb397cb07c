package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a model is does not depend on where its data were kept or how they were packed. */
class LargeDataTest {
  private static final int ROWS = 6000;

  @TempDir private static Path folder;
  private static Path data;
  private static String header;
  private static List<String> lines;

  @BeforeAll
  static void write() throws IOException {
    Random random = new Random(11);
    header = "a,b,count,colour,weight,label,value";
    lines = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      double a = random.nextGaussian();
      double b = random.nextInt(1000) / 8.0;
      lines.add(
          String.join(
              ",",
              String.valueOf(a),
              i % 9 == 0 ? "" : String.valueOf(b),
              String.valueOf(random.nextInt(256)),
              i % 7 == 0 ? "NA" : List.of("red", "green", "\"a, b\"").get(i % 3),
              String.valueOf(1 + random.nextInt(3)),
              a + random.nextGaussian() / 4 > 0 ? "yes" : "no",
              String.valueOf(3 * a + b / 100)));
    }
    data = folder.resolve("data.csv");
    Files.writeString(data, header + "\n" + String.join("\n", lines) + "\n");
  }

  private static Cli.Result train(Path source, String target, Path model, Object... more) {
    List<Object> words = new ArrayList<>(List.of("train", "--data", source, "--target", target));
    words.addAll(List.of("--ignore", target.equals("label") ? "value" : "label"));
    words.addAll(List.of("--sample-weight", "weight", "--layers", "8:tanh"));
    if (!Arrays.asList(more).contains("--epochs")) {
      words.addAll(List.of("--epochs", 3));
    }
    words.addAll(List.of("--batch", 100, "--schedule", "constant"));
    words.addAll(List.of("--model", model, "--json"));
    words.addAll(Arrays.asList(more));
    return Cli.ok(words.toArray());
  }

  private static String sha(Cli.Result result) {
    return result.json().path("parameters_sha256").asString();
  }

  @ParameterizedTest
  @CsvSource({
    "label, mean, float32",
    "label, median, float64",
    "value, mean, float32",
    "value, 0, float64"
  })
  void theCacheChangesNoByteOfTheModel(String target, String imputation, String precision)
      throws IOException {
    Path inMemory = folder.resolve("memory.safetensors");
    Path cached = folder.resolve("cached.safetensors");
    Object[] more = {"--imputation", imputation, "--precision", precision, "--test", 0.1};
    Cli.Result first = train(data, target, inMemory, more);
    Object[] budget = Arrays.copyOf(more, more.length + 2);
    budget[more.length] = "--memory-budget";
    budget[more.length + 1] = "10KB";
    for (int run = 0; run < 2; run++) {
      Cli.Result second = train(data, target, cached, budget);

      assertThat(folder.resolve("data.csv.nn4j-cache")).exists();
      assertThat(Files.readAllBytes(cached)).isEqualTo(Files.readAllBytes(inMemory));
      assertThat(second.json().path("metrics")).isEqualTo(first.json().path("metrics"));
    }
  }

  @Test
  void trainingGoesOnWhereverItsDataAre() {
    Path whole = folder.resolve("whole.safetensors");
    Path part = folder.resolve("part.safetensors");
    Path caches = folder.resolve("caches");
    assertThat(caches.toFile().mkdir()).isTrue();
    Path run = folder.resolve("run");
    Cli.Result expected = train(data, "label", whole);
    train(data, "label", part, "--epochs", 1, "--checkpoint", run);
    Cli.Result resumed =
        Cli.ok(
            "train",
            "--resume",
            run,
            "--epochs",
            3,
            "--memory-budget",
            0,
            "--cache",
            caches,
            "--json");

    assertThat(sha(resumed)).isEqualTo(sha(expected));
    assertThat(caches).isNotEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"evaluate --json", "predict", "gradcheck"})
  void otherVerbsFindTheSame(String line) {
    Path model = folder.resolve("verbs.safetensors");
    train(data, "label", model);
    List<Object> words = new ArrayList<>(List.of((Object[]) line.split(" ")));
    words.addAll(List.of("--model", model, "--data", data));
    String expected = Cli.ok(words.toArray()).out();
    words.addAll(List.of("--memory-budget", "1KB"));

    assertThat(withoutTime(Cli.ok(words.toArray()).out())).isEqualTo(withoutTime(expected));
  }

  private static String withoutTime(String output) {
    return output.replaceAll("\"seconds\".*", "");
  }

  @Test
  void partsOfATableGzippedOrNotAreTheTable() throws IOException {
    Path parts = Files.createDirectory(folder.resolve("parts"));
    for (int part = 0; part < 3; part++) {
      String text =
          header + "\n" + String.join("\n", lines.subList(2000 * part, 2000 * part + 2000)) + "\n";
      Path file = parts.resolve("part-" + part + (part == 1 ? ".csv.gz" : ".csv"));
      try (OutputStream out =
          part == 1
              ? new GZIPOutputStream(Files.newOutputStream(file))
              : Files.newOutputStream(file)) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
    }
    Path model = folder.resolve("parts.safetensors");
    String expected = sha(train(data, "label", model));
    Path pattern = parts.resolve("part-*");

    assertThat(sha(train(pattern, "label", model))).isEqualTo(expected);
    assertThat(sha(train(pattern, "label", model, "--memory-budget", "1KB"))).isEqualTo(expected);
    assertThat(sha(train(pattern, "label", model, "--report", folder.resolve("report"))))
        .isEqualTo(expected);
    assertThat(Cli.ok("evaluate", "--model", model, "--data", pattern, "--json").json())
        .isNotNull();
  }

  @Test
  void aFaultNamesTheFileItIsIn() throws IOException {
    Files.writeString(folder.resolve("f-1.csv"), "a,y\n1,2\n2,3\n");
    Path second = Files.writeString(folder.resolve("f-2.csv"), "a,y\n1,2\n2\n");
    Cli.Result result =
        Cli.run("train", "--data", folder.resolve("f-*.csv"), "--target", "y", "--json");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.json().path("error").path("file").asString()).isEqualTo(second.toString());
    assertThat(result.json().path("error").path("line").asInt()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"train", "evaluate"})
  void refusesABudgetThatIsNoSize(String verb) {
    Cli.Result result =
        Cli.run(
            verb,
            "--data",
            data,
            verb.equals("train") ? "--target" : "--model",
            "label",
            "--memory-budget",
            "lots");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("a size such as 512MB or 2GB", "lots");
  }
}
