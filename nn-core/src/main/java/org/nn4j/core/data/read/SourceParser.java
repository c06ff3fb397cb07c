package org.nn4j.core.data.read;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.TableRows;
import org.nn4j.api.TableSource;
import org.nn4j.core.InputException;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.cache.SourceStamp;
import org.nn4j.core.data.cache.TableParser;
import org.nn4j.core.data.csv.BlockSink;
import org.nn4j.core.data.csv.Dialect;
import org.nn4j.core.data.csv.TableBuilder;
import org.nn4j.core.io.InputFiles;
import org.nn4j.core.io.Spool;

/**
 * Reads the rows of a {@link TableSource}'s files, or rows of a program, as one table.
 *
 * @param opener opens the rows of a file
 * @param selfContained whether the files' bytes alone make the table
 * @param isPassing whether they are a program's rows, which no file has
 * @param source what the user calls them
 */
record SourceParser(
    Opener opener,
    boolean selfContained,
    boolean isPassing,
    Path source,
    List<Path> files,
    TableOptions options)
    implements TableParser {

  /** Opens the rows of a file. */
  interface Opener {
    TableRows open(Path file) throws IOException;
  }

  /** How many bytes of the budget, which is meant for text, a cell counts. */
  private static final long CELL = 8;

  /** Returns what reads the files of a source. */
  static SourceParser ofFiles(
      TableSource reader, Path source, List<Path> files, TableOptions options) {
    return new SourceParser(
        file -> open(reader, file),
        files.stream().allMatch(reader::isSelfContained),
        false,
        source,
        files,
        options);
  }

  /** Returns what reads rows of a program. */
  static SourceParser ofRows(Path name, Supplier<TableRows> rows, TableOptions options) {
    return new SourceParser(file -> rows.get(), false, true, name, List.of(name), options);
  }

  /** Returns how many rows fit into a budget. */
  static long mostRows(long budget, int columns) {
    return budget / CELL / columns;
  }

  @Override
  public TableBuilder parse(@Nullable BlockSink sink) {
    return Objects.requireNonNull(parse(sink, Long.MAX_VALUE));
  }

  /**
   * Reads all rows unless they exceed a budget.
   *
   * @return null if they do
   */
  @Nullable TableBuilder parse(@Nullable BlockSink sink, long budget) {
    TableBuilder table = new TableBuilder(source, files, options, Map.of(), false, sink);
    for (Path file : files) {
      try (TableRows rows = opener.open(file)) {
        List<TableRows.Column> columns = rows.columns();
        table.beginFile(
            file, 0, columns.stream().map(TableRows.Column::name).toList(), Dialect.NONE);
        SourceCells cells = SourceCells.of(file, columns, table, options);
        long most = mostRows(budget, table.width());
        for (long row = 1; rows.next(); row++) {
          cells.read(rows, row);
          table.endRow(columns.size(), row);
          if (table.rows() > most) {
            return null;
          }
        }
      } catch (IOException e) {
        throw fault(file, e);
      }
    }
    table.finish();
    return table;
  }

  private static TableRows open(TableSource reader, Path file) throws IOException {
    if (Files.isDirectory(file)) {
      String ending = String.valueOf(file.getFileName()).replaceAll("^.*(?=\\.)", "");
      throw InputException.in(
          file, "is a directory, not a file; name its files by a pattern: " + file + "/*" + ending);
    }
    if (Spool.isStream(file)) {
      throw InputException.in(
          file, "is a pipe, from which " + reader.name() + " cannot read; write it to a file");
    }
    Files.newInputStream(file).close(); // fails with the same words as for CSV
    return reader.open(file);
  }

  private static InputException fault(Path file, IOException cause) {
    return cause instanceof FileSystemException
        ? InputFiles.fault(file, cause)
        : InputException.in(file, String.valueOf(cause.getMessage()));
  }

  @Override
  public SourceStamp stamp() {
    return isSelfContained()
        ? SourceStamp.of(files)
        : SourceStamp.ofRows(source, isPassing ? "" : rowHash());
  }

  @Override
  public boolean isSelfContained() {
    return selfContained;
  }

  /** Computes the SHA-256 of all columns and rows, whatever the options say. */
  String rowHash() {
    RowHash hash = new RowHash();
    for (Path file : files) {
      try (TableRows rows = opener.open(file)) {
        hash.add(rows);
      } catch (IOException e) {
        throw fault(file, e);
      }
    }
    return hash.text();
  }

  @Override
  public boolean numbered() {
    return true;
  }
}
