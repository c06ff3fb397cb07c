package org.nn4j.experiment.config;

/** How much is done for a good model where settings leave it open. */
public enum Preset {
  /** One plain network that learns all training rows. */
  NONE,
  /** One network for tables, in seconds. */
  FAST,
  /** Networks for tables, in less than a minute on 20,000 rows. */
  STANDARD,
  /** More networks, of several kinds, of which those that do well together are taken. */
  BEST
}
