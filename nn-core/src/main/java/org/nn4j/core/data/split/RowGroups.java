package org.nn4j.core.data.split;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.text.LabelOrder;

/**
 * Which rows belong together: those of one class, one patient, one fold. Each row is in one group,
 * and the groups are numbered from 0.
 *
 * <p>Immutable.
 */
public final class RowGroups {
  private final List<String> labels;
  private final int[] indices;
  private final int[] sizes;

  private RowGroups(List<String> labels, int[] indices) {
    this.labels = List.copyOf(labels);
    this.indices = indices;
    this.sizes = new int[labels.size()];
    for (int index : indices) {
      sizes[index]++;
    }
  }

  /**
   * Groups a table's rows by what a column says, as text; the groups are in {@link LabelOrder}.
   *
   * @throws org.nn4j.core.InputException if there is no such column, or a row has no value in it
   */
  public static RowGroups of(Table table, String column) {
    Column values = table.column(column);
    String[] texts = new String[table.rows()];
    for (int row = 0; row < texts.length; row++) {
      if (values.missing(row)) {
        throw table.fault(
            row, values, "'" + column + "' is missing; complete the row or remove it");
      }
      texts[row] = values.text(row);
    }
    List<String> labels = Arrays.stream(texts).distinct().sorted(LabelOrder.INSTANCE).toList();
    Map<String, Integer> numbers = new HashMap<>();
    labels.forEach(label -> numbers.put(label, numbers.size()));
    return new RowGroups(labels, Arrays.stream(texts).mapToInt(numbers::get).toArray());
  }

  /**
   * Groups rows by number; the labels are the numbers.
   *
   * @param indices each row's group, from 0; copied. A number that no row has is an empty group
   * @throws IllegalArgumentException if one is negative
   */
  public static RowGroups of(int... indices) {
    for (int row = 0; row < indices.length; row++) {
      if (indices[row] < 0) {
        throw new IllegalArgumentException(
            "row " + row + " must be in a group from 0 but is in " + indices[row]);
      }
    }
    int count = Arrays.stream(indices).max().orElse(-1) + 1;
    return new RowGroups(
        IntStream.range(0, count).mapToObj(Integer::toString).toList(), indices.clone());
  }

  /** Returns the number of rows. */
  public int rows() {
    return indices.length;
  }

  /** Returns what each group is called, by its number. */
  public List<String> labels() {
    return labels;
  }

  /** Returns the number of the group that a row is in. */
  public int groupOf(int row) {
    return indices[row];
  }

  /** Returns a copy of the numbers of the groups that the rows are in. */
  public int[] indices() {
    return indices.clone();
  }

  /** Returns the number of groups that have rows. */
  public int present() {
    return (int) IntStream.of(sizes).filter(size -> size > 0).count();
  }

  /** Returns the groups of some rows, in their order, with the same numbers, also as labels. */
  public RowGroups select(int... rows) {
    return of(IntStream.of(rows).map(this::groupOf).toArray());
  }

  /** Returns the number of rows in a group. */
  public int size(int group) {
    return sizes[group];
  }
}
