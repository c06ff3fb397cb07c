package org.nn4j.api;

/** What a network is asked to predict. */
public enum Task {
  /** One of several classes. */
  CLASSIFICATION,
  /** Numbers. */
  REGRESSION
}
