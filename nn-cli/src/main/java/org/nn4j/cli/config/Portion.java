package org.nn4j.cli.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Samples held out of training: a fraction of the data, or a file of their own.
 *
 * @param fraction the fraction in [0, 1), 0 if there is a file
 * @param file the file, or null
 */
public record Portion(double fraction, @Nullable Path file) {
  /** No samples. */
  public static final Portion NONE = of(0);

  static Portion of(double fraction) {
    return new Portion(fraction, null);
  }
}
