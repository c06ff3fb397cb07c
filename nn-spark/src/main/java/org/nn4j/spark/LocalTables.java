package org.nn4j.spark;

import java.io.File;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.apache.spark.SparkEnv;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.TableStorage;
import org.nn4j.core.data.read.TableSources;
import org.nn4j.experiment.config.RunSettings;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.data.SourceData;

/**
 * Makes tables of rows where these arrived: in memory, or, of more rows than a budget has room for,
 * in a file of Spark's local folder that is mapped. Either has the same numbers and labels. The
 * file has no name once it is mapped, so nothing of it outlives the process, however that ends.
 *
 * @param storage the budget, which each cell counts as 8 bytes of, and the folder
 */
record LocalTables(TableStorage storage) {

  /**
   * Returns what makes tables in this process.
   *
   * @param settings may have a budget and a folder; else it is a quarter of the heap, and one of
   *     Spark's local folders
   * @param sharing how many tasks of this process share its heap
   * @param task the number of this one
   */
  static LocalTables of(Settings settings, int sharing, int task) {
    TableStorage storage = SourceData.storage(settings);
    if (settings.find(RunSettings.MEMORY_BUDGET) == null) {
      storage = storage.withBudget(storage.budget() / sharing);
    }
    if (storage.folder() == null) {
      File[] folders = SparkEnv.get().blockManager().diskBlockManager().localDirs();
      storage = storage.withFolder(folders[task % folders.length].toPath());
    }
    return new LocalTables(storage);
  }

  /**
   * Makes a table.
   *
   * @param name what messages call it
   * @param rows returns the next row as {@link RowCells#write} wrote it, null after the last
   * @param count the number of rows
   * @throws org.nn4j.core.InputException if a number is infinite, or the file cannot be written
   */
  Table read(Path name, RowCells cells, Supplier<byte @Nullable []> rows, long count) {
    boolean fits = count <= storage.budget() / Double.BYTES / cells.size();
    return count == 0
        ? cells.table().build()
        : TableSources.standard()
            .with(name, () -> cells.rows(rows))
            .read(name, TableOptions.DEFAULT, fits ? TableStorage.MEMORY : storage.withBudget(0));
  }
}
