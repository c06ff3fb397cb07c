package org.nn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Component;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.Optimizer;

class ServiceDeclarationsTest {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  @ParameterizedTest
  @ValueSource(classes = {Optimizer.class, LearningRateSchedule.class})
  void moduleAndClassPathProvideTheSame(Class<?> service) throws IOException {
    String file =
        new String(bytes("META-INF/services/" + service.getName()), StandardCharsets.UTF_8);
    List<String> declared = file.lines().toList();
    assertThat(declared).isSorted().hasSizeGreaterThan(10);
    assertThat(provided(service)).containsExactlyInAnyOrderElementsOf(declared);
  }

  @Test
  void namesAreUniqueAndPartsDescribed() {
    assertThat(Parts.optimizers()).extracting(Component::name).doesNotHaveDuplicates();
    assertThat(Parts.schedules()).extracting(Component::name).doesNotHaveDuplicates();
    assertThat(Parts.optimizers()).allSatisfy(ServiceDeclarationsTest::isListed);
    assertThat(Parts.schedules()).allSatisfy(ServiceDeclarationsTest::isListed);
  }

  private static void isListed(Component part) {
    assertThat(part.name()).matches(NAME);
    assertThat(part.description()).isNotBlank().doesNotContain("\n");
  }

  private static List<String> provided(Class<?> service) throws IOException {
    return ModuleDescriptor.read(ByteBuffer.wrap(bytes("module-info.class"))).provides().stream()
        .filter(p -> p.service().equals(service.getName()))
        .flatMap(p -> p.providers().stream())
        .toList();
  }

  /** Reads a file of this module, not one of the same name elsewhere on the class path. */
  private static byte[] bytes(String file) throws IOException {
    URL module = Sgd.class.getProtectionDomain().getCodeSource().getLocation();
    try (InputStream in = new URL(module, file).openStream()) {
      return in.readAllBytes();
    }
  }
}
