package org.nn4j.core.metric;

/** How the scores of single classes become one. */
public enum Average {
  /** The score of the positive class alone, which is class 1 of two; refused for other numbers. */
  BINARY,
  /**
   * The plain mean over the classes that occur among the actual or the predicted ones: rare classes
   * count as much as frequent ones.
   */
  MACRO,
  /** The score of all decisions pooled: every sample counts the same. */
  MICRO,
  /** The mean over classes, each weighted by its support. */
  WEIGHTED
}
