package org.nn4j.core.data.read;

import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.CsvFormat;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.TableStorage;
import org.nn4j.core.data.csv.CsvTexts;

/**
 * The cells of all columns of files from which a table of some was read, as texts.
 *
 * <p>Of CSV they are as they are written, but for quotes around them. Other files have no texts:
 * there numbers are written with the digits that tell them apart, and missing values are empty.
 *
 * @param columns the names of the columns, in the order of the files
 * @param opener opens the rows
 */
public record InputTexts(List<String> columns, Supplier<Rows> opener) {

  /** Rows of texts, to be read in ascending order and closed. */
  public interface Rows extends AutoCloseable {
    /**
     * Returns the cells of a row; empty ones at the end may be missing.
     *
     * @param row the index in the table, above that of the last call
     * @throws org.nn4j.core.InputException if the files cannot be read, or changed
     */
    List<String> row(int row);

    @Override
    default void close() {}
  }

  /** Returns the texts of CSV files. */
  static InputTexts ofCsv(List<Path> files, CsvFormat format, Table table) {
    try (CsvTexts head = new CsvTexts(files.get(0), format)) {
      return new InputTexts(head.columns(), () -> csv(files.get(0), format, table));
    }
  }

  private static Rows csv(Path first, CsvFormat format, Table table) {
    CsvTexts texts = new CsvTexts(first, format);
    return new Rows() {
      @Override
      public List<String> row(int row) {
        Path file = table.places().file(row);
        return texts.row(file == null ? first : file, table.line(row));
      }

      @Override
      public void close() {
        texts.close();
      }
    };
  }

  /** Returns the texts of other files, all of whose columns are read again. */
  static InputTexts ofTable(TableSources sources, Path source, TableStorage storage) {
    Table whole = sources.read(source, TableOptions.DEFAULT, storage);
    List<Column> columns = whole.columns();
    IntFunction<List<String>> texts =
        row -> columns.stream().map(c -> c.missing(row) ? "" : c.text(row)).toList();
    return new InputTexts(whole.names(), () -> texts::apply);
  }
}
