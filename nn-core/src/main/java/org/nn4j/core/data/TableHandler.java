package org.nn4j.core.data;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;

/**
 * Hands a CSV file's fields to a table as the parser meets them.
 *
 * <p>It hands no record to the parser's iterator: a null record makes the parser go on.
 */
final class TableHandler extends AbstractBaseCsvCallbackHandler<Object> {
  private final Path file;
  private final TableBuilder table;
  private final List<String> header = new ArrayList<>();
  private boolean headed;

  TableHandler(Path file, TableBuilder table) {
    this.file = file;
    this.table = table;
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
    if (headed) {
      table.cell(index, text, from, to, getStartingLineNumber());
    } else {
      header.add(new String(text, from, to - from));
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
    if (headed) {
      table.endRow(getFieldCount(), line());
    } else {
      table.beginFile(file, line(), header);
      headed = true;
    }
    return null;
  }

  /** Checks what only the file's end can tell. */
  void finish() {
    if (!headed) {
      throw InputException.in(file, "the file is empty");
    }
  }
}
