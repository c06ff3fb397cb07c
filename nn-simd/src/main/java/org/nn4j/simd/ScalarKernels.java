package org.nn4j.simd;

/** Kernels in plain Java, for every JVM; C2 vectorises some of the loops by itself. */
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
