package org.nn4j.experiment.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Samples held out of training: a fraction of the data, or a separate file.
 *
 * @param fraction the fraction in [0, 1), 0 if there is a file
 * @param file the file, or null
 */
public record HoldOut(double fraction, @Nullable Path file) {
  /** No samples. */
  public static final HoldOut NONE = of(0);

  static HoldOut of(double fraction) {
    return new HoldOut(fraction, null);
  }
}
