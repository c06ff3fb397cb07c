package org.nn4j.core.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.data.text.ColumnNames;
import org.nn4j.core.log.Logs;
import org.nn4j.core.text.Names;
import org.nn4j.core.text.Spelling;
import org.slf4j.Logger;

/** Named columns of one length, with the place in a file that each row came from. */
public final class Table {
  private static final Logger LOG = Logs.of(Table.class);

  /** Most rows and columns that {@link #toString} shows. */
  private static final int SHOWN_ROWS = 5;

  private static final int SHOWN_COLUMNS = 8;

  private final Map<String, Column> columns = new LinkedHashMap<>();
  private final int rows;
  private final @Nullable Path source;
  private final RowPlaces places;
  private final boolean mapped;
  private final Reading reading;

  /** Names that were resolved to a column spelled differently; each is logged once. */
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /**
   * How a table was read.
   *
   * @param ignored the names of its source's columns that are left out; others are passed over
   * @param notices what is worth reporting about it
   * @param format what its source shows of how related files are written
   * @param absent what to say of a column that is not there, before those that are
   */
  public record Reading(
      List<String> ignored, List<String> notices, CsvFormat format, String absent) {
    /** That of a table from no file. */
    static final Reading NONE = new Reading(List.of(), List.of(), CsvFormat.FOUND, "");
  }

  /** Creates a table that comes from no file. */
  public Table(List<? extends Column> columns) {
    this(columns, null, RowPlaces.NONE, false, Reading.NONE);
  }

  /**
   * Creates a table.
   *
   * @param columns at least one
   * @param source the file, or null
   * @param lines the file's line of each row, or null; kept by reference
   * @throws IllegalArgumentException if there is no column, a name occurs twice or the lengths
   *     differ
   */
  public Table(List<? extends Column> columns, @Nullable Path source, int @Nullable [] lines) {
    this(columns, source, lines == null ? RowPlaces.NONE : row -> lines[row], false, Reading.NONE);
    if (lines != null && lines.length != rows) {
      throw new IllegalArgumentException(rows + " rows but " + lines.length + " lines");
    }
  }

  /** Creates a table of some columns of a source. */
  public Table(
      List<? extends Column> columns,
      @Nullable Path source,
      RowPlaces places,
      boolean mapped,
      Reading reading) {
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("a table needs at least one column");
    }
    this.rows = columns.get(0).size();
    this.source = source;
    this.places = places;
    this.mapped = mapped;
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
    this.reading =
        new Reading(
            reading.ignored.stream().filter(name -> !this.columns.containsKey(name)).toList(),
            reading.notices,
            reading.format,
            reading.absent);
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

  /** Returns the names of the file's columns that were left out when it was read. */
  public List<String> ignored() {
    return reading.ignored;
  }

  /**
   * Returns the column with a name, or null if there is none. A name that differs from a column's
   * only in blanks, case or Unicode form finds it too, if no other column matches; this is logged.
   */
  public @Nullable Column find(String name) {
    Column column = columns.get(name);
    String meant = column == null ? Spelling.match(name, columns.keySet()) : null;
    if (meant == null) {
      return column;
    }
    if (told.add(name)) {
      LOG.warn("{}", ColumnNames.taken(name, meant));
    }
    return columns.get(meant);
  }

  /**
   * Returns the column with a name, found as {@link #find} does.
   *
   * @throws InputException if there is none, naming the existing ones
   */
  public Column column(String name) {
    Column column = find(name);
    if (column == null) {
      throw fault(
          ignored().contains(name)
              ? "column '" + name + "' is needed, but left out when the file is read"
              : "no column '"
                  + name
                  + "'"
                  + reading.absent
                  + ColumnNames.hint(name, columns.keySet()));
    }
    return column;
  }

  /** Returns the indices of all rows, ascending. */
  public int[] everyRow() {
    return IntStream.range(0, rows).toArray();
  }

  /**
   * Returns whether the columns lie in a file that is mapped into memory, as in large tables;
   * copies of them may not fit into the heap.
   */
  public boolean mapped() {
    return mapped;
  }

  /**
   * Returns what is worth knowing about how the file was read, one line each: that it has decimal
   * commas, for example, or how many cells count as missing though they are not empty.
   */
  public List<String> notices() {
    return reading.notices;
  }

  /**
   * Returns what the table's files show that similar ones may leave open; see {@link CsvFormat}.
   */
  public CsvFormat format() {
    return reading.format;
  }

  /** Returns the line of its file that a row came from, or 0 if there is none. */
  public long line(int row) {
    return places.line(row);
  }

  /** Returns where the rows came from, for use without the columns. */
  public RowPlaces places() {
    return places;
  }

  /**
   * Returns a table of the rows with these indices, in their order; repetitions are allowed. A
   * mapped table is not copied.
   */
  public Table select(int[] indices) {
    int[] chosen = indices.clone();
    return new Table(
        columns.values().stream().map(c -> mapped ? view(c, chosen) : c.select(chosen)).toList(),
        source,
        RowPlaces.select(places, chosen),
        mapped,
        reading);
  }

  private static Column view(Column column, int[] rows) {
    return column instanceof NumericColumn numbers
        ? numbers.view(rows)
        : ((CategoricalColumn) column).view(rows);
  }

  /** Returns a table of all columns but one, which need not be there. */
  public Table without(String column) {
    return new Table(
        columns.values().stream().filter(c -> !c.name().equals(column)).toList(),
        source,
        places,
        mapped,
        reading);
  }

  /** Returns an exception about the table as a whole, for the caller to throw. */
  public InputException fault(String message) {
    return source == null ? new InputException(message) : InputException.in(source, message);
  }

  /** Returns an exception about a cell, for the caller to throw. */
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

  /** Returns the numbers of rows and columns and the first of both, as a table for people. */
  @Override
  public String toString() {
    List<Column> shown = columns().stream().limit(SHOWN_COLUMNS).toList();
    int count = Math.min(rows, SHOWN_ROWS);
    List<StringBuilder> lines = new ArrayList<>();
    IntStream.rangeClosed(0, count).forEach(line -> lines.add(new StringBuilder(" ")));
    for (Column column : shown) {
      List<String> cells = new ArrayList<>(List.of(Names.quote(column.name())));
      for (int row = 0; row < count; row++) {
        cells.add(column.missing(row) ? "" : Names.quote(column.text(row)));
      }
      cells.replaceAll(cell -> cell.isEmpty() ? "" : cell.substring(1, cell.length() - 1));
      int width = cells.stream().mapToInt(String::length).max().orElse(0);
      for (int line = 0; line <= count; line++) {
        String cell = cells.get(line);
        lines.get(line).append(' ').append(cell).append(" ".repeat(width + 1 - cell.length()));
      }
    }
    StringBuilder text = new StringBuilder();
    text.append(rows).append(rows == 1 ? " row × " : " rows × ").append(columns.size());
    text.append(columns.size() == 1 ? " column" : " columns");
    for (StringBuilder line : lines) {
      String ending = shown.size() < columns.size() ? "…" : "";
      text.append('\n').append((line + ending).stripTrailing());
    }
    return rows > count ? text + "\n  …" : text.toString();
  }
}
