package org.nn4j.core.training;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.NnException;

/** Training was stopped by a {@link Cancellation} before its end. */
public final class CancelledException extends NnException {
  private static final long serialVersionUID = 1;

  private final @Nullable String checkpoint;
  private final boolean current;

  /**
   * Creates an exception.
   *
   * @param message where training was
   * @param checkpoint the last checkpoint, or null if there is none
   * @param current whether that checkpoint holds everything that was learnt
   */
  public CancelledException(String message, @Nullable Path checkpoint, boolean current) {
    super(message);
    this.checkpoint = checkpoint == null ? null : checkpoint.toString();
    this.current = current;
  }

  /** Returns this failure with another message, and without a checkpoint. */
  public CancelledException withMessage(String message) {
    CancelledException failure = new CancelledException(message, null, false);
    failure.initCause(this);
    return failure;
  }

  /** Returns the checkpoint to go on from, or null if there is none. */
  public @Nullable Path checkpoint() {
    return checkpoint == null ? null : Path.of(checkpoint);
  }

  /** Returns whether the checkpoint holds everything that was learnt. */
  public boolean current() {
    return current;
  }
}
