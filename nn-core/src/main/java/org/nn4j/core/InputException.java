package org.nn4j.core;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Something that the user provided is wrong: a file, a configuration, an argument.
 *
 * <p>If the fault has a place, the message starts with it, as in {@code iris.csv:12:3: …}, and the
 * accessors repeat it for machines.
 */
public sealed class InputException extends NnException permits UnknownColumnException {
  private static final long serialVersionUID = 1;

  private final @Nullable String file;
  private final long line;
  private final long column;

  /** Reports a fault that has no place in a file. */
  public InputException(String message) {
    this(message, null, 0, 0, null);
  }

  /** Reports a fault that has no place in a file, with its cause. */
  public InputException(String message, Throwable cause) {
    this(message, null, 0, 0, cause);
  }

  InputException(
      String message, @Nullable String file, long line, long column, @Nullable Throwable cause) {
    super(message, cause);
    this.file = file;
    this.line = line;
    this.column = column;
  }

  /** Reports a fault in a file as a whole. */
  public static InputException in(Path file, String message) {
    return at(file, 0, 0, message);
  }

  /**
   * Reports a fault at a place in a file.
   *
   * @param file the file as the user named it
   * @param line line from 1, or 0 if there is none
   * @param column column (of a CSV: the field's number) from 1, or 0 if there is none
   * @param message the fault, without the place
   */
  public static InputException at(Path file, long line, long column, String message) {
    String place =
        (file.toString().equals("-") ? "<stdin>" : file)
            + (line > 0 ? ":" + line : "")
            + (column > 0 ? ":" + column : "");
    return new InputException(place + ": " + message, file.toString(), line, column, null);
  }

  /** Returns the same fault, in the same place and with the same stack trace, in other words. */
  public InputException withMessage(String message) {
    InputException same = new InputException(message, file, line, column, getCause());
    same.setStackTrace(getStackTrace());
    return same;
  }

  /** Returns the file as the user named it, or null. */
  public @Nullable String file() {
    return file;
  }

  /** Returns the line from 1, or 0. */
  public long line() {
    return line;
  }

  /** Returns the column from 1, or 0. */
  public long column() {
    return column;
  }
}
