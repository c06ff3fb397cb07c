package org.nn4j.simd;

import java.util.Optional;
import org.nn4j.api.Kernels;
import org.nn4j.api.KernelsProvider;

/** Provider of the scalar kernels, which run everywhere. */
public final class ScalarKernelsProvider implements KernelsProvider {

  /** Creates the provider, for ServiceLoader. */
  public ScalarKernelsProvider() {}

  @Override
  public String name() {
    return ScalarKernels.NAME;
  }

  @Override
  public int priority() {
    return 0;
  }

  @Override
  public Optional<String> unavailable() {
    return Optional.empty();
  }

  @Override
  public Kernels create() {
    return new ScalarKernels();
  }
}
