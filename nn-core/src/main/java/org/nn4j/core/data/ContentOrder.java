package org.nn4j.core.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * An order of rows that depends on what is in them alone, not on where they stand: ascending by the
 * 128 unsigned bits of their {@link ContentHash}.
 */
public final class ContentOrder {
  private static final long TOP = -1L << Integer.SIZE;

  private ContentOrder() {}

  /**
   * Returns the numbers of a table's rows in the order of their content. Rows that are alike, which
   * any order is the same of, stay as they are.
   *
   * @param columns the names of the columns that count, in the order in which their values are
   *     hashed
   * @throws org.nn4j.core.InputException if a column is missing
   */
  public static int[] of(Table table, List<String> columns) {
    List<Cells> cells = cells(table, columns);
    ContentHash hash = new ContentHash();
    int rows = table.rows();
    long[] high = new long[rows];
    long[] low = new long[rows];
    for (int row = 0; row < rows; row++) {
      hash(cells, row, hash);
      high[row] = hash.high();
      low[row] = hash.low();
    }
    return ascending(high, low);
  }

  /**
   * Returns whether a table's rows stand in the order of their content, so that {@link #of} would
   * leave them as they are; in no memory.
   *
   * @param columns as in {@link #of}
   * @throws org.nn4j.core.InputException if a column is missing
   */
  public static boolean holds(Table table, List<String> columns) {
    List<Cells> cells = cells(table, columns);
    ContentHash hash = new ContentHash();
    long high = 0;
    long low = 0;
    for (int row = 0; row < table.rows(); row++) {
      hash(cells, row, hash);
      if (compare(hash.high(), hash.low(), high, low) < 0) {
        return false;
      }
      high = hash.high();
      low = hash.low();
    }
    return true;
  }

  private static List<Cells> cells(Table table, List<String> columns) {
    return columns.stream().map(name -> Cells.of(table.column(name))).toList();
  }

  private static void hash(List<Cells> cells, int row, ContentHash hash) {
    hash.start();
    for (Cells column : cells) {
      column.add(row, hash);
    }
  }

  /** Compares pairs of words as unsigned numbers of 128 bits. */
  private static int compare(long high, long low, long otherHigh, long otherLow) {
    int first = Long.compareUnsigned(high, otherHigh);
    return first != 0 ? first : Long.compareUnsigned(low, otherLow);
  }

  /**
   * Returns the indices that bring pairs of words into ascending order, as unsigned numbers of 128
   * bits; equal ones stay in their order.
   *
   * @param high the first words
   * @param low as many second words
   */
  public static int[] ascending(long[] high, long[] low) {
    // Sorted as numbers: half of the first word, whose sign is turned, before the index.
    long[] keys = new long[high.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = ((high[i] ^ Long.MIN_VALUE) & TOP) | i;
    }
    Arrays.sort(keys);
    int[] order = new int[keys.length];
    for (int i = 0; i < keys.length; i++) {
      order[i] = (int) keys[i];
    }
    for (int from = 0, to; from < keys.length; from = to) {
      for (to = from + 1; to < keys.length && (keys[to] & TOP) == (keys[from] & TOP); ) {
        to++;
      }
      if (to - from > 1) {
        sort(order, from, to, high, low);
      }
    }
    return order;
  }

  /** Sorts a run of indices by the whole words; there are many only of rows that are alike. */
  private static void sort(int[] order, int from, int to, long[] high, long[] low) {
    Integer[] run = Arrays.stream(order, from, to).boxed().toArray(Integer[]::new);
    Arrays.sort(run, (a, b) -> compare(high[a], low[a], high[b], low[b]));
    for (int i = from; i < to; i++) {
      order[i] = run[i - from];
    }
  }

  /** What a column's cells are to a hash. */
  private interface Cells {
    void add(int row, ContentHash hash);

    static Cells of(Column column) {
      if (column instanceof NumericColumn numbers) {
        return (row, hash) -> hash.number(numbers.value(row));
      }
      CategoricalColumn texts = (CategoricalColumn) column;
      List<byte[]> labels =
          texts.labels().stream().map(label -> label.getBytes(StandardCharsets.UTF_8)).toList();
      return (row, hash) -> {
        int code = texts.code(row);
        if (code == CategoricalColumn.MISSING) {
          hash.missing();
        } else {
          hash.text(labels.get(code));
        }
      };
    }
  }
}
