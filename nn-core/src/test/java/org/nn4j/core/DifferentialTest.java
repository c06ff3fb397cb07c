package org.nn4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.api.Component;
import org.nn4j.api.Precision;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.Kind;
import tools.jackson.databind.JsonNode;

/**
 * Replays random networks, plans and data whose numbers PyTorch and scikit-learn computed in
 * float64: {@code golden/differential}, one file a family. Prints each family's greatest error.
 */
class DifferentialTest {
  private static final List<String> TABLE = new ArrayList<>();

  static Stream<Path> families() throws IOException {
    Path folder = GoldenTest.folder().resolve("differential");
    if (!Files.isDirectory(folder)) {
      return Stream.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".json")).sorted().toList().stream();
    }
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("families")
  void computesWhatPyTorchAndScikitLearnDo(Path family) {
    JsonNode cases = GoldenTest.read(family);
    Differences wide = replay(cases, Precision.FLOAT64);
    Differences narrow = replay(cases, Precision.FLOAT32);
    TABLE.add(
        String.format(
            Locale.ROOT,
            "%-24s %5d   %.1e   %.1e",
            family.getFileName().toString().replace(".json", ""),
            cases.size(),
            wide.greatest(),
            narrow.greatest()));
    assertThat(wide.failures()).isEmpty();
    assertThat(narrow.failures()).isEmpty();
  }

  private static Differences replay(JsonNode cases, Precision precision) {
    Differences differences = new Differences(precision);
    for (JsonNode one : cases) {
      if (precision == Precision.FLOAT64 || !one.has("float64_only")) {
        differences.begin(one);
        try {
          new DifferentialCase(one, precision, differences).replay();
        } catch (RuntimeException e) {
          differences.fail(e.toString()); // the other cases count too
        }
      }
    }
    return differences;
  }

  @AfterAll
  static void printErrors() {
    System.out.println("family                   cases   float64   float32  (greatest error)");
    TABLE.forEach(System.out::println);
  }

  @Test
  void theFolderOfThisRepositoryHasHundredsOfCases() throws IOException {
    int cases = 0;
    for (Path family : own()) {
      cases += GoldenTest.read(family).size();
    }
    assertThat(cases).isGreaterThan(800);
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"ACTIVATION", "LOSS", "OPTIMIZER", "SCHEDULE", "LAYER", "METRIC"})
  void everyBuiltInPartHasCases(Kind kind) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path family : own()) {
      text.append(Files.readString(family));
    }
    List<String> missing =
        Catalog.standard().all(kind.type()).stream()
            .filter(part -> part.getClass().getName().startsWith("org.nn4j."))
            .map(Component::name)
            .filter(name -> !Pattern.compile("\\b" + name + "\\b").matcher(text).find())
            .toList();
    assertThat(missing).as("parts to add to golden/differential/make.py").isEmpty();
  }

  private static List<Path> own() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("..", "golden", "differential"))) {
      return files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    }
  }
}
