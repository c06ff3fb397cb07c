package org.nn4j.simd;

/** Kernels in plain Java, for every JVM; what C2 vectorises of them, it does by itself. */
final class ScalarKernels extends CheckedKernels {
  static final String NAME = "scalar";

  ScalarKernels() {
    super(new FloatKernels(), new DoubleKernels());
  }

  @Override
  public String name() {
    return NAME;
  }
}
