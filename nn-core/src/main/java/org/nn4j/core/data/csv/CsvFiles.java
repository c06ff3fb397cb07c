package org.nn4j.core.data.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.data.CsvFormat;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.io.InputFiles;

/** Reads CSV files into a {@link TableBuilder}. */
public final class CsvFiles {
  /** Most passes over a file: what an earlier one found of a column, a later one may refine. */
  private static final int MOST_PASSES = 9;

  private CsvFiles() {}

  /**
   * Parses CSV files.
   *
   * @param source what the user calls them
   * @param sink receives the rows, or null to keep them in the table
   */
  public static TableBuilder parse(
      Path source, List<Path> files, TableOptions options, @Nullable BlockSink sink) {
    Map<String, ColumnBuilder.Reading> found = new HashMap<>();
    boolean spaced = false;
    boolean watched = false;
    for (int pass = 1; pass <= MOST_PASSES; pass++) {
      TableBuilder table = new TableBuilder(source, files, options, found, watched, sink);
      try {
        for (Path file : files) {
          parse(file, options.format(), spaced, table);
        }
      } catch (TableHandler.BlankBeforeQuote e) {
        spaced = true;
        continue;
      }
      Map<String, ColumnBuilder.Reading> more = table.finish();
      boolean watch = table.mustWatch(more);
      if (more.isEmpty() && !watch) {
        return table;
      }
      watched |= watch;
      found.putAll(more);
    }
    throw new IllegalStateException(
        source + " was read " + MOST_PASSES + " times without an end: " + found);
  }

  private static void parse(Path file, CsvFormat format, boolean spaced, TableBuilder table) {
    TableHandler handler = null;
    try (BufferedReader text = text(file, format)) {
      Dialect dialect = Dialect.find(text, format);
      dialect = spaced ? dialect.withBlanks() : dialect;
      handler = new TableHandler(file, dialect, table);
      Reader rest = PlainRecords.read(text, dialect, handler);
      if (rest != null) {
        parse(rest, dialect, handler);
      }
    } catch (IOException e) {
      throw InputFiles.fault(file, e);
    } catch (UncheckedIOException e) {
      throw InputFiles.fault(file, Objects.requireNonNull(e.getCause()));
    } catch (CsvParseException e) {
      throw fault(file, handler == null ? 0 : handler.line(), e);
    }
    handler.finish();
  }

  /** Parses what any CSV may be. */
  static void parse(Reader text, Dialect dialect, TableHandler handler) throws IOException {
    try (CsvReader<Object> csv =
        CsvReader.builder()
            .fieldSeparator(dialect.separator())
            .quoteCharacter(dialect.quote())
            .trimWhitespacesAroundQuotes(dialect.spaced())
            .allowUnclosedQuote(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .build(handler, text)) {
      csv.forEach(none -> {});
    }
  }

  static BufferedReader text(Path file, CsvFormat format) throws IOException {
    BufferedReader text = InputFiles.text(file, format.encoding());
    Character quote = format.quote();
    return Character.valueOf(' ').equals(format.separator())
        ? new BufferedReader(new BlankRuns(text, quote == null ? Dialect.QUOTE : quote))
        : text;
  }

  /**
   * Returns the exception to throw for what the parser failed with; it wraps whatever it meets, and
   * counts lines from where it began.
   */
  static RuntimeException fault(Path file, long line, CsvParseException e) {
    if (e.getCause() instanceof Error error) {
      throw error; // out of memory, say, which is no fault of the file
    }
    return e.getCause() instanceof RuntimeException thrown
        ? thrown
        : InputException.at(
            file,
            line,
            0,
            "malformed CSV: "
                + String.valueOf(e.getMessage()).replaceFirst("(?<=at line )\\d+", line + "")
                + "; a quote within quotes is written twice; if quotes are no more than text here,"
                + " name another --quote");
  }
}
