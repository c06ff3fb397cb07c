package org.nn4j.core;

import org.jspecify.annotations.Nullable;

/**
 * A failure described in the user's terms: the operation, the actual values, the rule, what to do.
 *
 * <p>Its message alone is what a person reads; the runner prints it without a stack trace.
 */
public class NnException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Creates a failure with its whole message. */
  public NnException(String message) {
    super(message);
  }

  /** Creates a failure with its whole message and what caused it. */
  public NnException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
