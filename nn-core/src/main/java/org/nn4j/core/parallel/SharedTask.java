package org.nn4j.core.parallel;

/** A task in parts that may run concurrently: no part reads what another one writes. */
public interface SharedTask {

  /**
   * Runs one part.
   *
   * @param part the part's number, from 0
   */
  void run(int part);
}
