package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Looks at reports in a real browser. Pictures of them are left in {@code target/screenshots}. */
class ReportPageTest {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  /** Figures of every run. */
  private static final List<String> TRAINING =
      List.of("loss", "metrics", "learning_rate", "gradient_norms", "weight_norms");

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
    browser.open(folder.resolve(example).resolve("index.html"));
    browser.screenshot(
        SCREENSHOTS.resolve(example + "-" + width + (dark ? "-dark" : "-light") + ".png"));
    JsonNode look = browser.evaluate("1");

    assertThat(look).isNotNull();
  }
}
