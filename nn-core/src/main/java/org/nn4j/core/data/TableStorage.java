package org.nn4j.core.data;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.data.read.TableReader;

/**
 * Where {@link TableReader} keeps tables: in memory if the text of their files is within a budget,
 * else in a cache file that is mapped into memory.
 *
 * <p>Only memory and time differ: numbers, labels, lines and thus what is learnt from them are the
 * same.
 *
 * @param budget the most text of CSV files, in bytes, that is read into memory
 * @param folder the folder of cache files, or null to put each beside its data file
 */
public record TableStorage(long budget, @Nullable Path folder) {
  /** The suffix of cache files. */
  public static final String CACHE_SUFFIX = ".nn4j-cache";

  /** A table and the samples made from it take two to three times the memory of its text. */
  private static final int SHARE = 4;

  /** Keeps every table in memory. */
  public static final TableStorage MEMORY = new TableStorage(Long.MAX_VALUE, null);

  /**
   * Checks the budget.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public TableStorage {
    if (budget < 0) {
      throw new IllegalArgumentException("the memory budget must be at least 0 but is " + budget);
    }
  }

  /**
   * Keeps tables beside their files if these exceed a quarter of the memory that this Java virtual
   * machine may use for objects.
   */
  public static TableStorage standard() {
    return new TableStorage(Runtime.getRuntime().maxMemory() / SHARE, null);
  }

  /** Returns a copy with another budget. */
  public TableStorage withBudget(long bytes) {
    return new TableStorage(bytes, folder);
  }

  /** Returns a copy with another folder, or null for beside the file. */
  public TableStorage withFolder(@Nullable Path newFolder) {
    return new TableStorage(budget, newFolder);
  }
}
