package org.nn4j.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.NumericColumn;

/**
 * The values of a column at which a model is looked at: all that occur, if they are few; else
 * quantiles of numbers from 5 % to 95 % (beyond, data are too sparse to say how a model behaves),
 * and the labels that occur most often. Each is the value of a row.
 *
 * @param column the column's name
 * @param rows for each value a row that has it; of numbers ascending, of labels in their order
 * @param values the values as texts; {@link #MISSING} for a missing one
 * @param positions the numbers; empty for labels
 */
record Grid(String column, List<Integer> rows, List<String> values, List<Double> positions) {
  static final String MISSING = "(missing)";

  private static final double LOW = 0.05;
  private static final double HIGH = 0.95;

  /**
   * Chooses values.
   *
   * @param among the rows that may be chosen, at least one
   * @param most how many values at most, at least 2
   */
  static Grid of(Column column, int[] among, int most) {
    if (column instanceof NumericColumn numbers) {
      int[] present = sorted(numbers, among);
      if (present.length > 0) {
        int[] rows = quantiles(numbers, present, most);
        return new Grid(
            column.name(),
            IntStream.of(rows).boxed().toList(),
            IntStream.of(rows).mapToObj(column::text).toList(),
            IntStream.of(rows).mapToObj(numbers::value).toList());
      }
    }
    int[] rows = labels(column, among, most);
    return new Grid(
        column.name(),
        IntStream.of(rows).boxed().toList(),
        IntStream.of(rows).mapToObj(r -> column.missing(r) ? MISSING : column.text(r)).toList(),
        List.of());
  }

  private static int[] sorted(NumericColumn column, int[] among) {
    return IntStream.of(among)
        .filter(row -> !column.missing(row))
        .boxed()
        .sorted(Comparator.comparingDouble(column::value))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static int[] quantiles(NumericColumn column, int[] sorted, int most) {
    int[] distinct = distinct(column, IntStream.of(sorted));
    if (distinct.length <= most) {
      return distinct;
    }
    int last = sorted.length - 1;
    return distinct(
        column,
        IntStream.range(0, most)
            .map(i -> sorted[(int) Math.rint(last * (LOW + (HIGH - LOW) * i / (most - 1)))]));
  }

  /** Leaves out rows whose value is that of the row before. */
  private static int[] distinct(NumericColumn column, IntStream sorted) {
    List<Integer> rows = new ArrayList<>();
    sorted.forEach(
        row -> {
          if (rows.isEmpty() || column.value(rows.get(rows.size() - 1)) != column.value(row)) {
            rows.add(row);
          }
        });
    return rows.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int[] labels(Column column, int[] among, int most) {
    Map<Integer, int[]> byCode = new LinkedHashMap<>();
    for (int row : among) {
      byCode.computeIfAbsent(code(column, row), code -> new int[] {row, 0})[1]++;
    }
    return byCode.entrySet().stream()
        .sorted(Comparator.comparingInt(label -> -label.getValue()[1]))
        .limit(most)
        .sorted(Comparator.comparingInt(Grid::place))
        .mapToInt(label -> label.getValue()[0])
        .toArray();
  }

  private static int code(Column column, int row) {
    return column instanceof CategoricalColumn labels
        ? labels.code(row)
        : CategoricalColumn.MISSING;
  }

  /** Returns a label's place: in the order of labels, a missing one last. */
  private static int place(Map.Entry<Integer, int[]> label) {
    return label.getKey() == CategoricalColumn.MISSING ? Integer.MAX_VALUE : label.getKey();
  }
}
