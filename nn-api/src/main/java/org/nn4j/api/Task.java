package org.nn4j.api;

/** What a network predicts. */
public enum Task {
  /** One of several classes. */
  CLASSIFICATION,
  /** Which of several labels apply: any number of them, or none. */
  MULTI_LABEL,
  /** Numbers. */
  REGRESSION
}
