package org.nn4j.spark;

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
   * @throws InputException if none is learnt
   */
  static OrderedRows read(JavaPairRDD<RowKey, byte[]> sorted, RowCells cells) {
    RowCells.TableBuilder train = cells.table();
    RowCells.TableBuilder validation = cells.table();
    List<long[]> starts = new ArrayList<>();
    Iterator<Tuple2<RowKey, byte[]>> rows = sorted.toLocalIterator();
    while (rows.hasNext()) {
      Tuple2<RowKey, byte[]> row = rows.next();
      while (starts.size() <= row._1().partition()) {
        starts.add(new long[] {train.rows(), validation.rows()});
      }
      (row._1().validation() ? validation : train).add(row._2());
    }
    while (starts.size() < sorted.getNumPartitions()) {
      starts.add(new long[] {train.rows(), validation.rows()});
    }
    if (train.rows() == 0) {
      throw new InputException(
          "there is no row to learn from"
              + (validation.rows() == 0
                  ? ""
                  : ": validationIndicatorCol is true in all " + validation.rows()));
    }
    return new OrderedRows(train.build(), validation.build(), starts);
  }
}
