package org.nn4j.core.diagnosis;

/**
 * Something that is likely wrong though nothing fails.
 *
 * @param kind what it is
 * @param subject where it is: a layer such as {@code layers.0 (dense)}, the inputs, the targets
 * @param message what was seen and what to do, in one line
 */
public record Finding(Kind kind, String subject, String message) {

  /** What can be wrong. */
  public enum Kind {
    /** Units whose activation passes no gradient on any sample, so that they never learn. */
    DEAD_UNITS,
    /** Units at an end of their activation's range, which hardly learn. */
    SATURATED_UNITS,
    /** Gradients that get lost on the way from the output to the input. */
    VANISHING_GRADIENTS,
    /** Gradients so large that a step would replace the weights. */
    EXPLODING_GRADIENTS,
    /** Targets that the loss or the last activation is not made for. */
    TARGETS_OUT_OF_DOMAIN,
    /** Columns that hold one value only. */
    CONSTANT_COLUMNS,
    /** Columns that hold no value, which are left out. */
    EMPTY_COLUMNS,
    /** Columns of dates or times, each of which is read as a category. */
    DATE_COLUMNS,
    /** Columns whose texts identify rows, which are left out. */
    IDENTIFIER_COLUMNS,
    /** Columns that count the rows. */
    ROW_NUMBERS,
    /** Labels that differ only in blanks, case or the form of a number. */
    ALIKE_LABELS,
    /** Columns that give the target away by themselves. */
    LEAKING_COLUMNS,
    /** Held-out rows that are training rows too. */
    SHARED_ROWS,
    /** Rows that are unlike those trained on. */
    DRIFT,
    /** A network that learns its training rows by heart. */
    OVERFITTING,
    /** Inputs or targets far larger or smaller than weights are initialized for. */
    UNSCALED
  }

  /** Returns the message. */
  @Override
  public String toString() {
    return message;
  }
}
