package org.nn4j.experiment.data;

/** Receives messages about data and training that are not failures. */
public interface Notices {

  /** Reports something that is worth knowing and probably right. */
  void note(String message);

  /** Reports something that deserves attention. */
  void warn(String message);
}
