package org.nn4j.core.preprocess;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.data.Table;

/**
 * What the rows were that a model learnt from, column by column, in a few numbers: enough to tell
 * whether other rows are like them.
 *
 * @param rows how many rows were learnt from
 * @param examined how many of them were looked at, spread evenly over them
 * @param columns the columns that the model predicts from, then those that it predicts
 */
public record DataProfile(int rows, int examined, List<ColumnProfile> columns) {
  /** Most rows that are looked at: a quantile is then known to within 0.3 % of the rows. */
  private static final int ROWS = 1 << 15;

  /** Values kept of a column of numbers: a quantile every 5 %. */
  private static final int POINTS = 21;

  /** Values kept where there are many columns: the quartiles. */
  private static final int FEW_POINTS = 5;

  /** Columns above which few values are kept of each, as of the pixels of images. */
  private static final int MANY_COLUMNS = 64;

  /** Copies the list. */
  public DataProfile {
    columns = List.copyOf(columns);
  }

  /**
   * Looks at the columns that a preprocessor reads.
   *
   * @param rows the training rows
   * @throws org.nn4j.core.InputException if the table lacks a column
   */
  public static DataProfile of(Table table, int[] rows, Preprocessor preprocessor) {
    int[] some = spread(rows, ROWS);
    List<String> names = columns(preprocessor);
    int points = names.size() > MANY_COLUMNS ? FEW_POINTS : POINTS;
    return new DataProfile(
        rows.length,
        some.length,
        names.stream().map(name -> ColumnProfile.of(table.column(name), some, points)).toList());
  }

  /** Returns the names of the columns that a preprocessor reads, those of the target last. */
  public static List<String> columns(Preprocessor preprocessor) {
    Set<String> names = new LinkedHashSet<>();
    preprocessor.features().steps().forEach(step -> names.add(step.column()));
    names.addAll(preprocessor.target().columns());
    return List.copyOf(names);
  }

  /** Returns at most so many rows, in their order and spread evenly over all. */
  public static int[] spread(int[] rows, int most) {
    int count = Math.min(rows.length, most);
    return IntStream.range(0, count)
        .map(i -> rows[(int) ((long) i * rows.length / count)])
        .toArray();
  }

  /** Returns the profile of a column, or null if there is none. */
  public @Nullable ColumnProfile find(String column) {
    return columns.stream().filter(c -> c.column().equals(column)).findFirst().orElse(null);
  }

  /** Returns the profile as plain values for a model file. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rows", rows);
    map.put("examined", examined);
    map.put("columns", columns.stream().map(ColumnProfile::toMap).toList());
    return map;
  }

  /**
   * Reads what {@link #toMap} returned.
   *
   * @param value the map, or what a file holds in its place
   * @throws org.nn4j.core.InputException if it is something else, naming the place
   */
  public static DataProfile fromMap(@Nullable Object value) {
    JsonMap tree = JsonMap.of("profile", value);
    return new DataProfile(
        (int) tree.number("rows"),
        (int) tree.number("examined"),
        tree.objects("columns", DataProfile::column));
  }

  /** Reads what {@link ColumnProfile#toMap} returned. */
  private static ColumnProfile column(JsonMap tree) {
    return tree.build(
        () ->
            tree.map().containsKey("labels")
                ? new ColumnProfile.Labels(
                    tree.text("column"),
                    tree.texts("labels"),
                    counts(tree),
                    (int) tree.number("distinct"),
                    (int) tree.number("present"),
                    (int) tree.number("missing"))
                : new ColumnProfile.Numbers(
                    tree.text("column"),
                    tree.numbers("values"),
                    counts(tree),
                    (int) tree.number("present"),
                    (int) tree.number("missing")));
  }

  private static List<Integer> counts(JsonMap tree) {
    return tree.numbers("counts").stream().map(Double::intValue).toList();
  }
}
