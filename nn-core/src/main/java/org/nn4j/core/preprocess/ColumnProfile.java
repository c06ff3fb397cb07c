package org.nn4j.core.preprocess;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.NumericColumn;

/** What the values of a column were in the rows that a model learnt from, in a few numbers. */
public sealed interface ColumnProfile {

  /** Returns the column's name. */
  String column();

  /** Returns how many of the rows have a value. */
  int present();

  /** Returns how many of the rows have none. */
  int missing();

  /** Returns the profile as plain values for a model file. */
  Map<String, Object> toMap();

  /**
   * Counts the values of a column.
   *
   * @param rows the rows to count
   * @param points most values that are kept of numbers, the least and the greatest among them; at
   *     least 2
   */
  static ColumnProfile of(Column column, int[] rows, int points) {
    return column instanceof NumericColumn numbers
        ? Numbers.of(numbers, rows, points)
        : Labels.of((CategoricalColumn) column, rows);
  }

  /**
   * A column of numbers.
   *
   * @param column its name
   * @param values some of the values, ascending: the least, the greatest, and between them
   *     quantiles at equal distances; empty if none is present
   * @param counts for each of them how many rows have it or less
   * @param present how many rows have a value
   * @param missing how many have none
   */
  record Numbers(String column, List<Double> values, List<Integer> counts, int present, int missing)
      implements ColumnProfile {

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if they differ in length
     */
    public Numbers {
      requireAlike(column, values, counts);
      values = List.copyOf(values);
      counts = List.copyOf(counts);
    }

    static Numbers of(NumericColumn column, int[] rows, int points) {
      double[] sorted =
          IntStream.of(rows).mapToDouble(column::value).filter(v -> !Double.isNaN(v)).toArray();
      Arrays.sort(sorted);
      int present = sorted.length;
      List<Double> values = new ArrayList<>();
      List<Integer> counts = new ArrayList<>();
      int next = 0;
      for (int point = 0; point < points && present > 0; point++) {
        int index = (int) ((long) point * (present - 1) / (points - 1));
        if (index >= next) {
          int end = index + 1;
          while (end < present && sorted[end] == sorted[index]) {
            end++;
          }
          values.add(sorted[index]);
          counts.add(end);
          next = end;
        }
      }
      return new Numbers(column.name(), values, counts, present, rows.length - present);
    }

    /**
     * Returns the least of the values that a share of the rows is not above, about the quantile.
     *
     * @param share from 0 to 1
     * @return NaN if no row has a value
     */
    public double quantile(double share) {
      for (int i = 0; i < values.size(); i++) {
        if (counts.get(i) >= share * present) {
          return values.get(i);
        }
      }
      return Double.NaN;
    }

    @Override
    public Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("column", column);
      map.put("values", values);
      map.put("counts", counts);
      map.put("present", present);
      map.put("missing", missing);
      return map;
    }
  }

  /**
   * A column of texts.
   *
   * @param column its name
   * @param labels the labels that most rows have, the most frequent first, {@link #MOST} at most
   * @param counts how many rows have each
   * @param distinct how many labels there are
   * @param present how many rows have a value
   * @param missing how many have none
   */
  record Labels(
      String column,
      List<String> labels,
      List<Integer> counts,
      int distinct,
      int present,
      int missing)
      implements ColumnProfile {
    /** How many labels are kept: those of nearly all categories people made up. */
    static final int MOST = 20;

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if they differ in length
     */
    public Labels {
      requireAlike(column, labels, counts);
      labels = List.copyOf(labels);
      counts = List.copyOf(counts);
    }

    static Labels of(CategoricalColumn column, int[] rows) {
      int[] byCode = new int[column.labels().size()];
      int present = 0;
      for (int row : rows) {
        if (!column.missing(row)) {
          byCode[column.code(row)]++;
          present++;
        }
      }
      int[] occurring = IntStream.range(0, byCode.length).filter(k -> byCode[k] > 0).toArray();
      List<Integer> most =
          IntStream.of(occurring)
              .boxed()
              .sorted(
                  Comparator.<Integer>comparingInt(k -> -byCode[k])
                      .thenComparing(k -> column.labels().get(k)))
              .limit(MOST)
              .toList();
      return new Labels(
          column.name(),
          most.stream().map(column.labels()::get).toList(),
          most.stream().map(k -> byCode[k]).toList(),
          occurring.length,
          present,
          rows.length - present);
    }

    @Override
    public Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("column", column);
      map.put("labels", labels);
      map.put("counts", counts);
      map.put("distinct", distinct);
      map.put("present", present);
      map.put("missing", missing);
      return map;
    }
  }

  private static void requireAlike(String column, List<?> values, List<?> counts) {
    if (values.size() != counts.size()) {
      throw new IllegalArgumentException(
          "the profile of '"
              + column
              + "' needs a count for each value, but has "
              + (counts.size() + " for " + values.size()));
    }
  }
}
