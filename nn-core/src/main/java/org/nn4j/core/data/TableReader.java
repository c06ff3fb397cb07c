package org.nn4j.core.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;

/**
 * Reads CSV files (RFC 4180: quoted fields may hold separators, line ends and doubled quotes) with
 * a header line, UTF-8 with or without byte order mark, gzipped or not.
 *
 * <ul>
 *   <li>Empty lines are skipped. Blanks around an unquoted field are dropped.
 *   <li>Missing is an empty field and, in any case of letters and quoted or not, {@code NA}, {@code
 *       N/A}, {@code null} and {@code ?}.
 *   <li>A column is numeric if all its values are decimal numbers, and categorical if fewer than
 *       half are. In between is a fault to be corrected or declared away: a stray text among
 *       numbers. So is a cell that spells NaN or infinity, and a column without any value.
 * </ul>
 *
 * <p>Images in an IDX file, as MNIST and Fashion-MNIST are distributed, are read as a table too:
 * columns {@code pixel1}, {@code pixel2}, … and, where the file of the labels lies beside that of
 * the images, {@code label}.
 *
 * <p>Files of other forms are read where a plug-in on the class or module path does it; {@link
 * TableSources} reads with those in folders of jars too.
 */
public final class TableReader {
  private static final int LONGEST_HEADER = 1 << 24;

  private TableReader() {}

  /**
   * Reads a file, taking separator and types from what is in it.
   *
   * @throws InputException if it cannot be read or breaks a rule above, with line and field number
   */
  public static Table read(Path file) {
    return read(file, TableOptions.DEFAULT);
  }

  /**
   * Reads a file.
   *
   * @throws InputException if it cannot be read or breaks a rule above, with line and field number
   */
  public static Table read(Path file, TableOptions options) {
    return read(file, options, TableStorage.MEMORY);
  }

  /**
   * Reads a file, or several as one table: those whose names match a pattern, in the order of their
   * names, all with the same header.
   *
   * @param source a file, or else one whose name is a pattern, such as {@code folder/part-*.csv}:
   *     {@code *} stands for any characters, {@code ?} for one, {@code [a-f]} for one of some,
   *     <code>{a,b}</code> for one of several texts. Hidden files and caches are left out
   * @param storage where the table is kept
   * @throws InputException if a file cannot be read or breaks a rule above, with line and field
   *     number, or the table can be kept neither in memory nor in a cache
   */
  public static Table read(Path source, TableOptions options, TableStorage storage) {
    return TableSources.standard().read(source, options, storage);
  }

  /** Reads files of CSV, or one of images. */
  static Table text(Path source, List<Path> files, TableOptions options, TableStorage storage) {
    if (isIdx(files)) {
      return IdxTable.read(files.get(0), options);
    }
    return DataFiles.exceed(storage.budget(), files)
        ? new TableCache(source, files, options, storage, new CsvParser(source, files, options))
            .read()
        : parse(source, files, options, null).table();
  }

  /**
   * Returns the files that make up a table: those that are named and, of images, that of the
   * labels.
   *
   * @throws InputException if the first cannot be read or there is none
   */
  public static List<Path> files(Path source) {
    return TableSources.standard().files(source);
  }

  /** Returns the files of CSV, or of images and their labels. */
  static List<Path> textFiles(List<Path> files) {
    return isIdx(files) ? IdxTable.files(files.get(0)) : files;
  }

  private static boolean isIdx(List<Path> files) {
    try {
      return files.size() == 1 && IdxTable.isIdx(files.get(0));
    } catch (IOException e) {
      throw InputFiles.fault(files.get(0), e);
    }
  }

  /**
   * Parses CSV files.
   *
   * @param source what the user calls them
   * @param sink who keeps the rows, or null where the table does
   */
  static TableBuilder parse(
      Path source, List<Path> files, TableOptions options, @Nullable BlockSink sink) {
    TableBuilder first = new TableBuilder(source, files, options, sink);
    parse(files, options, first);
    if (first.unspelledLabels().isEmpty()) {
      return first;
    }
    TableOptions certain = options;
    // A number's spelling is not kept (1.50 is 1.5), so labels among numbers need a second pass.
    for (String column : first.unspelledLabels()) {
      certain = certain.withType(column, ColumnType.CATEGORICAL);
    }
    TableBuilder second = new TableBuilder(source, files, certain, sink);
    parse(files, certain, second);
    return second;
  }

  private static void parse(List<Path> files, TableOptions options, TableBuilder table) {
    files.forEach(file -> parse(file, options, new TableHandler(file, table)));
    table.finish();
  }

  private static void parse(Path file, TableOptions options, TableHandler handler) {
    try (BufferedReader text = InputFiles.text(file, null)) {
      Character given = options.separator();
      char separator = given == null ? headerSeparator(text) : given;
      try (CsvReader<Object> csv =
          CsvReader.builder()
              .fieldSeparator(separator)
              .allowUnclosedQuote(false)
              .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .build(handler, text)) {
        csv.forEach(none -> {});
      }
    } catch (IOException e) {
      throw InputFiles.fault(file, e);
    } catch (UncheckedIOException e) {
      throw InputFiles.fault(file, Objects.requireNonNull(e.getCause()));
    } catch (CsvParseException e) {
      throw e.getCause() instanceof InputException fault
          ? fault
          : InputException.at(file, handler.line(), 0, "malformed CSV: " + e.getMessage());
    }
    handler.finish();
  }

  /** Finds the separator in the header line and rewinds. */
  private static char headerSeparator(BufferedReader text) throws IOException {
    text.mark(LONGEST_HEADER);
    int semicolons = 0;
    int tabs = 0;
    boolean comma = false;
    boolean quoted = false;
    int read = 0;
    for (int c = text.read(); c >= 0 && !comma && ++read < LONGEST_HEADER; c = text.read()) {
      quoted ^= c == '"';
      if (!quoted && (c == '\n' || c == '\r') && read > 1) {
        break;
      }
      comma = !quoted && c == ',';
      semicolons += !quoted && c == ';' ? 1 : 0;
      tabs += !quoted && c == '\t' ? 1 : 0;
    }
    text.reset();
    return comma || semicolons + tabs == 0 ? ',' : semicolons >= tabs ? ';' : '\t';
  }
}
