package org.nn4j.simd;

import jdk.incubator.vector.FloatVector;

/**
 * A thread's room for what one loop hands to the next, and for what is left of a row after its last
 * whole vector.
 */
final class FloatRest {
  private static final int L = FloatVector.SPECIES_PREFERRED.length();

  /** Elements of a block: a few of them lie in the first-level cache. */
  static final int BLOCK = 512;

  private static final ThreadLocal<FloatRest> OF_THREAD = ThreadLocal.withInitial(FloatRest::new);

  final float[] block = new float[BLOCK];
  final float[] second = new float[BLOCK];

  /** Always 0. */
  final float[] zeros = new float[BLOCK];

  final float[] x = new float[L];
  final float[] y = new float[L];

  /** The partial sums of a 16-way sum. */
  final float[] sums = new float[16];

  private FloatRest() {}

  static FloatRest ofThread() {
    return OF_THREAD.get();
  }

  /**
   * Returns how many of n elements to take next: a block, whole vectors, or fewer than a vector.
   */
  static int blockLength(int n) {
    return n < L ? n : Math.min(BLOCK, n - n % L);
  }
}
