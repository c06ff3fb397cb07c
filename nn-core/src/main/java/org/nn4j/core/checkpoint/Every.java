package org.nn4j.core.checkpoint;

import java.time.Duration;
import org.nn4j.api.Checks;

/**
 * How often a checkpoint is written.
 *
 * @param count the number of units, at least 1
 * @param unit what is counted
 */
public record Every(long count, Unit unit) {

  /** What is counted. */
  public enum Unit {
    /** Batches. */
    STEPS,
    /** Passes over the data. */
    EPOCHS,
    /** Time, which decides when checkpoints are written, and changes no bit of the result. */
    NANOSECONDS
  }

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public Every {
    Checks.atLeast("every", count, 1);
  }

  /** Writes after every {@code count} steps. */
  public static Every steps(long count) {
    return new Every(count, Unit.STEPS);
  }

  /** Writes after every {@code count} epochs. */
  public static Every epochs(long count) {
    return new Every(count, Unit.EPOCHS);
  }

  /** Writes after the first batch that ends that long after the checkpoint before. */
  public static Every time(Duration duration) {
    return new Every(duration.toNanos(), Unit.NANOSECONDS);
  }
}
