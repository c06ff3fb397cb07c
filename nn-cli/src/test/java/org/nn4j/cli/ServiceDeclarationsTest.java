package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.api.KernelsProvider;
import org.nn4j.core.registry.Kind;

/** The class path and the module path know the same parts. */
class ServiceDeclarationsTest {
  private static final List<String> SERVICES =
      Stream.concat(Arrays.stream(Kind.values()).map(Kind::type), Stream.of(KernelsProvider.class))
          .map(Class::getName)
          .toList();

  static List<String> modules() {
    return List.of(
        "org.nn4j.core", "org.nn4j.formula", "org.nn4j.losses", "org.nn4j.optim", "org.nn4j.simd");
  }

  @ParameterizedTest
  @MethodSource("modules")
  void theModuleAndTheServiceFilesDeclareTheSame(String module) throws IOException {
    String place = place(module);
    Map<String, List<String>> provided = new HashMap<>();
    ModuleDescriptor descriptor = read(place + "module-info.class");
    descriptor.provides().forEach(p -> provided.put(p.service(), p.providers()));
    Map<String, List<String>> declared = new HashMap<>();
    for (String service : SERVICES) {
      List<String> lines = lines(place + "META-INF/services/" + service);
      assertThat(lines).as(service).isSorted();
      if (!lines.isEmpty()) {
        declared.put(service, lines);
      }
    }
    assertThat(provided).isNotEmpty().isEqualTo(declared);
  }

  /** Returns the folder or jar of a module, as the start of its resources' addresses. */
  private static String place(String module) throws IOException {
    String file = "module-info.class";
    for (URL url :
        Collections.list(ServiceDeclarationsTest.class.getClassLoader().getResources(file))) {
      if (read(url.toString()).name().equals(module)) {
        return url.toString().substring(0, url.toString().length() - file.length());
      }
    }
    throw new AssertionError("no module " + module + " on the class path");
  }

  private static ModuleDescriptor read(String url) throws IOException {
    try (InputStream in = new URL(url).openStream()) {
      return ModuleDescriptor.read(in);
    }
  }

  private static List<String> lines(String url) throws IOException {
    try (InputStream in = new URL(url).openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }
}
