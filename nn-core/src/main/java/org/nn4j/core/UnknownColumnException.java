package org.nn4j.core;

import java.nio.file.Path;
import java.util.List;

/** A file does not have a column that is needed. */
public final class UnknownColumnException extends InputException {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // a list of texts as List.copyOf makes it is serializable
  private final List<String> columns;

  /**
   * Reports the fault.
   *
   * @param file the file as the user named it
   * @param columns the columns that it has
   * @param message the fault, without the file
   */
  public UnknownColumnException(Path file, List<String> columns, String message) {
    super(file + ": " + message, file.toString(), 0, 0, null);
    this.columns = List.copyOf(columns);
  }

  /** Returns the names of the columns that the file has. */
  public List<String> columns() {
    return columns;
  }
}
