package org.nn4j.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs command lines in this JVM. */
final class Cli {
  /** The folder of example data, seen from the module. */
  static final Path DATA = Path.of("..", "examples", "data");

  /** The folder of example configurations. */
  static final Path EXAMPLES = Path.of("..", "examples");

  private Cli() {}

  /** What a command line ended with. */
  record Result(int code, String out, String err) {
    JsonNode json() {
      return JsonMapper.shared().readTree(out);
    }
  }

  /**
   * Runs a command line; {@code train} and {@code crossval} train one plain network unless it says
   * otherwise, which takes tenths of a second where the default takes several.
   */
  static Result run(Object... args) {
    List<Object> words = new ArrayList<>(List.of(args));
    if (words.contains("--target")
        && List.of("train", "crossval").contains(words.get(0))
        && !words.contains("--preset")
        && !words.contains("--resume")) {
      words.addAll(List.of("--preset", "none"));
    }
    return asTyped(words.toArray());
  }

  /** Runs exactly this command line. */
  static Result asTyped(Object... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] texts = List.of(args).stream().map(String::valueOf).toArray(String[]::new);
    int code =
        Main.run(
            texts,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Runs a command line that must succeed. */
  static Result ok(Object... args) {
    Result result = run(args);
    if (result.code != 0) {
      throw new AssertionError(List.of(args) + " ended with " + result);
    }
    return result;
  }

  static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
