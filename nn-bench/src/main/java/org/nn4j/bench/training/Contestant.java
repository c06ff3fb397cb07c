package org.nn4j.bench.training;

/** A library that trains networks, used as its documentation says; found through ServiceLoader. */
public interface Contestant {

  /** Returns the short name on the command line, which its module has too. */
  String name();

  /** Returns the library's name and version, and what it computes with. */
  String description();

  /** Tells whether the library can express a workload. */
  default boolean supports(Workload workload) {
    return true;
  }

  /**
   * Builds a network with random parameters and whatever the library needs to train it.
   *
   * @param samples what to learn; batches are taken in order, shuffled where the library does that
   *     by itself
   * @param threads how many the library may use
   */
  Session start(Workload workload, Samples samples, int threads);
}
