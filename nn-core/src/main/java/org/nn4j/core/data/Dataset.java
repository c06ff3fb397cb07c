package org.nn4j.core.data;

import org.nn4j.api.Matrix;

/**
 * Samples that can be gathered into batches, in any order.
 *
 * <p>How they are stored is the implementation's business (bytes may stay bytes until the batch).
 * Immutable and safe for use by several threads; gathering allocates nothing.
 */
public interface Dataset extends RowPlaces {

  /** Returns the number of samples. */
  int size();

  /** Returns the number of feature columns. */
  int featureWidth();

  /** Returns the number of target columns; 1 for class indices. */
  int targetWidth();

  /**
   * Copies the features of samples {@code order[from]} to {@code order[to-1]} into the rows of a
   * matrix.
   *
   * @param x (to−from)×featureWidth, overwritten
   */
  void features(int[] order, int from, int to, Matrix x);

  /**
   * Copies the targets of samples {@code order[from]} to {@code order[to-1]} into the rows of a
   * matrix.
   *
   * @param y (to−from)×targetWidth, overwritten
   */
  void targets(int[] order, int from, int to, Matrix y);

  /** Tells whether samples have weights other than 1. */
  default boolean weighted() {
    return false;
  }

  /**
   * Copies the weights of samples {@code order[from]} to {@code order[to-1]}.
   *
   * @param w (to−from)×1, overwritten
   */
  default void weights(int[] order, int from, int to, Matrix w) {
    w.fill(1);
  }

  /** Returns the line of the source file that a sample came from, or 0 if there is none. */
  @Override
  default long line(int sample) {
    return 0;
  }
}
