package org.nn4j.core.preprocess;

import org.nn4j.api.Matrix;

/** Writes the inputs that a row's value in one column becomes; allocates nothing. */
public interface RowEncoder {

  /**
   * Overwrites a feature's inputs of one sample.
   *
   * @param row the row of the table
   * @param inputs the samples
   * @param sample the row of {@code inputs}
   * @param from the feature's first column of {@code inputs}
   */
  void encode(int row, Matrix inputs, int sample, int from);
}
