package org.nn4j.api;

/** What a network is asked to predict. */
public enum Task {
  /** One of several classes. */
  CLASSIFICATION,
  /** Which of several labels apply: any number of them, none too. */
  MULTI_LABEL,
  /** Numbers. */
  REGRESSION
}
