package org.nn4j.core.data;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.data.read.TableReader;

/**
 * Where {@link TableReader} keeps tables: in memory as long as their files hold no more text than a
 * budget, else in a cache file that is mapped into memory.
 *
 * <p>The only difference is in memory and time: numbers, labels, lines and so what is learnt from
 * them are the same.
 *
 * @param budget the most text of CSV files, in bytes, that is read into memory
 * @param folder where cache files are, or null for beside the file they are of
 */
public record TableStorage(long budget, @Nullable Path folder) {
  /** How the names of cache files end. */
  public static final String CACHE_SUFFIX = ".nn4j-cache";

  /** A table and the samples made of it take two to three times the room of its text. */
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
