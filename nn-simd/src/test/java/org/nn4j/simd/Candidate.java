package org.nn4j.simd;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.nn4j.api.Kernels;
import org.nn4j.api.KernelsProvider;
import org.nn4j.api.Precision;

/**
 * Kernels under test in one precision: every provider that ServiceLoader finds and that can run.
 */
record Candidate(Kernels kernels, Precision precision) {

  static List<KernelsProvider> providers() {
    List<KernelsProvider> available = new ArrayList<>();
    for (KernelsProvider provider : ServiceLoader.load(KernelsProvider.class)) {
      if (provider.unavailable().isEmpty()) {
        available.add(provider);
      }
    }
    return available;
  }

  static Stream<Candidate> all() {
    return providers().stream()
        .map(KernelsProvider::create)
        .flatMap(k -> Stream.of(Precision.values()).map(p -> new Candidate(k, p)));
  }

  @Override
  public String toString() {
    return kernels.name() + " " + precision.id();
  }
}
