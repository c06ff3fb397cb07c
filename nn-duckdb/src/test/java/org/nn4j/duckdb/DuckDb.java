package org.nn4j.duckdb;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Makes files for tests with DuckDB itself. */
final class DuckDb {
  private DuckDb() {}

  /** Runs statements in an empty database. */
  static void run(String... statements) {
    try (Connection session = Session.open(false);
        Statement statement = session.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (IOException | SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** Writes a query's rows. */
  static Path parquet(Path file, String query) {
    run("COPY (" + query + ") TO '" + file + "' (FORMAT parquet)");
    return file;
  }

  /** Writes a query's rows as CSV. */
  static Path csv(Path file, String query) {
    run("COPY (" + query + ") TO '" + file + "' (FORMAT csv, HEADER)");
    return file;
  }
}
