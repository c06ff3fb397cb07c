package org.nn4j.core.data.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.nn4j.api.TableRows;
import org.nn4j.core.InputException;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.csv.ColumnBuilder;
import org.nn4j.core.data.csv.TableBuilder;

/** Hands a row's cells to the columns of a table that are not ignored. */
final class SourceCells {
  private final Path file;
  private final List<Cell> cells;

  /**
   * A column that is read.
   *
   * @param index its number in the file from 0
   * @param labels whether its cells are taken as labels
   */
  private record Cell(int index, ColumnBuilder builder, boolean labels) {}

  private SourceCells(Path file, List<Cell> cells) {
    this.file = file;
    this.cells = cells;
  }

  /**
   * Finds out how columns are read.
   *
   * @param table a table that has begun with the file
   * @throws InputException if a column that is not ignored cannot be read, or not as the type asked
   *     for
   */
  static SourceCells of(
      Path file, List<TableRows.Column> columns, TableBuilder table, TableOptions options) {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      ColumnBuilder builder = table.column(i);
      if (builder != null) {
        boolean labels = labels(file, columns.get(i), options);
        builder.expect(file, labels);
        cells.add(new Cell(i, builder, labels));
      }
    }
    return new SourceCells(file, cells);
  }

  private static boolean labels(Path file, TableRows.Column column, TableOptions options) {
    ColumnType type = options.type(column.name());
    boolean labels =
        type == ColumnType.CATEGORICAL
            || type == ColumnType.LABELS
            || column.content() == TableRows.Content.TEXTS;
    if (column.content() == TableRows.Content.OTHER) {
      throw InputException.in(
          file,
          column(column)
              + ", which is neither a number nor a text; leave it out (--ignore "
              + column.name()
              + "), or cast it in a query");
    }
    if (labels && type == ColumnType.NUMERIC) {
      throw InputException.in(file, column(column) + ", but must be numeric; cast it in a query");
    }
    return labels;
  }

  private static String column(TableRows.Column column) {
    return "column '" + column.name() + "' has the type " + column.type();
  }

  /** Adds the cells of the present row. */
  void read(TableRows rows, long row) throws IOException {
    for (Cell cell : cells) {
      boolean missing = rows.isMissing(cell.index);
      if (cell.labels) {
        String text = missing ? "" : rows.text(cell.index);
        cell.builder.add(text.isEmpty() ? null : text);
      } else {
        cell.builder.add(missing ? Double.NaN : finite(rows.number(cell.index), cell, row));
      }
    }
  }

  private double finite(double number, Cell cell, long row) {
    if (!(Math.abs(number) <= Double.MAX_VALUE)) {
      throw InputException.in(
          file,
          "row "
              + row
              + ", column '"
              + cell.builder.name()
              + "': "
              + number
              + " is not a finite number; correct it, or write NULL where the value is missing");
    }
    return number;
  }
}
