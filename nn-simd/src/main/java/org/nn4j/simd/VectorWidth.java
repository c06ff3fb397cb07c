package org.nn4j.simd;

import jdk.incubator.vector.VectorShape;

/** The width of the Vector API; a class of its own, loaded only where the module is present. */
final class VectorWidth {
  private VectorWidth() {}

  /**
   * Returns the bits of the preferred vectors, which are the same for all types of elements. Asking
   * the types themselves would load ten times as many classes.
   */
  static int bits() {
    return VectorShape.preferredShape().vectorBitSize();
  }
}
