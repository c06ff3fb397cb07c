package org.nn4j.api;

/**
 * A buffer for batches up to a maximum size, with cached views.
 *
 * <p>The last batch of an epoch is often short; alternating between it and the full size allocates
 * nothing. Not thread-safe.
 */
public final class BatchBuffer {
  private final Matrix full;
  private Matrix partial;

  /** Creates a buffer of {@code maxRows}×{@code columns} zeros. */
  public BatchBuffer(Precision precision, int maxRows, int columns) {
    this.full = Matrix.zeros(precision, maxRows, columns);
    this.partial = full;
  }

  /**
   * Returns the first {@code count} rows, which hold whatever was last written to them.
   *
   * @throws IndexOutOfBoundsException if {@code count} exceeds the maximum size
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
