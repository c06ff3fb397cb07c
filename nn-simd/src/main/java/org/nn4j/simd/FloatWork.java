package org.nn4j.simd;

import jdk.incubator.vector.FloatVector;

/** A thread's working memory for {@link FloatPass}es, and the operands that they read and write. */
final class FloatWork {
  private static final int L = FloatVector.SPECIES_PREFERRED.length();

  /** Elements of a block: a few of them lie in the first-level cache. */
  static final int BLOCK = 512;

  private static final float[] NONE = {};

  private static final ThreadLocal<FloatWork> OF_THREAD = ThreadLocal.withInitial(FloatWork::new);

  /** Arguments. */
  float[] z = NONE;

  int zFrom;

  /** Values, or gradients to multiply. */
  float[] a = NONE;

  int aFrom;

  /** The function's parameter. */
  float alpha;

  /** What becomes, pass by pass, the transcendental part of the function. */
  final float[] block = new float[BLOCK];

  final float[] second = new float[BLOCK];

  /** Always 0. */
  final float[] zeros = new float[BLOCK];

  /** What is added to the exponential's argument: {@link #zeros} or {@link #second}. */
  float[] rest = zeros;

  /** Between the passes of one polynomial. */
  final float[] r = new float[BLOCK];

  final float[] u = new float[BLOCK];
  final float[] w = new float[BLOCK];

  /** The partial sums of a 16-way sum. */
  final float[] sums = new float[16];

  private final float[] lastZ = new float[L];
  private final float[] lastA = new float[L];

  private FloatWork() {}

  static FloatWork ofThread() {
    return OF_THREAD.get();
  }

  /** Runs the passes over n elements, a multiple of a vector, at most a block. */
  void run(FloatPass[] passes, int n) {
    rest = zeros;
    for (FloatPass pass : passes) {
      pass.run(this, n);
    }
  }

  /** Runs the passes over n elements from z to a, block by block. */
  void run(
      FloatPass[] passes, float parameter, float[] from, int fromAt, float[] to, int toAt, int n) {
    alpha = parameter;
    int whole = n - n % L;
    for (int i = 0; i < whole; i += BLOCK) {
      z = from;
      zFrom = fromAt + i;
      a = to;
      aFrom = toAt + i;
      run(passes, Math.min(BLOCK, whole - i));
    }
    if (whole < n) {
      last(passes, from, fromAt + whole, to, toAt + whole, n - whole);
    }
    z = NONE;
    a = NONE;
  }

  /** Runs over fewer elements than a vector has, in copies with room behind. */
  private void last(FloatPass[] passes, float[] from, int fromAt, float[] to, int toAt, int n) {
    System.arraycopy(from, fromAt, lastZ, 0, n);
    System.arraycopy(to, toAt, lastA, 0, n);
    z = lastZ;
    zFrom = 0;
    a = lastA;
    aFrom = 0;
    run(passes, L);
    System.arraycopy(lastA, 0, to, toAt, n);
  }
}
