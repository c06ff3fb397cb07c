package org.nn4j.duckdb;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The SQL whose result is a file's table. */
final class Statements {
  private Statements() {}

  /** Returns the query of a Parquet file's own columns: none is made of its folders' names. */
  static String parquet(Path file) {
    // A name is a pattern to DuckDB: [x] is the one character x.
    String name = file.toAbsolutePath().toString().replaceAll("[*?\\[]", "[$0]");
    return "SELECT * FROM read_parquet(" + literal(name) + ", hive_partitioning = false)";
  }

  /**
   * Attaches a database and returns the query of its only table or view.
   *
   * @throws IOException if it has none or several
   */
  static String table(Path file, Connection session) throws IOException, SQLException {
    List<String> tables = new ArrayList<>();
    try (Statement statement = session.createStatement()) {
      statement.execute(
          "ATTACH " + literal(file.toAbsolutePath().toString()) + " AS data (READ_ONLY)");
      try (ResultSet found =
          statement.executeQuery(
              "SELECT table_schema, table_name FROM information_schema.tables"
                  + " WHERE table_catalog = 'data' ORDER BY ALL")) {
        while (found.next()) {
          tables.add(identifier(found.getString(1)) + "." + identifier(found.getString(2)));
        }
      }
    }
    if (tables.size() != 1) {
      throw new IOException(
          tables.isEmpty()
              ? "the database has no table"
              : "the database has several tables ("
                  + String.join(", ", tables)
                  + "); write a query into a .sql file: ATTACH '"
                  + file
                  + "' AS d (READ_ONLY); SELECT … FROM d."
                  + tables.get(0));
    }
    return "SELECT * FROM data." + tables.get(0);
  }

  /** Returns the content of a file of SQL. */
  static String query(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new IOException("the text is not UTF-8; save it in that encoding", e);
    }
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String identifier(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
