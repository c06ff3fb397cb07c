package org.nn4j.core.parallel;

/** Work in parts that may run at once: no part reads what another one writes. */
public interface SharedTask {

  /**
   * Does one part.
   *
   * @param part its number from 0
   */
  void run(int part);
}
