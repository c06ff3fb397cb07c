package org.nn4j.experiment.config;

/** How the probabilities of a trained classifier are made to be as right as they can be. */
public enum Calibration {
  /** Not at all. */
  NONE,
  /** By dividing all logits by one number, see {@link org.nn4j.core.metric.Temperature}. */
  TEMPERATURE
}
