package org.nn4j.core.data;

import org.nn4j.api.Kernels;
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
   * The same with kernels, for samples that have to be computed; the default does without.
   *
   * @param kernels what a training computes with
   */
  default void features(int[] order, int from, int to, Matrix x, Kernels kernels) {
    features(order, from, to, x);
  }

  /**
   * Copies the targets of samples {@code order[from]} to {@code order[to-1]} into the rows of a
   * matrix.
   *
   * @param y (to−from)×targetWidth, overwritten
   */
  void targets(int[] order, int from, int to, Matrix y);

  /** Returns whether samples have weights other than 1. */
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

  /**
   * Computes the mean weight of all samples, w̄ = Σw/n, by which training divides every weight, so
   * that only the proportions of weights matter, whatever the size of a batch. The sum runs over
   * the samples in order, in float64. Weights that are all equal have exactly that mean; it is 1
   * where there are none.
   *
   * @throws IllegalArgumentException if a weight is negative or not finite, or their sum is 0 or
   *     not finite
   */
  default double meanWeight() {
    return weighted() ? WeightSum.of(this, 0, size()).mean(size()) : 1;
  }

  /** Returns the line of the source file that a sample came from, or 0 if there is none. */
  @Override
  default long line(int sample) {
    return 0;
  }
}
