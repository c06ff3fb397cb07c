package org.nn4j.losses;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.nn4j.api.Loss;

/** The class path and the module path know the same losses. */
class ServiceDeclarationsTest {

  @Test
  void moduleAndServiceFileDeclareTheSameLosses() throws Exception {
    Path classes = Path.of(Huber.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> lines =
        Files.readAllLines(classes.resolve("META-INF/services").resolve(Loss.class.getName()));
    try (InputStream module = Files.newInputStream(classes.resolve("module-info.class"))) {
      List<ModuleDescriptor.Provides> provides =
          List.copyOf(ModuleDescriptor.read(module).provides());
      assertThat(provides).hasSize(1);
      assertThat(provides.get(0).service()).isEqualTo(Loss.class.getName());
      assertThat(lines).isSorted().containsExactlyInAnyOrderElementsOf(provides.get(0).providers());
    }
  }

  @Test
  void everyPublicLossIsDeclared() throws IOException {
    try (var sources = Files.list(Path.of("src/main/java/org/nn4j/losses"))) {
      List<String> published =
          sources
              .filter(ServiceDeclarationsTest::declaresPublicRecord)
              .map(f -> f.getFileName().toString().replace(".java", ""))
              .toList();
      assertThat(ServiceLoader.load(Loss.class).stream().map(p -> p.type().getSimpleName()))
          .hasSize(13)
          .containsExactlyInAnyOrderElementsOf(published);
    }
  }

  private static boolean declaresPublicRecord(Path source) {
    try {
      return Files.readString(source).contains("public record ");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
