package org.nn4j.api;

import java.util.Optional;

/**
 * A source of {@link Kernels}, found through ServiceLoader.
 *
 * <p>The framework uses the available provider of the highest priority, or the one selected by
 * name; selecting an unavailable one is an error.
 */
public interface KernelsProvider {

  /** Returns the name by which the kernels are selected. */
  String name();

  /** Returns the rank among available providers; the scalar kernels have 0. */
  int priority();

  /**
   * Returns why these kernels cannot run in this JVM and how to enable them; empty if they can run.
   * Must not throw and must not load classes that may be missing.
   */
  Optional<String> unavailable();

  /**
   * Returns the kernels.
   *
   * @throws IllegalStateException if they are unavailable
   */
  Kernels create();
}
