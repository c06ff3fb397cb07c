package org.nn4j.experiment.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The formats of values that are files or folders. */
final class PathFormats {
  /** Standard input, wherever a relative path would start from. */
  private static final String STANDARD_INPUT = "-";

  private PathFormats() {}

  static ValueFormat<Path> path(String label) {
    return new ValueFormat.Scalar<>(label, "a path", PathFormats::path, PathFormats::absolute);
  }

  static ValueFormat<List<Path>> paths(String label) {
    return new ValueFormat.ListOf<>(
        label,
        "a list of paths",
        ValueFormat.ListSyntax.ONE_ITEM,
        PathFormats::path,
        PathFormats::absolute);
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
   * @throws IllegalArgumentException if the locale cannot encode it
   */
  private static @Nullable Path path(String text, Path base) {
    try {
      return text.isEmpty()
          ? null
          : text.equals(STANDARD_INPUT) ? Path.of(text) : base.resolve(text);
    } catch (InvalidPathException e) {
      String fault = LocaleEncoding.fault(text);
      if (fault != null) {
        throw new IllegalArgumentException(fault, e);
      }
      return null;
    }
  }

  /** Samples held out: a number in [0, 1) or a percentage, or else a file. */
  static ValueFormat<HoldOut> holdOut() {
    return new ValueFormat.Scalar<>(
        "X|FILE",
        "a fraction in [0, 1) such as 0.2 or 20%, or a file",
        PathFormats::holdOut,
        value -> value.file() == null ? value.fraction() : absolute(value.file()));
  }

  private static @Nullable HoldOut holdOut(String text, Path base) {
    if (!NumberFormats.isFraction(text)) {
      Path file = path(text, base);
      return file == null ? null : new HoldOut(0, file);
    }
    double fraction = NumberFormats.fraction(text);
    return fraction >= 0 && fraction < 1 ? HoldOut.of(fraction) : null;
  }
}
