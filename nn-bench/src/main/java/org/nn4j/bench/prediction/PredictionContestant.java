package org.nn4j.bench.prediction;

/** A library that predicts with trained networks; found through ServiceLoader. */
public interface PredictionContestant {

  /** Returns the short name on the command line, which its module has too. */
  String name();

  /** Returns the library's name and version, and what it computes with. */
  String description();

  /**
   * Loads a network as one loads it once for many predictions.
   *
   * @param rows of each batch
   * @param threads how many the library may use
   */
  Predicting load(DenseLayers network, int rows, int threads);

  /** A network that predicts batches of one size. */
  interface Predicting {

    /**
     * Predicts a batch, with all that lies between Java's arrays.
     *
     * @param features row by row
     * @return the probabilities row by row; may be the same array each time
     */
    float[] predict(float[] features);
  }
}
