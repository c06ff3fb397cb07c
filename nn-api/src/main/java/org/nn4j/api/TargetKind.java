package org.nn4j.api;

/** The meaning of the numbers in a loss' targets, and so how data are encoded for it. */
public enum TargetKind {
  /** Any real numbers: regression. */
  REAL,
  /** Counts or rates, at least 0. */
  COUNT,
  /** Each column a probability in [0, 1] of its own: labels 0 and 1, one column a label. */
  PROBABILITY,
  /** Each row a distribution over classes: one-hot rows, soft labels, or one column of indices. */
  DISTRIBUTION,
  /** Labels −1 and +1, one column a label; a score above 0 predicts +1. */
  SIGN
}
