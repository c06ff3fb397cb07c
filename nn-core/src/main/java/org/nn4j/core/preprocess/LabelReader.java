package org.nn4j.core.preprocess;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.text.Names;

/** Reads which labels the rows of a table have. */
final class LabelReader {
  private final Table table;
  private final List<Column> columns;
  private final @Nullable String separator;
  private final List<String> labels;
  private final Map<String, Integer> index = new HashMap<>();

  /**
   * Creates a reader.
   *
   * @param separator what stands between the labels in the only column, or null if each label has a
   *     column
   * @throws InputException if a column is absent
   */
  LabelReader(Table table, List<String> columns, @Nullable String separator, List<String> labels) {
    this.table = table;
    this.columns = columns.stream().map(table::column).toList();
    this.separator = separator;
    this.labels = labels;
    labels.forEach(label -> index.put(label, index.size()));
  }

  /**
   * Returns the labels of a row by number.
   *
   * @throws InputException if a value is missing or neither 0 nor 1, or a label is none of those
   *     known
   */
  BitSet read(int row) {
    BitSet present = new BitSet(labels.size());
    if (separator == null) {
      for (int k = 0; k < columns.size(); k++) {
        present.set(k, flag(row, columns.get(k)));
      }
      return present;
    }
    Column column = columns.get(0);
    for (String label : divide(column, row, separator)) {
      Integer number = index.get(label);
      if (number == null) {
        throw table.fault(
            row,
            column,
            Names.quote(label)
                + " in column '"
                + column.name()
                + "' is none of the labels that the model was trained on: "
                + Labels.list(labels));
      }
      present.set(number);
    }
    return present;
  }

  /** Returns the labels that a cell names; none if it is empty. */
  static Set<String> divide(Column column, int row, String separator) {
    Set<String> labels = new LinkedHashSet<>();
    if (!column.missing(row)) {
      String text = column.text(row);
      int from = 0;
      for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
        labels.add(text.substring(from, at).strip());
        from = at + separator.length();
      }
      labels.add(text.substring(from).strip());
      labels.remove("");
    }
    return labels;
  }

  private boolean flag(int row, Column column) {
    NumericColumns.requirePresent(table, row, column, NumericColumns.TARGET);
    @Nullable Boolean flag = flagOrNull(column, row);
    if (flag == null) {
      throw table.fault(
          row,
          column,
          Names.quote(column.text(row))
              + " in column '"
              + column.name()
              + "' must be 1 where the label applies and 0 where it does not, or true and false;"
              + " labels in one text are divided by a label separator");
    }
    return flag;
  }

  /** Returns whether a label applies, or null if the value, which is not missing, is ambiguous. */
  static @Nullable Boolean flagOrNull(Column column, int row) {
    if (column instanceof NumericColumn numbers) {
      double value = numbers.value(row);
      return value == 1 ? Boolean.TRUE : value == 0 ? Boolean.FALSE : null;
    }
    return switch (column.text(row).toLowerCase(Locale.ROOT)) {
      case "1", "true" -> Boolean.TRUE;
      case "0", "false" -> Boolean.FALSE;
      default -> null;
    };
  }

  /**
   * Groups rows by the labels that they have. A combination of fewer rows than asked for is taken
   * together with the other rare ones, and these with the rarest of the others if they are still
   * too few.
   *
   * @return each row's group, from 0
   */
  int[] combinations(int[] rows, int least) {
    // Keys are texts: a map sorts texts with one hash, and bit sets with one hash are easily
    // crafted.
    Map<String, Integer> numbers = new HashMap<>();
    int[] group = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      group[i] = numbers.computeIfAbsent(read(rows[i]).toString(), key -> numbers.size());
    }
    int[] sizes = new int[numbers.size()];
    for (int g : group) {
      sizes[g]++;
    }
    int rare = Arrays.stream(sizes).filter(size -> size < least).sum();
    int together = rare > 0 && rare < least ? smallest(sizes, least) : -1;
    int[] renumbered = new int[sizes.length];
    int next = 1;
    for (int g = 0; g < sizes.length; g++) {
      renumbered[g] = sizes[g] < least || g == together ? 0 : next++;
    }
    return Arrays.stream(group).map(g -> renumbered[g]).toArray();
  }

  /** Returns the smallest of the groups that are large enough, or −1 if none is. */
  private static int smallest(int[] sizes, int least) {
    int smallest = -1;
    for (int g = 0; g < sizes.length; g++) {
      if (sizes[g] >= least && (smallest < 0 || sizes[g] < sizes[smallest])) {
        smallest = g;
      }
    }
    return smallest;
  }
}
