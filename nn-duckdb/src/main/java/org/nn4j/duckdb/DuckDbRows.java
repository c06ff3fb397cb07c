package org.nn4j.duckdb;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBResultSetMetaData;
import org.duckdb.StatementReturnType;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.TableRows;

/** The rows of a query, which runs when the first one is asked for. */
final class DuckDbRows implements TableRows {
  /** What DuckDB says of a query that fails before its first row, which is all it keeps of it. */
  private static final String LOST_REASON = "Invalid result set";

  private final Query query;
  private final Connection session;
  private final PreparedStatement statement;
  private final List<Column> columns;
  private final List<CellType> types;
  private @Nullable ResultSet rows;

  /** Finds the query. */
  interface Query {
    /** Returns SQL whose last statement is the query. */
    String sql(Connection session) throws IOException, SQLException;
  }

  private DuckDbRows(
      Query query,
      Connection session,
      PreparedStatement statement,
      List<Column> columns,
      List<CellType> types) {
    this.query = query;
    this.session = session;
    this.statement = statement;
    this.columns = List.copyOf(columns);
    this.types = List.copyOf(types);
  }

  /**
   * Prepares a query in a session of its own.
   *
   * @throws IOException if DuckDB does not understand it, or it gives no rows
   */
  static DuckDbRows of(Query query) throws IOException {
    Connection session = Session.open(true);
    try {
      return prepare(query, session);
    } catch (SQLException e) {
      close(session);
      throw Session.fault(e);
    } catch (IOException | RuntimeException e) {
      close(session);
      throw e;
    }
  }

  private static DuckDbRows prepare(Query query, Connection session)
      throws IOException, SQLException {
    PreparedStatement statement = session.prepareStatement(query.sql(session));
    ResultSetMetaData result = statement.getMetaData();
    if (result.unwrap(DuckDBResultSetMetaData.class).getReturnType()
        != StatementReturnType.QUERY_RESULT) {
      throw new IOException("the last statement is no query, which gives rows");
    }
    List<Column> columns = new ArrayList<>();
    List<CellType> types = new ArrayList<>();
    for (int c = 1; c <= result.getColumnCount(); c++) {
      String type = result.getColumnTypeName(c);
      types.add(CellType.of(type));
      columns.add(new Column(result.getColumnLabel(c), type, CellType.of(type).content()));
    }
    return new DuckDbRows(query, session, statement, columns, types);
  }

  @Override
  public List<Column> columns() {
    return columns;
  }

  @Override
  public boolean next() throws IOException {
    try {
      ResultSet result = rows;
      if (result == null) {
        result = statement.executeQuery();
        rows = result;
      }
      return result.next();
    } catch (SQLException e) {
      throw Session.fault(String.valueOf(e.getMessage()).contains(LOST_REASON) ? reason(e) : e);
    }
  }

  /** Runs the query again in the other way, in which DuckDB tells why it fails. */
  private SQLException reason(SQLException lost) throws IOException {
    try (Connection plain = Session.open(false);
        PreparedStatement again = plain.prepareStatement(query.sql(plain))) {
      again.executeQuery().close();
      return lost;
    } catch (SQLException e) {
      return e;
    }
  }

  @Override
  public boolean isMissing(int column) throws IOException {
    try {
      return types.get(column).isNull(present(), column + 1);
    } catch (SQLException e) {
      throw Session.fault(e);
    }
  }

  @Override
  public double number(int column) throws IOException {
    try {
      return types.get(column).number(present(), column + 1);
    } catch (SQLException e) {
      throw Session.fault(e);
    }
  }

  @Override
  public String text(int column) throws IOException {
    try {
      return types.get(column).text(present(), column + 1);
    } catch (SQLException e) {
      throw Session.fault(e);
    }
  }

  private ResultSet present() {
    if (rows == null) {
      throw new IllegalStateException("there is a cell after next() alone");
    }
    return rows;
  }

  @Override
  public void close() throws IOException {
    try (session;
        statement) {
      if (rows != null) {
        rows.close();
      }
    } catch (SQLException e) {
      throw Session.fault(e);
    }
  }

  private static void close(Connection session) throws IOException {
    try {
      session.close();
    } catch (SQLException e) {
      throw Session.fault(e);
    }
  }
}
