package org.nn4j.losses;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.nn4j.api.Loss;

/** No public loss is forgotten. */
class ServiceDeclarationsTest {

  @Test
  void everyPublicLossIsDeclared() throws IOException {
    try (var sources = Files.list(Path.of("src/main/java/org/nn4j/losses"))) {
      List<String> published =
          sources
              .filter(ServiceDeclarationsTest::declaresPublicRecord)
              .map(f -> f.getFileName().toString().replace(".java", ""))
              .toList();
      assertThat(ServiceLoader.load(Loss.class).stream().map(p -> p.type().getSimpleName()))
          .hasSize(26)
          .containsExactlyInAnyOrderElementsOf(published);
    }
  }

  @Test
  void theOtherNamesAreThere() {
    assertThat(ServiceLoader.load(Loss.class))
        .flatMap(Loss::aliases)
        .containsExactlyInAnyOrder(
            "bce",
            "bce_with_logits",
            "dice",
            "focal",
            "mean_absolute_percentage_error",
            "mean_squared_logarithmic_error",
            "mean_absolute_error",
            "mean_squared_error",
            "negative_log_likelihood");
  }

  private static boolean declaresPublicRecord(Path source) {
    try {
      return Files.readString(source).contains("public record ");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
