package org.nn4j.core.data;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;

/** Named columns of one length, with the place in a file that each row came from. */
public final class Table {
  private final Map<String, Column> columns = new LinkedHashMap<>();
  private final int rows;
  private final @Nullable Path source;
  private final RowPlaces places;
  private final boolean mapped;

  /** What to say of a column that is not there, before those that are. */
  private final String note;

  /** Makes a table that comes from no file. */
  public Table(List<? extends Column> columns) {
    this(columns, null, RowPlaces.NONE, false);
  }

  /**
   * Makes a table.
   *
   * @param columns at least one
   * @param source the file, or null
   * @param lines the file's line of each row, or null; kept by reference
   * @throws IllegalArgumentException if there is no column, a name occurs twice or the lengths
   *     differ
   */
  public Table(List<? extends Column> columns, @Nullable Path source, int @Nullable [] lines) {
    this(columns, source, lines == null ? RowPlaces.NONE : row -> lines[row], false);
    if (lines != null && lines.length != rows) {
      throw new IllegalArgumentException(rows + " rows but " + lines.length + " lines");
    }
  }

  Table(List<? extends Column> columns, @Nullable Path source, RowPlaces places, boolean mapped) {
    this(columns, source, places, mapped, "");
  }

  private Table(
      List<? extends Column> columns,
      @Nullable Path source,
      RowPlaces places,
      boolean mapped,
      String note) {
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("a table needs at least one column");
    }
    this.rows = columns.get(0).size();
    this.source = source;
    this.places = places;
    this.mapped = mapped;
    this.note = note;
    for (Column column : columns) {
      if (column.size() != rows || this.columns.put(column.name(), column) != null) {
        throw new IllegalArgumentException(
            "a table's columns must differ in name and have one length, but '"
                + column.name()
                + "' has "
                + column.size()
                + " rows, the first column "
                + rows
                + ", of "
                + columns.stream().map(Column::name).toList());
      }
    }
  }

  /** Returns the number of rows. */
  public int rows() {
    return rows;
  }

  /** Returns the columns in their order. */
  public List<Column> columns() {
    return List.copyOf(columns.values());
  }

  /** Returns the names of the columns in their order. */
  public List<String> names() {
    return List.copyOf(columns.keySet());
  }

  /** Returns the column with a name, or null if there is none. */
  public @Nullable Column find(String name) {
    return columns.get(name);
  }

  /**
   * Returns the column with a name.
   *
   * @throws InputException if there is none, naming those that there are
   */
  public Column column(String name) {
    Column column = columns.get(name);
    if (column == null) {
      throw fault("no column '" + name + "'" + note + ColumnNames.hint(name, columns.keySet()));
    }
    return column;
  }

  /** Returns the indices of all rows, ascending. */
  public int[] everyRow() {
    return IntStream.range(0, rows).toArray();
  }

  /**
   * Tells whether the columns lie in a file that is mapped into memory, as those of large tables
   * do; copies of them may have no room.
   */
  public boolean mapped() {
    return mapped;
  }

  /** Returns the line of its file that a row came from, or 0 if there is none. */
  public long line(int row) {
    return places.line(row);
  }

  /** Returns where the rows came from, for whoever does without the columns. */
  public RowPlaces places() {
    return places;
  }

  /** Returns a table of the rows with these indices, in their order; repetitions are allowed. */
  public Table select(int[] indices) {
    return new Table(
        columns.values().stream().map(c -> c.select(indices)).collect(Collectors.toList()),
        source,
        RowPlaces.select(places, indices),
        false,
        note);
  }

  /** Returns a table of all columns but one, which need not be there. */
  public Table without(String column) {
    return new Table(
        columns.values().stream().filter(c -> !c.name().equals(column)).toList(),
        source,
        places,
        mapped,
        note);
  }

  /** Returns the same table, which says more of a column that it lacks. */
  Table withNote(String newNote) {
    return new Table(columns(), source, places, mapped, newNote);
  }

  /** Makes an error about the table as a whole, to be thrown. */
  public InputException fault(String message) {
    return source == null ? new InputException(message) : InputException.in(source, message);
  }

  /** Makes an error about a cell, to be thrown. */
  public InputException fault(int row, Column column, String message) {
    if (source == null) {
      return new InputException("row " + row + ", column '" + column.name() + "': " + message);
    }
    Path named = places.file(row);
    Path file = named == null ? source : named;
    long number = places.number(row);
    return number > 0
        ? InputException.in(file, "row " + number + ", column '" + column.name() + "': " + message)
        : InputException.at(file, line(row), column.position(), message);
  }
}
