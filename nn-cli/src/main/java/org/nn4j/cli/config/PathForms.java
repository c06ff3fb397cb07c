package org.nn4j.cli.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The forms of values that are files or folders. */
final class PathForms {
  /** Standard input, wherever a relative path would start from. */
  private static final String STANDARD_INPUT = "-";

  private PathForms() {}

  static Form<Path> path(String label) {
    return new ScalarForm<>(label, "a path", PathForms::path, PathForms::absolute);
  }

  static Form<List<Path>> paths(String label) {
    return new ListForm<>(
        label, "a list of paths", false, false, "", PathForms::path, PathForms::absolute);
  }

  /** Returns a path that means the same from every folder. */
  private static String absolute(Path path) {
    return path.toString().equals(STANDARD_INPUT)
        ? STANDARD_INPUT
        : path.toAbsolutePath().normalize().toString();
  }

  /**
   * Reads a path.
   *
   * @throws IllegalArgumentException if the locale has no codes for it
   */
  private static @Nullable Path path(String text, Path base) {
    try {
      return text.isEmpty()
          ? null
          : text.equals(STANDARD_INPUT) ? Path.of(text) : base.resolve(text);
    } catch (InvalidPathException e) {
      String fault = Letters.fault(text);
      if (fault != null) {
        throw new IllegalArgumentException(fault, e);
      }
      return null;
    }
  }

  /** Samples held out: a number in [0, 1) or a percentage, or else a file. */
  static Form<Portion> portion() {
    return new ScalarForm<>(
        "X|FILE",
        "a fraction in [0, 1) such as 0.2 or 20%, or a file",
        PathForms::portion,
        value -> value.file() == null ? value.fraction() : absolute(value.file()));
  }

  private static @Nullable Portion portion(String text, Path base) {
    if (!NumberForms.isFraction(text)) {
      Path file = path(text, base);
      return file == null ? null : new Portion(0, file);
    }
    double fraction = NumberForms.fraction(text);
    return fraction >= 0 && fraction < 1 ? Portion.of(fraction) : null;
  }
}
