package org.nn4j.duckdb;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBDriver;

/** Opens DuckDB so that it gives the same rows everywhere, and tells of its errors in one line. */
final class Session {
  /** What each session begins with. */
  private static final List<String> SETTINGS =
      List.of(
          // Several threads would add numbers and meet groups in changing orders.
          "threads = 1",
          "preserve_insertion_order = true",
          "TimeZone = 'UTC'",
          // A query reads the files that it names; it fetches no code unless it says so itself.
          "autoinstall_known_extensions = false",
          "temp_directory = '" + folder().replace("'", "''") + "'");

  private Session() {}

  private static String folder() {
    return Path.of(System.getProperty("java.io.tmpdir"), "nn4j-duckdb").toString();
  }

  /**
   * Opens an empty database in memory.
   *
   * @param streams whether a result is handed over while it is made, else as a whole
   * @throws IOException if DuckDB does not run on this machine
   */
  static Connection open(boolean streams) throws IOException {
    Properties options = new Properties();
    options.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, String.valueOf(streams));
    try {
      Connection session = new DuckDBDriver().connect("jdbc:duckdb:", options);
      try (Statement statement = session.createStatement()) {
        for (String setting : SETTINGS) {
          statement.execute("SET " + setting);
        }
      } catch (SQLException e) {
        session.close();
        throw e;
      }
      return session;
    } catch (SQLException e) {
      throw fault(e);
    } catch (LinkageError e) {
      throw new IOException(
          "cannot be read: DuckDB does not run on "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + " ("
              + e.getMessage()
              + ")",
          e);
    }
  }

  /** Makes one line of an error: what is wrong, and the line of the query that it points to. */
  static IOException fault(SQLException cause) {
    String message =
        String.valueOf(cause.getMessage())
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.matches("\\^+"))
            .collect(Collectors.joining(" "));
    return new IOException("DuckDB: " + message, cause);
  }
}
