package org.nn4j.duckdb;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.TableRows;
import org.nn4j.api.TableSource;

/**
 * Reads what DuckDB reads, by the ending of a file's name.
 *
 * <ul>
 *   <li>{@code .parquet}: the file's rows in their order.
 *   <li>{@code .duckdb}: the only table or view of a database, which is opened for reading.
 *   <li>{@code .sql}: the rows of the last statement, a query; those before may attach databases or
 *       set options. Relative paths in it are those of the working directory, as in DuckDB's own
 *       shell.
 * </ul>
 *
 * <p>DuckDB runs on one thread and keeps the order of rows, so that the same version of it gives
 * the same rows in the same order. What a query leaves open (rows of equal keys, groups without
 * {@code ORDER BY}, {@code random()}) remains open.
 */
public record DuckDbSource() implements TableSource {

  /** What a file is. */
  private enum Form {
    PARQUET,
    DATABASE,
    QUERY
  }

  @Override
  public String name() {
    return "duckdb";
  }

  @Override
  public String description() {
    return "Parquet files, DuckDB databases with one table, and queries in .sql files";
  }

  @Override
  public boolean reads(Path file) {
    return form(file) != null;
  }

  @Override
  public boolean isSelfContained(Path file) {
    return form(file) == Form.PARQUET;
  }

  @Override
  public TableRows open(Path file) throws IOException {
    Form form = form(file);
    if (form == null) {
      throw new IOException("is neither .parquet nor .duckdb nor .sql");
    }
    return DuckDbRows.of(
        session ->
            switch (form) {
              case PARQUET -> Statements.parquet(file);
              case DATABASE -> Statements.table(file, session);
              case QUERY -> Statements.query(file);
            });
  }

  private static @Nullable Form form(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".parquet")
        ? Form.PARQUET
        : name.endsWith(".duckdb") ? Form.DATABASE : name.endsWith(".sql") ? Form.QUERY : null;
  }
}
