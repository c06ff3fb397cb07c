package org.nn4j.spark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Table;
import scala.Tuple2;

/**
 * All rows, in the order of their content.
 *
 * @param train those that are learnt
 * @param validation those that watch training
 * @param starts for each partition that they came from how many there are before it: of those that
 *     are learnt, and of those that watch
 */
record OrderedRows(Table train, Table validation, List<long[]> starts) {

  /**
   * Reads them, a partition at a time.
   *
   * @param sorted rows that are in order from partition to partition and within each
   * @param train what messages call those that are learnt
   * @param validation what messages call those that watch training
   * @throws InputException if none is learnt, or there are too many for a table
   */
  static OrderedRows read(
      JavaPairRDD<RowKey, byte[]> sorted,
      RowCells cells,
      LocalTables tables,
      Path train,
      Path validation) {
    List<long[]> starts = new ArrayList<>();
    long[] all = new long[2];
    for (long[] partition : sorted.mapPartitions(OrderedRows::count).collect()) {
      starts.add(all.clone());
      all[0] += partition[0];
      all[1] += partition[1];
    }
    if (all[0] == 0) {
      throw new InputException(
          "there is no row to learn from"
              + (all[1] == 0 ? "" : ": validationIndicatorCol is true in all " + all[1]));
    }
    if (Math.max(all[0], all[1]) > Integer.MAX_VALUE) {
      throw new InputException(
          "there are " + Math.max(all[0], all[1]) + " rows; at most 2147483647 can be learnt from");
    }
    return new OrderedRows(
        read(sorted, false, all, cells, tables, train),
        read(sorted, true, all, cells, tables, validation),
        starts);
  }

  /** Counts the rows that are learnt, and those that watch. */
  private static Iterator<long[]> count(Iterator<Tuple2<RowKey, byte[]>> rows) {
    long[] counts = new long[2];
    while (rows.hasNext()) {
      counts[rows.next()._1().validation() ? 1 : 0]++;
    }
    return List.of(counts).iterator();
  }

  private static Table read(
      JavaPairRDD<RowKey, byte[]> sorted,
      boolean validation,
      long[] all,
      RowCells cells,
      LocalTables tables,
      Path name) {
    long count = all[validation ? 1 : 0];
    boolean whole = all[validation ? 0 : 1] == 0;
    Iterator<byte[]> rows =
        count == 0
            ? List.<byte[]>of().iterator()
            : (whole ? sorted : sorted.filter(row -> row._1().validation() == validation))
                .values()
                .toLocalIterator();
    return tables.read(name, cells, () -> rows.hasNext() ? rows.next() : null, count);
  }
}
