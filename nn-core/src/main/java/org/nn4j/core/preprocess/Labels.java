package org.nn4j.core.preprocess;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.RowPlace;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.text.LabelOrder;
import org.nn4j.core.preprocess.Preprocessor.UnknownCategory;
import org.nn4j.core.text.Spelling;

/** The distinct texts of a column and each row's index among them. */
final class Labels {
  /** The index of a missing text, where it is told apart from that of an unknown one, −1. */
  static final int MISSING = -2;

  private static final int SHOWN = 20;

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

  /**
   * Returns the index of each row's text among the labels; −1 if it is missing or unknown. A text
   * that is not a label counts as the label that is the same number, if there is one.
   */
  static int[] indices(Column column, int[] rows, List<String> labels) {
    return IntStream.of(rows).map(index(column, labels)).toArray();
  }

  /** Returns a function from a row to the index of its text, see {@link #indices}. */
  static IntUnaryOperator index(Column column, List<String> labels) {
    Index index = new Index(labels);
    if (column instanceof CategoricalColumn c) {
      int[] byCode = c.labels().stream().mapToInt(index::of).toArray();
      return row -> {
        int code = c.code(row);
        return code == CategoricalColumn.MISSING ? -1 : byCode[code];
      };
    }
    return row -> column.missing(row) ? -1 : index.of(column.text(row));
  }

  /**
   * Finds labels by their texts and, once a text is not among them, by their value as numbers.
   * Thread-safe.
   */
  static final class Index {
    private final List<String> labels;
    private final Map<String, Integer> places = new HashMap<>();
    private volatile @Nullable Map<BigDecimal, Integer> numbers;

    Index(List<String> labels) {
      this.labels = labels;
      for (String label : labels) {
        places.put(label, places.size());
      }
    }

    int of(String text) {
      int exact = exact(text);
      return exact < 0 ? sameNumber(text) : exact;
    }

    /** Returns the label that is the same text, or −1. */
    int exact(String text) {
      Integer exact = places.get(text);
      return exact == null ? -1 : exact;
    }

    /** Returns the only label that is the same number as a text, or null. */
    @Nullable String label(String text) {
      int same = sameNumber(text);
      return same < 0 ? null : labels.get(same);
    }

    /** Returns the only label that is the same number, or −1. */
    private int sameNumber(String text) {
      BigDecimal number = Spelling.number(text);
      if (number == null) {
        return -1;
      }
      Map<BigDecimal, Integer> byNumber = numbers;
      if (byNumber == null) {
        byNumber = new HashMap<>();
        for (int i = 0; i < labels.size(); i++) {
          BigDecimal known = Spelling.number(labels.get(i));
          if (known != null) {
            byNumber.merge(known, i, (one, other) -> -1);
          }
        }
        numbers = byNumber;
      }
      return byNumber.getOrDefault(number, -1);
    }
  }

  /** Counts each unknown label of a column. */
  static List<UnknownCategory> unknown(Table table, String name, List<String> known) {
    Column column = table.column(name);
    int[] rows = table.everyRow();
    List<String> present = of(rows, column);
    Set<String> exact = new HashSet<>(known);
    if (exact.containsAll(present)) {
      return List.of();
    }
    int[] index = indices(column, rows, present);
    int[] counts = new int[present.size()];
    int[] first = new int[present.size()];
    Index taken = new Index(known);
    for (int row = 0; row < rows.length; row++) {
      if (index[row] >= 0 && counts[index[row]]++ == 0) {
        first[index[row]] = row;
      }
    }
    return IntStream.range(0, present.size())
        .filter(i -> !exact.contains(present.get(i)))
        .mapToObj(
            i ->
                new UnknownCategory(
                    name,
                    present.get(i),
                    counts[i],
                    RowPlace.of(table.places(), first[i]),
                    taken.label(present.get(i))))
        .toList();
  }

  /** Returns labels as a message lists them, the first of many. */
  static String list(List<String> labels) {
    return labels.stream().limit(SHOWN).map(Spelling::visible).collect(Collectors.joining(", "))
        + (labels.size() > SHOWN ? ", … (" + labels.size() + " in all)" : "");
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
