package org.nn4j.core.data.csv;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nn4j.core.InputException;
import org.nn4j.core.data.text.ColumnNames;
import org.nn4j.core.data.text.Decimals;
import org.nn4j.core.data.text.NumberForm;

/**
 * The line that names the columns.
 *
 * @param file the file whose first line it is
 * @param line that line, or 0 where the names are no text
 */
record TableHeader(Path file, long line, List<String> names) {
  private static final int SHOWN = 3;
  private static final String RULE = "; files that make one table have the same columns";

  /**
   * Checks a header.
   *
   * @param line its line, or 0 where the names are no text
   * @param certain whether it is known to be one
   * @throws InputException if it names no column, one twice, or holds numbers only
   */
  static TableHeader of(Path file, long line, List<String> names, boolean certain) {
    if (line > 0 && !certain && names.stream().allMatch(TableHeader::isNumber)) {
      throw InputException.at(
          file,
          line,
          0,
          "the first line must name the columns but holds numbers only ("
              + start(names)
              + "); add a header line, remove lines above it, or give --no-header if it is data,"
              + " --header true if not");
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
                + (names.indexOf(name) + 1)
                + (line > 0 && isNumber(name)
                    ? "; if the first line is data: --no-header"
                    : "; give one of them another name"));
      }
    }
    return new TableHeader(file, line, List.copyOf(names));
  }

  /** Returns names as they are compared: Unicode's composed form, without blanks around. */
  static List<String> normalized(List<String> names) {
    return names.stream().map(ColumnNames::normalized).toList();
  }

  /**
   * Returns whether a header is likely a row of data: all numeric columns have numbers as names,
   * other than successive ones such as years, and columns of labels have one of their labels.
   *
   * @param labels each column's labels, null for one of numbers and empty for one that is unknown
   */
  static boolean looksLikeData(List<String> names, List<Optional<List<String>>> labels) {
    List<Double> numbers = new ArrayList<>();
    int numeric = 0;
    int labelled = 0;
    int among = 0;
    for (int i = 0; i < names.size(); i++) {
      if (labels.get(i).isEmpty()) {
        numeric++;
        if (isNumber(names.get(i))) {
          numbers.add(Decimals.parse(names.get(i)));
        }
      } else if (!labels.get(i).get().isEmpty()) {
        labelled++;
        among += labels.get(i).get().contains(names.get(i)) ? 1 : 0;
      }
    }
    if (numbers.size() < numeric) {
      return false;
    }
    return numeric == 0 ? labelled > 0 && among == labelled : among > 0 || !areSuccessive(numbers);
  }

  /** Returns the exception to throw for a header that is likely data. */
  InputException looksLikeData() {
    return InputException.at(
        file,
        line,
        0,
        "the first line looks like data ("
            + start(names)
            + "), not like the names of columns; give --no-header if it is, so that these are"
            + " column1, column2, …, or --header true if it names them");
  }

  private static String start(List<String> names) {
    return String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
        + (names.size() > SHOWN ? ", …" : "");
  }

  private static boolean areSuccessive(List<Double> numbers) {
    boolean successive = numbers.size() > 1;
    for (int i = 1; i < numbers.size(); i++) {
      successive &= numbers.get(i) == numbers.get(i - 1) + 1;
    }
    return successive;
  }

  /** Returns whether a name is a number, in whatever form. */
  static boolean isNumber(String name) {
    return NumberForm.reading(name.toCharArray(), 0, name.length()) != 0;
  }

  /** Returns the exception to throw about a name. */
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
