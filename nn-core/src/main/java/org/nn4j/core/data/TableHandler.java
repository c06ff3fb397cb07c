package org.nn4j.core.data;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;

/**
 * Collects a CSV file's fields into columns as the parser meets them.
 *
 * <p>It hands no record to the parser's iterator: a null record makes the parser go on.
 */
final class TableHandler extends AbstractBaseCsvCallbackHandler<Object> {
  private final Path file;
  private final TableOptions options;
  private final List<String> header = new ArrayList<>();

  /** One builder a field, null where the column is ignored; empty before the header's end. */
  private @Nullable ColumnBuilder[] builders = {};

  private int[] lines = new int[64];
  private int rows;

  TableHandler(Path file, TableOptions options) {
    this.file = file;
    this.options = options;
  }

  /** Returns the line on which the record being read started. */
  long line() {
    return getStartingLineNumber();
  }

  @Override
  protected void handleField(int index, char[] text, int offset, int length, boolean quoted) {
    int from = offset;
    int to = offset + length;
    if (!quoted) {
      while (from < to && blank(text[from])) {
        from++;
      }
      while (from < to && blank(text[to - 1])) {
        to--;
      }
    }
    if (builders.length == 0) {
      header.add(new String(text, from, to - from));
    } else if (index < builders.length) {
      ColumnBuilder builder = builders[index];
      if (builder != null) {
        builder.add(text, from, to, getStartingLineNumber());
      }
    }
  }

  private static boolean blank(char c) {
    return c == ' ' || c == '\t';
  }

  @Override
  protected @Nullable Object buildRecord() {
    if (getRecordType() == RecordType.EMPTY) {
      return null;
    }
    if (builders.length == 0) {
      checkHeader();
      builders = builders();
      return null;
    }
    if (getFieldCount() != builders.length) {
      throw InputException.at(
          file,
          line(),
          0,
          "expected "
              + builders.length
              + " fields, as in the header, but found "
              + getFieldCount());
    }
    if (rows == lines.length) {
      lines = Arrays.copyOf(lines, 2 * rows);
    }
    lines[rows++] = Math.toIntExact(line());
    return null;
  }

  private void checkHeader() {
    if (header.stream().allMatch(name -> !Double.isNaN(Decimals.parse(name)))) {
      throw InputException.at(
          file,
          line(),
          0,
          "the first line must name the columns but holds numbers only ("
              + String.join(", ", header.subList(0, Math.min(3, header.size())))
              + (header.size() > 3 ? ", …" : "")
              + "); add a header line");
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i);
      if (name.isEmpty()) {
        throw InputException.at(file, line(), i + 1, "the column has no name");
      }
      if (!seen.add(name)) {
        throw InputException.at(
            file,
            line(),
            i + 1,
            "the column name '"
                + name
                + "' occurs twice, first as column "
                + (header.indexOf(name) + 1));
      }
    }
    options.requireColumns(file, header);
  }

  private @Nullable ColumnBuilder[] builders() {
    @Nullable ColumnBuilder[] made = new ColumnBuilder[header.size()];
    for (int i = 0; i < made.length; i++) {
      ColumnType type = options.type(header.get(i));
      made[i] =
          type == ColumnType.IGNORE ? null : new ColumnBuilder(file, header.get(i), i + 1, type);
    }
    return made;
  }

  /** Checks what only the file's end can tell. */
  void finish() {
    if (builders.length == 0) {
      throw InputException.in(file, "the file is empty");
    }
    if (rows == 0) {
      throw InputException.in(file, "the file holds a header but no rows");
    }
    for (ColumnBuilder builder : builders) {
      if (builder != null) {
        builder.check();
      }
    }
  }

  /** Returns the columns that turned out to hold labels after numbers had been read. */
  List<String> unspelledLabels() {
    return used().filter(ColumnBuilder::unspelledLabels).map(ColumnBuilder::name).toList();
  }

  Table table() {
    List<Column> columns = used().map(ColumnBuilder::build).toList();
    if (columns.isEmpty()) {
      throw InputException.in(
          file,
          "none of the columns asked for is there; the columns are " + String.join(", ", header));
    }
    return new Table(columns, file, Arrays.copyOf(lines, rows));
  }

  private Stream<ColumnBuilder> used() {
    return Arrays.stream(builders).filter(Objects::nonNull).map(Objects::requireNonNull);
  }
}
