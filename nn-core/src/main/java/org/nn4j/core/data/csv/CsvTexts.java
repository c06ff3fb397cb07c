package org.nn4j.core.data.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.data.CsvFormat;
import org.nn4j.core.data.text.ColumnNames;
import org.nn4j.core.io.InputFiles;

/**
 * Reads the cells of CSV files as texts, in the order of the rows and one row at a time, for rows
 * that were read as a table before: they are found by their lines.
 */
public final class CsvTexts implements AutoCloseable {
  private final CsvFormat format;
  private Path file;
  private List<String> columns;
  private CsvReader<CsvRecord> reader;
  private Iterator<CsvRecord> records;

  /** The record that was read but not asked for: the first, in files without a header. */
  private @Nullable CsvRecord waiting;

  /**
   * Opens files.
   *
   * @param first the first of them
   * @param format how they are written, as they were read before
   * @throws InputException if it cannot be read
   */
  @SuppressWarnings("NullAway") // open sets the fields
  public CsvTexts(Path first, CsvFormat format) {
    this.format = format;
    open(first);
  }

  private void open(Path next) {
    file = next;
    Dialect dialect;
    try {
      BufferedReader text = CsvFiles.text(next, format);
      dialect = Dialect.find(text, format);
      reader =
          CsvReader.builder()
              .fieldSeparator(dialect.separator())
              .quoteCharacter(dialect.quote())
              .trimWhitespacesAroundQuotes(true)
              .allowUnclosedQuote(false)
              .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .ofCsvRecord(text);
      records = reader.iterator();
    } catch (IOException e) {
      throw InputFiles.fault(next, e);
    }
    try {
      columns = head(dialect);
    } catch (InputException e) {
      close();
      throw e;
    }
  }

  /** Reads the header, or makes the names of columns where there is none. */
  private List<String> head(Dialect dialect) {
    waiting = null;
    CsvRecord record = next();
    if (record != null && dialect.marked()) {
      record = next();
    }
    while (record != null && record.getFields().stream().allMatch(String::isBlank)) {
      record = next();
    }
    if (record == null) {
      throw InputException.in(file, "the file is empty");
    }
    if (Boolean.FALSE.equals(format.header())) {
      waiting = record;
      return IntStream.rangeClosed(1, record.getFieldCount())
          .mapToObj(NamelessColumn::name)
          .toList();
    }
    List<String> names = new ArrayList<>(dialect.cornered() ? List.of("") : List.of());
    record.getFields().forEach(name -> names.add(ColumnNames.normalized(name)));
    return List.copyOf(names);
  }

  /** Returns the names of the columns, in their order; an empty text where one has none. */
  public List<String> columns() {
    return columns;
  }

  /**
   * Returns the cells of the row that starts on a line, as they are written but for quotes around
   * them; empty ones at the end may be missing.
   *
   * @param source the file that the row is in
   * @param line a line after that of the last call, if that was in the same file
   * @throws InputException if there is none, or the file cannot be read
   */
  public List<String> row(Path source, long line) {
    if (!source.equals(file)) {
      close();
      open(source);
    }
    CsvRecord record = waiting == null ? next() : waiting;
    waiting = null;
    while (record != null && record.getStartingLineNumber() < line) {
      record = next();
    }
    if (record == null || record.getStartingLineNumber() != line) {
      throw InputException.at(
          file, line, 0, "no row starts here any more; the file changed while it was read");
    }
    return record.getFields();
  }

  private @Nullable CsvRecord next() {
    try {
      return records.hasNext() ? records.next() : null;
    } catch (CsvParseException e) {
      throw CsvFiles.fault(file, 0, e);
    } catch (UncheckedIOException e) {
      throw InputFiles.fault(file, Objects.requireNonNull(e.getCause()));
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw InputFiles.fault(file, e);
    }
  }
}
