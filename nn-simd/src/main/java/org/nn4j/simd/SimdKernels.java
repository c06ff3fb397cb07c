package org.nn4j.simd;

/** Kernels on the Vector API, bit for bit those of {@link ScalarKernels}. */
final class SimdKernels extends CheckedKernels {
  static final String NAME = "simd";

  SimdKernels() {
    super(new FloatSimdKernels(), new DoubleSimdKernels());
  }

  @Override
  public String name() {
    return NAME;
  }
}
