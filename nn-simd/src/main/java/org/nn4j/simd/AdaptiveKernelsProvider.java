package org.nn4j.simd;

import java.util.Optional;
import org.nn4j.api.Kernels;
import org.nn4j.api.KernelsProvider;

/**
 * Provider of the kernels that start with scalar loops and switch to vectors in a long run; they
 * are available where the vector kernels are.
 */
public final class AdaptiveKernelsProvider implements KernelsProvider {

  /** Creates the provider, for ServiceLoader. */
  public AdaptiveKernelsProvider() {}

  @Override
  public String name() {
    return AdaptiveKernels.NAME;
  }

  @Override
  public int priority() {
    return 20;
  }

  @Override
  public Optional<String> unavailable() {
    return new SimdKernelsProvider().unavailable();
  }

  @Override
  public Kernels create() {
    unavailable()
        .ifPresent(
            reason -> {
              throw new IllegalStateException(AdaptiveKernels.NAME + " kernels: " + reason);
            });
    return new AdaptiveKernels();
  }
}
