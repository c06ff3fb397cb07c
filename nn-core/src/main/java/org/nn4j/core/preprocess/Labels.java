package org.nn4j.core.preprocess;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.LabelOrder;

/** The distinct texts of a column and each row's index among them. */
final class Labels {
  private Labels() {}

  /** Returns the distinct texts of some rows, missing ones aside, in {@link LabelOrder}. */
  static List<String> of(int[] rows, Column column) {
    IntStream present = IntStream.of(rows).filter(row -> !column.missing(row));
    if (column instanceof CategoricalColumn c) {
      return present
          .map(c::code)
          .distinct()
          .mapToObj(c.labels()::get)
          .sorted(LabelOrder.INSTANCE)
          .toList();
    }
    return present.mapToObj(column::text).distinct().sorted(LabelOrder.INSTANCE).toList();
  }

  /** Returns the index of each row's text among the labels; −1 if it is missing or none of them. */
  static int[] indices(Column column, int[] rows, List<String> labels) {
    return IntStream.of(rows).map(index(column, labels)).toArray();
  }

  /** Returns what tells the index of a row's text; −1 if it is missing or no label. */
  static IntUnaryOperator index(Column column, List<String> labels) {
    Map<String, Integer> index = new HashMap<>();
    for (String label : labels) {
      index.put(label, index.size());
    }
    if (column instanceof CategoricalColumn c) {
      int[] byCode = c.labels().stream().mapToInt(label -> index.getOrDefault(label, -1)).toArray();
      return row -> {
        int code = c.code(row);
        return code == CategoricalColumn.MISSING ? -1 : byCode[code];
      };
    }
    return row -> column.missing(row) ? -1 : index.getOrDefault(column.text(row), -1);
  }

  /**
   * Requires names to be all different.
   *
   * @throws IllegalArgumentException if they are not, or too few
   */
  static void requireDistinct(String what, List<String> names, int least) {
    if (names.size() < least || new HashSet<>(names).size() < names.size()) {
      throw new IllegalArgumentException(
          what + " must be at least " + least + ", all different, but are " + names);
    }
  }
}
