package org.nn4j.core.preprocess;

import org.nn4j.api.Matrix;

/** Writes the inputs that some rows' values in one column become; allocates nothing. */
public interface SampleEncoder {

  /**
   * Overwrites a feature's inputs of samples {@code order[from]} to {@code order[to-1]}, in the
   * rows of a matrix.
   *
   * @param inputs to−from rows
   * @param first the feature's first column of {@code inputs}
   * @throws org.nn4j.core.InputException if an input does not fit the matrix' precision
   */
  void encode(int[] order, int from, int to, Matrix inputs, int first);
}
