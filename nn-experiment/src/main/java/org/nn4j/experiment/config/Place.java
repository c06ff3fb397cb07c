package org.nn4j.experiment.config;

import java.io.Serializable;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;

/**
 * Where a setting's value was written.
 *
 * @param file the YAML file, or null for a flag or a default
 * @param line line from 1, or 0
 * @param column column from 1, or 0
 */
record Place(@Nullable Path file, long line, long column) implements Serializable {
  /** On the command line, in code, or nowhere. */
  static final Place COMMAND_LINE = new Place(null, 0, 0);

  /** A place that is sent to another process, as paths are not. */
  private record Sent(@Nullable String file, long line, long column) implements Serializable {
    private Object readResolve() {
      return new Place(file == null ? null : Path.of(file), line, column);
    }
  }

  private Object writeReplace() {
    return new Sent(file == null ? null : file.toString(), line, column);
  }

  /** Creates an error about what is written here, to be thrown. */
  InputException fault(Setting<?> setting, String message) {
    return file == null
        ? new InputException(setting.flag() + ": " + message)
        : InputException.at(file, line, column, setting.key() + ": " + message);
  }
}
