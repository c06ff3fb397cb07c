package org.nn4j.api;

/**
 * A buffer for batches of up to a greatest size, whose views are cached.
 *
 * <p>The last batch of an epoch is often short; alternating between it and the full size allocates
 * nothing. Not thread-safe.
 */
public final class BatchBuffer {
  private final Matrix full;
  private Matrix partial;

  /** Allocates zeros of {@code maxRows}×{@code columns}. */
  public BatchBuffer(Precision precision, int maxRows, int columns) {
    this.full = Matrix.zeros(precision, maxRows, columns);
    this.partial = full;
  }

  /**
   * Returns the first {@code count} rows; what they hold is whatever was written last.
   *
   * @throws IndexOutOfBoundsException if {@code count} exceeds the greatest size
   */
  public Matrix rows(int count) {
    if (count == full.rows()) {
      return full;
    }
    if (count != partial.rows()) {
      partial = full.rows(0, count);
    }
    return partial;
  }
}
