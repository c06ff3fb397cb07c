package org.nn4j.core;

/**
 * Data, network and loss do not fit one another: widths differ, or an output or a target lies
 * outside what the loss is defined for; or an optimizer cannot be used with them, or a schedule's
 * factor is none at some step. A part or a call that is wrong in itself is reported by other
 * exceptions.
 */
public final class MisfitException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** What is to be chosen otherwise. */
  public enum Choice {
    /** The loss, by default. */
    LOSS,
    /** The optimizer. */
    OPTIMIZER,
    /** The schedule of the learning rate. */
    SCHEDULE,
    /** The schedule of the weight decay. */
    WEIGHT_DECAY_SCHEDULE
  }

  private final Choice choice;

  /** Creates a failure of the loss with its whole message. */
  public MisfitException(String message) {
    this(message, Choice.LOSS);
  }

  /** Creates a failure with its whole message. */
  public MisfitException(String message, Choice choice) {
    super(message);
    this.choice = choice;
  }

  /** Creates a failure of the loss with its whole message and what caused it. */
  public MisfitException(String message, IllegalArgumentException cause) {
    this(message, Choice.LOSS, cause);
  }

  /** Creates a failure with its whole message and what caused it. */
  public MisfitException(String message, Choice choice, IllegalArgumentException cause) {
    super(message, cause);
    this.choice = choice;
  }

  /** Returns what is to be chosen otherwise. */
  public Choice choice() {
    return choice;
  }
}
