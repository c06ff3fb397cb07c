package org.nn4j.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;

/** The width of the Vector API; a class of its own, loaded only where the module is present. */
final class VectorWidth {
  private VectorWidth() {}

  /** Returns the bits of the narrower of the two preferred vectors. */
  static int bits() {
    return Math.min(
        FloatVector.SPECIES_PREFERRED.vectorBitSize(),
        DoubleVector.SPECIES_PREFERRED.vectorBitSize());
  }
}
