package org.nn4j.core.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.UnknownColumnException;

/** Grows a table row by row from one file or several, in memory or into a {@link BlockSink}. */
final class TableBuilder {
  private final Path source;
  private final List<Path> files;
  private final TableOptions options;
  private final @Nullable BlockSink sink;

  /** The files that have rows, by their index, and the first row of each. */
  private final List<Integer> sources = new ArrayList<>();

  private final List<Integer> firstRows = new ArrayList<>();
  private @Nullable TableHeader header;

  /** Whether the rows have numbers in place of lines. */
  private boolean numbered;

  private Path file;
  private boolean fileHasRows;

  /** One builder a field, null where the column is ignored; empty before the header's end. */
  private @Nullable ColumnBuilder[] builders = {};

  private int rows;

  /** The lines of the rows that the sink was not given yet, or of all without a sink. */
  private int[] lines = new int[64];

  private int waiting;
  private int blockRows = Integer.MAX_VALUE;

  /**
   * Begins a table.
   *
   * @param source what the user calls the files
   * @param sink who keeps the rows, or null to keep them here
   */
  TableBuilder(Path source, List<Path> files, TableOptions options, @Nullable BlockSink sink) {
    this.source = source;
    this.files = files;
    this.options = options;
    this.sink = sink;
    this.file = source;
  }

  /**
   * Begins a file, the first or one with the same header.
   *
   * @param line the line of the header, or 0 for a file without lines, whose rows have numbers
   */
  void beginFile(Path newFile, long line, List<String> names) {
    file = newFile;
    fileHasRows = false;
    numbered = line == 0;
    if (header != null) {
      header.requireSame(newFile, line, names);
      return;
    }
    header = TableHeader.of(newFile, line, names);
    options.requireColumns(newFile, names);
    builders = new ColumnBuilder[names.size()];
    for (int i = 0; i < builders.length; i++) {
      ColumnType type = options.type(names.get(i));
      builders[i] =
          type == ColumnType.IGNORE
              ? null
              : new ColumnBuilder(newFile, line, names.get(i), i + 1, type);
    }
    if (used().findAny().isEmpty()) {
      throw noColumn(source, options, names);
    }
    if (sink != null) {
      blockRows = sink.start(1 + width());
    }
  }

  /** Makes the error, to be thrown, for a table of which no column is wanted. */
  static InputException noColumn(Path source, TableOptions options, List<String> names) {
    return new UnknownColumnException(
        source,
        names,
        "none of the columns needed is there: "
            + String.join(", ", options.types().keySet())
            + "; the columns are "
            + String.join(", ", names));
  }

  void cell(int index, char[] text, int from, int to, long line) {
    if (index < builders.length) {
      ColumnBuilder builder = builders[index];
      if (builder != null) {
        builder.add(text, from, to, file, line);
      }
    }
  }

  /** Returns the builder of a column, or null where it is ignored. */
  @Nullable ColumnBuilder column(int index) {
    return builders[index];
  }

  /** Returns the number of columns that are not ignored. */
  int width() {
    return (int) used().count();
  }

  int rows() {
    return rows;
  }

  void endRow(int fields, long line) {
    if (fields != builders.length) {
      throw InputException.at(
          file,
          line,
          0,
          "expected " + builders.length + " fields, as in the header, but found " + fields);
    }
    if (rows == Integer.MAX_VALUE || line > Integer.MAX_VALUE) {
      throw InputException.at(file, line, 0, "a table has at most 2147483647 rows and lines");
    }
    if (!fileHasRows) {
      fileHasRows = true;
      sources.add(files.indexOf(file));
      firstRows.add(rows);
    }
    if (waiting == lines.length) {
      lines = Arrays.copyOf(lines, 2 * waiting);
    }
    lines[waiting++] = (int) line;
    rows++;
    if (waiting == blockRows) {
      drain();
    }
  }

  private void drain() {
    if (sink != null && waiting > 0) {
      NumericBuffer places = new NumericBuffer();
      for (int i = 0; i < waiting; i++) {
        places.add(lines[i] - lines[0] - i);
      }
      List<NumericValues> block = new ArrayList<>(List.of(places.drain()));
      used().forEach(builder -> block.add(builder.drain()));
      sink.block(lines[0], block, waiting);
      waiting = 0;
    }
  }

  /** Checks what only the end can tell. */
  void finish() {
    if (rows == 0) {
      throw InputException.in(
          file, numbered ? "holds columns but no rows" : "the file holds a header but no rows");
    }
    used().forEach(ColumnBuilder::check);
    drain();
  }

  /** Returns the columns that turned out to hold labels after numbers had been read. */
  List<String> unspelledLabels() {
    return used().filter(ColumnBuilder::unspelledLabels).map(ColumnBuilder::name).toList();
  }

  /** Returns the table that is kept here. */
  Table table() {
    int[] places = Arrays.copyOf(lines, waiting);
    List<Path> withRows = sources.stream().map(files::get).toList();
    return new Table(
        used().map(ColumnBuilder::build).toList(),
        source,
        FileRows.of(source, withRows, firstRows, row -> places[row], numbered),
        false,
        Objects.requireNonNull(header).names());
  }

  /**
   * Tells what a writer was given.
   *
   * @param asked the options asked for, which may leave more open than those that were used
   */
  CacheIndex index(SourceStamp stamp, TableOptions asked, CacheWriter writer) {
    List<CachedColumn> columns = new ArrayList<>();
    List<String> names = Objects.requireNonNull(header).names();
    for (int i = 0; i < builders.length; i++) {
      ColumnBuilder builder = builders[i];
      columns.add(
          new CachedColumn(
              names.get(i), asked.type(names.get(i)), builder == null ? null : builder.labels()));
    }
    return new CacheIndex(
        stamp,
        asked.separator(),
        columns,
        sources,
        firstRows,
        rows,
        writer.blockRows(),
        writer.blocks());
  }

  private Stream<ColumnBuilder> used() {
    return Arrays.stream(builders).filter(Objects::nonNull).map(Objects::requireNonNull);
  }
}
