package org.nn4j.duckdb;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.nn4j.api.TableRows;

/** How cells of DuckDB's types are read. */
enum CellType {
  /** Integers of up to 63 bits. */
  INTEGER(TableRows.Content.NUMBERS) {
    @Override
    double number(ResultSet row, int column) throws SQLException {
      return row.getLong(column);
    }
  },

  /** Wider integers. */
  WIDE_INTEGER(TableRows.Content.NUMBERS) {
    @Override
    double number(ResultSet row, int column) throws SQLException {
      return row.getObject(column, BigInteger.class).doubleValue();
    }
  },

  /** Decimals with a fixed number of places. */
  DECIMAL(TableRows.Content.NUMBERS) {
    @Override
    double number(ResultSet row, int column) throws SQLException {
      return row.getObject(column, BigDecimal.class).doubleValue();
    }

    @Override
    String text(ResultSet row, int column) throws SQLException {
      return row.getObject(column, BigDecimal.class).toPlainString();
    }
  },

  /**
   * Binary fractions; a float32 is the number that it is, not the decimal that it was written as.
   */
  FLOATING(TableRows.Content.NUMBERS) {
    @Override
    double number(ResultSet row, int column) throws SQLException {
      return row.getDouble(column);
    }

    @Override
    String text(ResultSet row, int column) throws SQLException {
      double value = row.getDouble(column);
      return value == Math.rint(value) && Math.abs(value) <= EXACT_INTEGERS
          ? Long.toString((long) value)
          : row.getString(column);
    }
  },

  /** Days since the first of January 1970. */
  DATE(TableRows.Content.NUMBERS) {
    @Override
    double number(ResultSet row, int column) throws SQLException {
      return row.getObject(column, LocalDate.class).toEpochDay();
    }
  },

  /** Seconds since 1970, as if the time were that of Greenwich. */
  TIMESTAMP(TableRows.Content.NUMBERS) {
    @Override
    double number(ResultSet row, int column) throws SQLException {
      return seconds(time(row, column).toInstant(ZoneOffset.UTC));
    }

    @Override
    String text(ResultSet row, int column) throws SQLException {
      return time(row, column).toString();
    }

    private LocalDateTime time(ResultSet row, int column) throws SQLException {
      return row.getObject(column, LocalDateTime.class);
    }
  },

  /** Seconds since 1970 in Greenwich. */
  INSTANT(TableRows.Content.NUMBERS) {
    @Override
    double number(ResultSet row, int column) throws SQLException {
      return seconds(instant(row, column));
    }

    @Override
    String text(ResultSet row, int column) throws SQLException {
      return instant(row, column).toString();
    }

    private Instant instant(ResultSet row, int column) throws SQLException {
      return row.getObject(column, OffsetDateTime.class).toInstant();
    }
  },

  /** Texts, and what has one obvious text: truth values, members of an enumeration, UUIDs. */
  TEXT(TableRows.Content.TEXTS),

  /** Anything else: lists, structures, intervals, bytes. */
  OTHER(TableRows.Content.OTHER);

  private static final double EXACT_INTEGERS = 0x1.0p53;
  private static final double NANOS = 1e9;

  private final TableRows.Content content;

  CellType(TableRows.Content content) {
    this.content = content;
  }

  TableRows.Content content() {
    return content;
  }

  private static double seconds(Instant instant) {
    return instant.getEpochSecond() + instant.getNano() / NANOS;
  }

  double number(ResultSet row, int column) throws SQLException {
    throw new IllegalStateException("a column of " + this + " has no numbers");
  }

  String text(ResultSet row, int column) throws SQLException {
    return row.getString(column);
  }

  final boolean isNull(ResultSet row, int column) throws SQLException {
    if (this == INTEGER) {
      row.getLong(column);
    } else if (this == FLOATING) {
      row.getDouble(column);
    } else {
      row.getObject(column);
    }
    return row.wasNull();
  }

  /** Returns how a type is read that DuckDB calls by a name such as {@code DECIMAL(10,2)}. */
  static CellType of(String name) {
    if (name.startsWith("DECIMAL(") && !name.endsWith("]")) {
      return DECIMAL;
    }
    return switch (name) {
      case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER" ->
          INTEGER;
      case "UBIGINT", "HUGEINT", "UHUGEINT" -> WIDE_INTEGER;
      case "FLOAT", "DOUBLE" -> FLOATING;
      case "DATE" -> DATE;
      case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" -> TIMESTAMP;
      case "TIMESTAMP WITH TIME ZONE" -> INSTANT;
      case "VARCHAR", "BOOLEAN", "ENUM", "UUID" -> TEXT;
      default -> OTHER;
    };
  }
}
