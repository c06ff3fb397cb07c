package org.nn4j.api;

import java.util.Optional;

/**
 * A source of {@link Kernels}, found through ServiceLoader.
 *
 * <p>The framework takes the available provider of the highest priority, or the one asked for by
 * name; asking for one that is unavailable is an error.
 */
public interface KernelsProvider {

  /** Returns the name by which the kernels are asked for. */
  String name();

  /** Returns the rank among available providers; the scalar kernels have 0. */
  int priority();

  /**
   * Returns why these kernels cannot run in this JVM and what turns them on; empty if they can.
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
