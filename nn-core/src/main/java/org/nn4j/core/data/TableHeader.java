package org.nn4j.core.data;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nn4j.core.InputException;

/**
 * The line that names the columns.
 *
 * @param file the file whose first line it is
 */
record TableHeader(Path file, List<String> names) {
  private static final String RULE = "; files that make one table have the same columns";

  /**
   * Checks a header.
   *
   * @param line its line, or 0 where the names are no text
   * @throws InputException if it names no column, one twice, or holds numbers only
   */
  static TableHeader of(Path file, long line, List<String> names) {
    if (line > 0 && names.stream().allMatch(name -> !Double.isNaN(Decimals.parse(name)))) {
      throw InputException.at(
          file,
          line,
          0,
          "the first line must name the columns but holds numbers only ("
              + String.join(", ", names.subList(0, Math.min(3, names.size())))
              + (names.size() > 3 ? ", …" : "")
              + "); add a header line");
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (name.isEmpty()) {
        throw fault(file, line, i, "the column has no name");
      }
      if (!seen.add(name)) {
        throw fault(
            file,
            line,
            i,
            "the column name '"
                + name
                + "' occurs twice, first as column "
                + (names.indexOf(name) + 1));
      }
    }
    return new TableHeader(file, List.copyOf(names));
  }

  /** Makes the error, to be thrown, about a name. */
  private static InputException fault(Path file, long line, int index, String message) {
    return line > 0
        ? InputException.at(file, line, index + 1, message)
        : InputException.in(file, "column " + (index + 1) + ": " + message);
  }

  /**
   * Requires the header of a further file to be the same.
   *
   * @throws InputException at the first difference
   */
  void requireSame(Path other, long line, List<String> others) {
    for (int i = 0; i < Math.min(names.size(), others.size()); i++) {
      if (!names.get(i).equals(others.get(i))) {
        throw fault(
            other,
            line,
            i,
            "the column is '" + others.get(i) + "' but '" + names.get(i) + "' in " + file + RULE);
      }
    }
    if (names.size() != others.size()) {
      throw InputException.at(
          other,
          line,
          0,
          "there are " + others.size() + " columns but " + names.size() + " in " + file + RULE);
    }
  }
}
