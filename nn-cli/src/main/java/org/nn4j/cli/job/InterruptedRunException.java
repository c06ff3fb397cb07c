package org.nn4j.cli.job;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.NnException;

/** A training run was interrupted by the user; the message says how to go on. */
public final class InterruptedRunException extends NnException {
  private static final long serialVersionUID = 1;

  private final int code;
  private final @Nullable String checkpoint;

  InterruptedRunException(String message, int code, @Nullable Path checkpoint) {
    super(message);
    this.code = code;
    this.checkpoint = checkpoint == null ? null : checkpoint.toString();
  }

  /** Returns the exit code: 128 and the signal's number, as shells have it. */
  public int code() {
    return code;
  }

  /** Returns the checkpoint to go on from, or null if there is none. */
  public @Nullable String checkpoint() {
    return checkpoint;
  }
}
