package org.nn4j.core.data.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.FuzzTarget;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.CsvFormat;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.TableStorage;
import org.nn4j.core.data.cache.TableCacheTest;

/**
 * Tables in CSV. The input's first line are options, a character for each; what follows is the
 * file.
 */
final class CsvFuzzTest implements FuzzTarget {
  private static final int OPTIONS = 8;

  /** Buffers for each of the passes over a file. */
  private static final long CONSTANT = 16 << 20;

  private static final Character[] SEPARATORS = {null, ',', ';', '\t', '|', ' ', ':', '\''};
  private static final Character[] QUOTES = {null, '"', '\'', '|'};
  private static final Boolean[] HEADERS = {null, true, false};
  private static final Character[] DECIMALS = {null, '.', ','};
  private static final Charset[] ENCODINGS = {
    null,
    StandardCharsets.UTF_8,
    Charset.forName("windows-1252"),
    StandardCharsets.UTF_16,
    StandardCharsets.UTF_16LE,
    Charset.forName("UTF-32BE")
  };
  private static final List<@Nullable List<String>> MISSING =
      Arrays.asList(null, List.of(), List.of("-"), List.of("-99", "none", ""));

  /** Stands for a missing cell: a row of empty ones would be none. */
  private static final String MISSING_TEXT = "no value";

  @Override
  public void read(byte[] input) throws IOException {
    if (input.length < OPTIONS) {
      return;
    }
    TableOptions options;
    try {
      options = options(input);
    } catch (IllegalArgumentException e) {
      return; // these contradict each other
    }
    Path file = FuzzTarget.file("data.csv", Arrays.copyOfRange(input, OPTIONS, input.length));
    Table[] table = new Table[1];
    boolean read =
        FuzzTarget.check(input.length, CONSTANT, () -> table[0] = TableReader.read(file, options));
    String contents = read ? TableCacheTest.contents(table[0]) : null;
    if (input[6] % 8 == 1) {
      requireSameFromCache(file, options, contents);
    }
    if (read) {
      requireSameWhenWritten(table[0]);
    }
  }

  private static TableOptions options(byte[] input) {
    ColumnType[] types = ColumnType.values();
    CsvFormat format =
        new CsvFormat(
            choose(SEPARATORS, input[0]),
            choose(QUOTES, input[1]),
            choose(ENCODINGS, input[2]),
            choose(HEADERS, input[3]),
            choose(DECIMALS, input[4]),
            choose(DECIMALS, input[4] / DECIMALS.length),
            MISSING.get(Math.floorMod(input[5], MISSING.size())));
    int type = Math.floorMod(input[6] / 8, types.length + 1);
    return new TableOptions(
        type == types.length ? Map.of() : Map.of("a", types[type]), ColumnType.AUTO, format);
  }

  private static <T> T choose(T[] values, int option) {
    return values[Math.floorMod(option, values.length)];
  }

  private static void requireSameFromCache(
      Path file, TableOptions options, @Nullable String contents) throws IOException {
    TableStorage storage = new TableStorage(0, null);
    Files.deleteIfExists(Path.of(file + TableStorage.CACHE_SUFFIX));
    for (int time = 0; time < 2; time++) { // made, and then found
      String cached;
      try {
        cached = TableCacheTest.contents(TableReader.read(file, options, storage));
      } catch (InputException e) {
        cached = null;
      }
      assertThat(cached).isEqualTo(contents);
    }
  }

  /** Writes the table as plainly as can be, and requires that it is read as what it was. */
  private static void requireSameWhenWritten(Table table) throws IOException {
    StringBuilder text = new StringBuilder();
    Map<String, ColumnType> types = new TreeMap<>();
    for (Column column : table.columns()) {
      text.append(quoted(column.name())).append(',');
      types.put(
          column.name(),
          column instanceof NumericColumn ? ColumnType.NUMERIC : ColumnType.CATEGORICAL);
    }
    for (int row = 0; row < table.rows(); row++) {
      text.setCharAt(text.length() - 1, '\n');
      for (Column column : table.columns()) {
        String cell = column.missing(row) ? MISSING_TEXT : column.text(row);
        text.append(column instanceof NumericColumn ? cell : quoted(cell)).append(',');
      }
    }
    text.setLength(text.length() - 1);
    if (text.indexOf("\0") >= 0) {
      return; // which UTF-16 may hold, but no file that is looked at for its encoding
    }
    Path file = FuzzTarget.file("written.csv", text.toString().getBytes(StandardCharsets.UTF_8));
    TableOptions options =
        new TableOptions(
            types,
            ColumnType.AUTO,
            new CsvFormat(',', '"', null, true, '.', null, List.of(MISSING_TEXT)));
    assertThat(cells(TableReader.read(file, options))).isEqualTo(cells(table));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  private static String cells(Table table) {
    StringBuilder cells = new StringBuilder();
    for (int row = 0; row < table.rows(); row++) {
      for (Column column : table.columns()) {
        cells.append(column.missing(row) ? "" : column.text(row)).append('\0');
      }
    }
    return cells.toString();
  }
}
