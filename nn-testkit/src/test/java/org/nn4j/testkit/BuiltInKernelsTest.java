package org.nn4j.testkit;

import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.nn4j.api.Kernels;
import org.nn4j.api.KernelsProvider;

class BuiltInKernelsTest extends KernelsContract {

  @Override
  protected Kernels instance() {
    return available().findFirst().orElseThrow();
  }

  @Override
  protected Stream<Kernels> variants() {
    return available().skip(1);
  }

  private static Stream<Kernels> available() {
    return ServiceLoader.load(KernelsProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.unavailable().isEmpty())
        .map(KernelsProvider::create);
  }
}
