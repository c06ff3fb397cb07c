package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.core.Chromium;
import tools.jackson.databind.JsonNode;

/** Looks at reports in a real browser. Pictures of them are left in {@code target/screenshots}. */
@Tag("once")
class ReportPageTest {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  /** Figures of every run. */
  private static final List<String> TRAINING =
      List.of(
          "loss",
          "metrics",
          "learning_rate",
          "gradient_norms",
          "weight_norms",
          "importance",
          "importance_2");

  @TempDir private static Path folder;
  private static Chromium browser;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Optional<Path> program = Chromium.find();
    assumeTrue(
        program.isPresent(),
        "no chromium on the PATH: pages are not looked at (Debian: apt-get install chromium)");
    browser = new Chromium(program.get(), Files.createDirectory(folder.resolve("profile")));
    Files.createDirectories(SCREENSHOTS);
    for (String example : List.of("digits", "breast_cancer", "diabetes")) {
      Cli.ok(
          "train",
          Cli.EXAMPLES.resolve(example + ".yaml"),
          "--epochs",
          20,
          "--report",
          folder.resolve(example),
          "--model",
          folder.resolve(example + ".nn.safetensors"));
    }
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  private static List<String> figures(String example) {
    List<String> figures = new ArrayList<>(TRAINING);
    if (example.equals("diabetes")) {
      // Metrics with units have figures of their own.
      figures.set(1, "metric_mae");
      figures.addAll(List.of("metric_r2", "metric_rmse"));
      figures.addAll(List.of("predicted", "residuals", "residual_distribution"));
    } else {
      figures.addAll(List.of("confusion_matrix", "roc", "precision_recall", "calibration"));
    }
    return figures;
  }

  @ParameterizedTest
  @CsvSource({
    "digits, 360, false",
    "digits, 360, true",
    "digits, 1400, false",
    "digits, 1400, true",
    "breast_cancer, 360, true",
    "breast_cancer, 1400, false",
    "diabetes, 360, false",
    "diabetes, 1400, true"
  })
  void isReadable(String example, int width, boolean dark) throws Exception {
    browser.window(width, dark);
    browser.open(folder.resolve(example).resolve("index.html").toUri());
    JsonNode look = browser.look(ReportPageTest.class, "report-page.js");
    browser.screenshot(
        SCREENSHOTS.resolve(example + "-" + width + (dark ? "-dark" : "-light") + ".png"));

    assertThat(look.path("faults").valueStream().map(JsonNode::asString)).isEmpty();
    assertThat(look.path("figures").valueStream().map(JsonNode::asString))
        .containsExactlyInAnyOrderElementsOf(figures(example));
    assertThat(look.path("sections").valueStream().map(JsonNode::asString))
        .contains("Training", "What matters", "Data", "Network", "Configuration", "Provenance");
    assertThat(look.path("width").asInt()).as("width without scrolling").isLessThanOrEqualTo(width);
    assertThat(look.path("dark").asBoolean()).isEqualTo(dark);
  }

  @ParameterizedTest
  @ValueSource(strings = {"digits", "diabetes"})
  void needsNoNetworkAndHasNoErrors(String example) throws Exception {
    browser.window(1400, false);
    browser.open(folder.resolve(example).resolve("index.html").toUri());
    browser.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");

    assertThat(browser.events("Runtime.consoleAPICalled")).isEmpty();
    assertThat(browser.events("Runtime.exceptionThrown")).isEmpty();
    assertThat(browser.events("Log.entryAdded")).isEmpty();
    assertThat(browser.events("Network.requestWillBeSent"))
        .extracting(event -> event.path("request").path("url").asString())
        .filteredOn(url -> !url.startsWith("data:"))
        .containsExactly(folder.resolve(example).resolve("index.html").toUri().toString());
  }

  @ParameterizedTest
  @CsvSource({"360, false", "360, true", "1400, false", "1400, true"})
  void anExplanationIsReadable(int width, boolean dark) throws Exception {
    Path page = folder.resolve("why-" + width + dark);
    Cli.ok(
        "explain",
        folder.resolve("diabetes.nn.safetensors"),
        "--data",
        Cli.DATA.resolve("diabetes.csv"),
        "--top",
        3,
        "--rows",
        "7",
        "--report",
        page);
    browser.window(width, dark);
    browser.open(page.resolve("index.html").toUri());
    JsonNode look = browser.look(ReportPageTest.class, "report-page.js");
    browser.screenshot(
        SCREENSHOTS.resolve("explanation-" + width + (dark ? "-dark" : "-light") + ".png"));

    assertThat(look.path("faults").valueStream().map(JsonNode::asString)).isEmpty();
    assertThat(look.path("figures").valueStream().map(JsonNode::asString))
        .hasSize(9)
        .contains("importance", "importance_2", "interactions", "row_7");
    assertThat(look.path("width").asInt()).isLessThanOrEqualTo(width);
  }
}
