package org.nn4j.bench.training;

/** A network in training. */
public interface Session {

  /** Trains on all batches once. */
  void pass();

  /**
   * Trains for about so many seconds, at least one step.
   *
   * @return the steps taken
   */
  long train(double seconds);

  /**
   * Predicts.
   *
   * @param features rows of samples, row by row
   * @param rows how many; at most a batch
   * @return the outputs row by row; for classes anything that grows with the probability
   */
  float[] predict(float[] features, int rows);
}
