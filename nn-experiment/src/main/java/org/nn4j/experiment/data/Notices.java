package org.nn4j.experiment.data;

/** Where messages about data and training go that are no failures. */
public interface Notices {

  /** Reports something that is worth knowing and likely right. */
  void note(String message);

  /** Reports something that is worth attention. */
  void warn(String message);
}
