package org.nn4j.experiment.data;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.TableRows;
import org.nn4j.core.InputException;

/**
 * The rows of a query's result. No other class needs the module java.sql, which is there where a
 * program uses it.
 */
public final class ResultSetRows {
  private ResultSetRows() {}

  /**
   * Returns the rows of a query's result from its next one to its last, which are read at once.
   *
   * @throws InputException if they cannot be read
   */
  public static Supplier<TableRows> of(ResultSet result) {
    try {
      ResultSetMetaData data = result.getMetaData();
      List<TableRows.Column> columns = new ArrayList<>();
      for (int i = 1; i <= data.getColumnCount(); i++) {
        columns.add(
            new TableRows.Column(
                data.getColumnLabel(i), data.getColumnTypeName(i), content(data, i)));
      }
      List<@Nullable Object[]> rows = new ArrayList<>();
      while (result.next()) {
        @Nullable Object[] cells = new @Nullable Object[columns.size()];
        for (int i = 0; i < cells.length; i++) {
          cells[i] =
              switch (columns.get(i).content()) {
                case NUMBERS -> result.getObject(i + 1);
                case TEXTS -> result.getString(i + 1);
                case OTHER -> null;
              };
        }
        rows.add(cells);
      }
      return MemoryRows.of(columns, rows::get, rows.size());
    } catch (SQLException e) {
      throw new InputException("the query's result cannot be read: " + e.getMessage(), e);
    }
  }

  private static TableRows.Content content(ResultSetMetaData data, int column) throws SQLException {
    return switch (data.getColumnType(column)) {
      case Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.REAL,
          Types.FLOAT,
          Types.DOUBLE,
          Types.NUMERIC,
          Types.DECIMAL ->
          TableRows.Content.NUMBERS;
      case Types.CHAR,
          Types.VARCHAR,
          Types.LONGVARCHAR,
          Types.NCHAR,
          Types.NVARCHAR,
          Types.LONGNVARCHAR,
          Types.BIT,
          Types.BOOLEAN,
          Types.DATE ->
          TableRows.Content.TEXTS;
      default -> TableRows.Content.OTHER;
    };
  }
}
