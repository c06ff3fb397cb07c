package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every verb reads its data from standard input and pipes as it does from files. */
@DisabledOnOs(OS.WINDOWS)
class PipesTest {
  private static final String SPACE = "batch: {choice: [4, 8]}\n";

  @TempDir private Path folder;
  private Path file;
  private Path model;

  /** Rows whose second column turns out to hold labels after numbers were read. */
  @BeforeEach
  void writeData() {
    StringBuilder csv = new StringBuilder("x,code,y\n");
    for (int i = 0; i < 60; i++) {
      csv.append(i * 7 % 30 / 10.0).append(',');
      csv.append(List.of("007", "1.50", "K1A", "K1B", "K1C").get(i % 5)).append(',');
      csv.append(i % 30 < 15 ? "no" : "yes").append('\n');
    }
    file = Cli.write(folder.resolve("data.csv"), csv.toString());
    model = folder.resolve("m.safetensors");
  }

  /** Runs a command line whose standard input holds some bytes. */
  private static Cli.Result piped(byte[] bytes, Object... args) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(bytes));
    try {
      return Cli.run(args);
    } finally {
      System.setIn(before);
    }
  }

  private byte[] content() throws IOException {
    return Files.readAllBytes(file);
  }

  private List<Object> line(String verb, Object data, Object... more) {
    List<Object> words = new ArrayList<>(List.of(verb.split(" ")));
    words.addAll(List.of("--data", data));
    words.addAll(List.of(more));
    return words;
  }

  private Object[] train(Object data, Object... more) {
    List<Object> words = line("train --target y --layers none --json", data, "--model", model);
    words.addAll(List.of(more));
    if (!words.contains("--epochs")) {
      words.addAll(List.of("--epochs", 1));
    }
    return words.toArray();
  }

  /** What is the same wherever the data come from. */
  private String essence(Cli.Result result) {
    assertThat(result.code()).as(result.toString()).isZero();
    return result
        .out()
        .replaceAll("\"?(seconds|milliseconds|data|file|model|train_seconds)\"?:.*", "")
        .replaceAll("(?m)^(metrics on|data|time|took) .*$", "");
  }

  @ParameterizedTest
  @CsvSource({"-, auto", "/dev/stdin, auto", "-, 1KB", "-, 0"})
  void aModelOfStandardInputIsThatOfTheFile(String name, String budget) throws IOException {
    Cli.ok(train(file));
    String expected = data(Cli.ok("inspect", model, "--json"));
    String sha = Cli.ok(train(file)).json().path("parameters_sha256").asString();
    Cli.Result result = piped(content(), train(name, "--memory-budget", budget));

    assertThat(result.code()).as(result.toString()).isZero();
    assertThat(result.json().path("parameters_sha256").asString()).isEqualTo(sha);
    assertThat(data(Cli.ok("inspect", model, "--json"))).isEqualTo(expected).hasSize(64);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(file, model);
    }
  }

  private static String data(Cli.Result inspected) {
    return inspected.json().path("provenance").path("data_sha256").asString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "crossval --target y --epochs 1 --folds 2 --layers none",
        "gradcheck --target y --layers 3:tanh",
        "lr-find --target y --picture P",
        "predict --model M",
        "evaluate --model M",
        "gradcheck --model M",
        "search SPACE --target y --epochs 1 --method grid --results R --best B"
      })
  void everyVerbReadsThem(String verb) throws IOException {
    Cli.ok(train(file));
    String words =
        verb.replace("--model M", "--model " + model)
            .replace("--picture P", "--picture " + folder.resolve("rate.svg"))
            .replace("SPACE", Cli.write(folder.resolve("s.yaml"), SPACE).toString())
            .replace("R", folder.resolve("r.csv").toString())
            .replace("B", folder.resolve("b.yaml").toString());
    String expected = essence(Cli.run(line(words, file).toArray()));
    Files.deleteIfExists(folder.resolve("r.csv"));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(content());
    }

    assertThat(essence(piped(packed.toByteArray(), line(words, "-").toArray())))
        .isEqualTo(expected);
  }

  @Test
  void theModelOfAPipeHasAName() throws IOException {
    for (String name : List.of("-", "/dev/stdin")) {
      Cli.Result result =
          piped(content(), "train", "--data", name, "--target", "y", "--print-config");
      assertThat(result.out()).containsPattern("model: .*/model\\.nn\\.safetensors");
    }
  }

  @Test
  void aRunOnAPipeGoesOnWithTheSameData() throws IOException {
    Path run = folder.resolve("run");
    Cli.Result whole = piped(content(), train("-", "--schedule", "constant", "--epochs", 2));
    piped(content(), train("-", "--schedule", "constant", "--checkpoint", run));
    Object[] resume = {"train", "--resume", run, "--epochs", 2, "--json"};

    Cli.Result empty = piped(new byte[0], resume);
    assertThat(empty.code()).isEqualTo(2);
    assertThat(empty.json().path("error").path("message").asString())
        .contains("<stdin>: standard input is empty; pipe the data into the command, or name");
    Cli.Result other = piped("x,code,y\n1,a,no\n".getBytes(StandardCharsets.UTF_8), resume);
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.json().path("error").path("message").asString()).contains("has changed since");
    Cli.Result piped = piped(content(), resume);
    assertThat(essence(piped)).isNotEmpty();
    assertThat(piped.json().path("parameters_sha256"))
        .isEqualTo(whole.json().path("parameters_sha256"));
    assertThat(Cli.run("train", "--resume", run, "--data", file, "--epochs", 3).code()).isZero();
  }

  @Test
  void aFaultIsThatOfStandardInput() {
    Cli.Result result =
        piped(
            "x,y\n1,a\n2,b,c\n".getBytes(StandardCharsets.UTF_8),
            "train",
            "--data",
            "-",
            "--target",
            "y");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith("nn: <stdin>:3: ");
  }

  @Test
  void aShellsPipeIsRead() {
    String nn = Jvm.command().stream().map(w -> "'" + w + "'").collect(Collectors.joining(" "));
    String words = " train --target y --epochs 1 --layers none --model " + model;
    Cli.Result bash =
        Jvm.run(Map.of(), List.of("bash", "-c", nn + words + " --data <(cat " + file + ")"));

    assertThat(bash.code()).as(bash.toString()).isZero();
    String sha = data(Cli.ok("inspect", model, "--json"));
    Cli.ok(train(file));
    assertThat(data(Cli.ok("inspect", model, "--json"))).isEqualTo(sha);
  }

  /** Holds back its content until a text was printed. */
  private static final class Late extends ByteArrayInputStream {
    private final ByteArrayOutputStream printed;

    Late(byte[] content, ByteArrayOutputStream printed) {
      super(content);
      this.printed = printed;
    }

    @Override
    public synchronized int read(byte[] bytes, int offset, int length) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (!printed.toString(StandardCharsets.UTF_8).contains("waiting for data on standard")) {
        assertThat(System.nanoTime()).as("the notice comes").isLessThan(end);
        Thread.onSpinWait();
      }
      return super.read(bytes, offset, length);
    }
  }

  @Test
  void whoWaitsForDataIsToldSo() throws IOException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    InputStream before = System.in;
    System.setIn(new Late(content(), err));
    try {
      String[] words = Stream.of(train("-")).map(String::valueOf).toArray(String[]::new);
      assertThat(
              Main.run(
                  words,
                  new PrintStream(out, true, StandardCharsets.UTF_8),
                  new PrintStream(err, true, StandardCharsets.UTF_8)))
          .isZero();
    } finally {
      System.setIn(before);
    }
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("at a terminal, Ctrl-D ends them");
  }

  @Test
  void aNamedPipeIsReadForHashAndRows() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    byte[] content = content();
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              try {
                Files.write(pipe, content);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    Cli.Result result = Cli.ok(train(pipe, "--report", folder.resolve("report")));

    writer.join();
    assertThat(result.json().path("parameters_sha256").asString())
        .isEqualTo(Cli.ok(train(file)).json().path("parameters_sha256").asString());
  }
}
