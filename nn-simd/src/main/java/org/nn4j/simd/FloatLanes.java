package org.nn4j.simd;

import jdk.incubator.vector.FloatVector;

/** A thread's working memory for the vector kernels: what does not fill a vector, and sums. */
final class FloatLanes {
  /** Elements of a block: two of them lie in a first-level cache. */
  static final int BLOCK = 2048;

  private static final int L = FloatVector.SPECIES_PREFERRED.length();

  private static final ThreadLocal<FloatLanes> OF_THREAD = ThreadLocal.withInitial(FloatLanes::new);

  final float[] z = new float[L];
  final float[] a = new float[L];
  final float[] g = new float[L];

  /** The partial sums of a 16-way sum. */
  final float[] sums = new float[16];

  /** Powers that are summed but not kept. */
  final float[] block = new float[BLOCK];

  private FloatLanes() {}

  static FloatLanes ofThread() {
    return OF_THREAD.get();
  }
}
