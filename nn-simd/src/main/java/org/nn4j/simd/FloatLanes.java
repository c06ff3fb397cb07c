package org.nn4j.simd;

import jdk.incubator.vector.FloatVector;

/** A thread's working memory for the vector kernels: incomplete vectors, and partial sums. */
final class FloatLanes {
  /** Elements of a block: two blocks fit in a first-level cache. */
  static final int BLOCK = 2048;

  /** Elements of a block of which intermediate results are kept. */
  static final int KEPT = 512;

  private static final int L = FloatVector.SPECIES_PREFERRED.length();

  private static final ThreadLocal<FloatLanes> OF_THREAD = ThreadLocal.withInitial(FloatLanes::new);

  final float[] z = new float[L];
  final float[] a = new float[L];
  final float[] g = new float[L];

  /** The partial sums of a 16-way sum. */
  final float[] sums = new float[16];

  /** Powers to be summed. */
  final float[] block = new float[BLOCK];

  /** Intermediate results of functions that are computed in several passes. */
  final float[][] kept = new float[FloatSimdLoops.KEPT][KEPT];

  private FloatLanes() {}

  static FloatLanes ofThread() {
    return OF_THREAD.get();
  }
}
