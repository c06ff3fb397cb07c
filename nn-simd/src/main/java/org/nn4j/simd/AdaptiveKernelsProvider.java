package org.nn4j.simd;

import java.util.Optional;
import org.nn4j.api.Kernels;
import org.nn4j.api.KernelsProvider;

/**
 * Provider of the kernels that begin with scalar loops and move to vectors in a long run; available
 * where those are.
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
