package org.nn4j.core.diagnosis;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.diagnosis.Finding.Kind;
import org.nn4j.core.preprocess.DataProfile;
import org.nn4j.core.preprocess.Preprocessor;

/**
 * Finds rows that are held out and learnt from at once: equal in all columns that the model reads,
 * the target too. Metrics on such rows tell how well the model remembers.
 *
 * <p>Where columns take few values, equal rows are no copies. How many are to be expected is
 * estimated as if columns were independent: n times the product, over the columns, of the share of
 * pairs of rows that have one value. Told is only of ten times as many, and only where some column
 * has so many values that its equality is rare: categories hang together, and rows of them repeat.
 */
public final class SharedRows {
  /** Most held-out rows that are looked for. */
  private static final int HELD = 4096;

  /** Training rows above which nothing is looked for: it would take as long as some epochs. */
  private static final int MOST = 1 << 18;

  /** Rows by which the shares of values are estimated. */
  private static final int SAMPLE = 2048;

  /** Least share of the held-out rows, and least number, that are told. */
  private static final double SHARE = 0.01;

  private static final int LEAST = 3;

  /** How many times as many as are to be expected. */
  private static final int MANY = 10;

  /** The share of pairs of rows with one value below which a column tells rows apart. */
  private static final double RARE = 0.02;

  private SharedRows() {}

  /**
   * Compares held-out rows with training rows.
   *
   * @param trained the training rows
   * @param other the table of the held-out rows, which may be the same
   * @param held the held-out rows
   * @param part what they are called, such as {@code test}
   * @return what is shared, or nothing
   */
  public static Optional<Finding> of(
      Table table, int[] trained, Table other, int[] held, String part, Preprocessor preprocessor) {
    List<String> names = DataProfile.columns(preprocessor);
    if (trained.length > MOST || names.stream().anyMatch(n -> other.find(n) == null)) {
      return Optional.empty();
    }
    int[] some = DataProfile.spread(held, HELD);
    List<Column> columns = names.stream().map(table::column).toList();
    List<Column> others = names.stream().map(other::column).toList();
    Map<Long, Boolean> seen = new HashMap<>(); // by hash: whether a training row has it
    for (int row : some) {
      seen.put(hash(others, row), false);
    }
    for (int row : trained) {
      seen.computeIfPresent(hash(columns, row), (hash, found) -> true);
    }
    int shared = 0;
    for (int row : some) {
      shared += seen.getOrDefault(hash(others, row), false) ? 1 : 0;
    }
    double share = (double) shared / some.length;
    if (shared < LEAST || share < SHARE || share < MANY * expected(columns, trained)) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            Kind.SHARED_ROWS,
            "the " + part + " rows",
            String.format(
                Locale.ROOT,
                "%d of %d %s rows (%.1f %%) are training rows too, equal in every column, so that"
                    + " the metrics flatter the model; remove the copies, or keep rows of one"
                    + " origin together (--group-column of nn crossval)",
                shared,
                some.length,
                part,
                100 * share)));
  }

  /**
   * Returns the share of rows that equal a training row by coincidence, which may exceed 1;
   * infinite if no column tells rows apart.
   */
  private static double expected(List<Column> columns, int[] trained) {
    int[] rows = DataProfile.spread(trained, SAMPLE);
    double expected = trained.length;
    double rarest = 1;
    for (Column column : columns) {
      Map<Long, Integer> counts = new HashMap<>();
      for (int row : rows) {
        counts.merge(value(column, row), 1, Integer::sum);
      }
      double pairs = 0;
      for (int count : counts.values()) {
        pairs += (double) count * (count - 1);
      }
      double share = pairs / ((double) rows.length * Math.max(1, rows.length - 1));
      expected *= share;
      rarest = Math.min(rarest, share);
    }
    return rarest <= RARE ? expected : Double.POSITIVE_INFINITY;
  }

  private static long hash(List<Column> columns, int row) {
    long hash = 0;
    for (Column column : columns) {
      hash = (hash ^ value(column, row)) * 0x9e3779b97f4a7c15L;
      hash ^= hash >>> 32;
    }
    return hash;
  }

  private static long value(Column column, int row) {
    if (column.missing(row)) {
      return 1;
    }
    return column instanceof NumericColumn numbers
        ? Double.doubleToLongBits(numbers.value(row) + 0.0) // −0 is 0
        : (long) column.text(row).hashCode() << 20;
  }
}
