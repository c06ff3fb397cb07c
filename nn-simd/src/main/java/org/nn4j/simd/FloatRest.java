package org.nn4j.simd;

import jdk.incubator.vector.FloatVector;

/** A thread's room for what is left of a row after its last whole vector. */
final class FloatRest {
  private static final ThreadLocal<FloatRest> OF_THREAD = ThreadLocal.withInitial(FloatRest::new);

  final float[] x = new float[FloatVector.SPECIES_PREFERRED.length()];
  final float[] y = new float[FloatVector.SPECIES_PREFERRED.length()];

  /** The partial sums of a 16-way sum. */
  final float[] sums = new float[16];

  private FloatRest() {}

  static FloatRest ofThread() {
    return OF_THREAD.get();
  }
}
