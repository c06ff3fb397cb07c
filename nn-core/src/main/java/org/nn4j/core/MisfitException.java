package org.nn4j.core;

/**
 * Data, network and loss do not fit one another: widths differ, or an output or a target lies
 * outside what the loss is defined for. A part or a call that is wrong in itself is reported by
 * other exceptions.
 */
public final class MisfitException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** Creates a failure with its whole message. */
  public MisfitException(String message) {
    super(message);
  }

  /** Creates a failure with its whole message and what caused it. */
  public MisfitException(String message, IllegalArgumentException cause) {
    super(message, cause);
  }
}
