package org.nn4j.simd;

/**
 * One loop over a block: an element-wise function is a list of them, which hand over through the
 * arrays of {@link FloatWork}.
 *
 * <p>They exist for C2. Past a number of nodes in one compilation it no longer inlines the Vector
 * API's calls, and a vector that passes through a real call is an object, a hundred times slower.
 * So a pass calls nothing but the Vector API, is short, and is called through this interface at one
 * place, {@link FloatWork#run}, which sees so many passes that C2 cannot inline them into each
 * other's compilation.
 */
interface FloatPass {

  /** Runs over n elements, a multiple of a vector, at most a block. */
  void run(FloatWork work, int n);

  /** Returns passes one after the other. */
  static FloatPass[] list(FloatPass... passes) {
    return passes;
  }
}
