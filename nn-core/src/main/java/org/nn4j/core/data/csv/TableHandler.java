package org.nn4j.core.data.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.data.text.ColumnNames;

/**
 * Hands the fields of a CSV file to a table as the parser finds them.
 *
 * <p>It hands no record to the parser's iterator: a null record makes the parser go on.
 */
final class TableHandler extends AbstractBaseCsvCallbackHandler<Object> {
  private static final char[] NOTHING = {};

  private final Path file;
  private final Dialect dialect;
  private final TableBuilder table;
  private final List<Field> first = new ArrayList<>();
  private boolean marked;
  private boolean headed;

  /** The leading empty fields of the current record. */
  private int empty;

  private boolean filled;

  /** The empty lines before the present one in a file of one column, and the first of them. */
  private int emptyLines;

  private long firstEmptyLine;

  /** What was handed over before the parser began. */
  private int fieldsBefore;

  private long linesBefore;

  /** A field of the first record. */
  private record Field(String text, boolean quoted) {}

  /** Thrown at quotes that the parser was not told to look for. */
  static final class BlankBeforeQuote extends RuntimeException {
    private static final long serialVersionUID = 1;

    BlankBeforeQuote() {
      super(null, null, false, false);
    }
  }

  TableHandler(Path file, Dialect dialect, TableBuilder table) {
    this.file = file;
    this.dialect = dialect;
    this.table = table;
    this.marked = dialect.marked();
  }

  /**
   * Says where the parser begins, which counts from the beginning.
   *
   * @param index the number of fields of the first record that were handed over already
   * @param line the line of that record
   */
  void goOn(int index, long line) {
    fieldsBefore = index;
    linesBefore = line - 1;
  }

  /** Returns the line on which the record that the parser reads started. */
  long line() {
    return linesBefore + getStartingLineNumber();
  }

  @Override
  protected void handleField(int index, char[] text, int offset, int length, boolean quoted) {
    field(fieldsBefore + index, text, offset, offset + length, quoted, line());
  }

  @Override
  protected @Nullable Object buildRecord() {
    boolean nothing = getRecordType() == RecordType.EMPTY;
    endRecord(fieldsBefore + getFieldCount(), nothing, line());
    fieldsBefore = 0;
    return null;
  }

  /** Returns the builder of a column in which plain numbers are certain to be numbers, or null. */
  @Nullable ColumnBuilder numbers(int index) {
    return headed ? table.numbers(index) : null;
  }

  /** Adds the next field of a record, a plain number of a column that takes them. */
  void number(ColumnBuilder column, double number, long line) {
    if (!filled) {
      fill(line);
    }
    column.addPlain(number);
  }

  /** Adds the field whose text is {@code text[offset, end)}, quotes aside. */
  void field(int index, char[] text, int offset, int end, boolean quoted, long line) {
    int from = offset;
    int to = end;
    if (!quoted) {
      while (from < to && ColumnNames.isBlank(text[from])) {
        from++;
      }
      while (from < to && ColumnNames.isBlank(text[to - 1])) {
        to--;
      }
      if (from > offset && from < to && text[from] == dialect.quote() && !dialect.spaced()) {
        throw new BlankBeforeQuote();
      }
    }
    if (filled) {
      table.cell(index, text, from, to, quoted, line);
    } else if (!headed) {
      first.add(new Field(new String(text, from, to - from), quoted));
    } else if (from == to && !quoted) {
      empty++;
    } else {
      fill(line);
      table.cell(index, text, from, to, quoted, line);
    }
  }

  /** Hands over the empty fields before the first that is not, and the empty lines before. */
  private void fill(long line) {
    for (; emptyLines > 0; emptyLines--, firstEmptyLine++) {
      table.cell(0, NOTHING, 0, 0, false, firstEmptyLine);
      table.endRow(1, firstEmptyLine);
    }
    for (int i = 0; i < empty; i++) {
      table.cell(i, NOTHING, 0, 0, false, line);
    }
    filled = true;
  }

  /**
   * Ends a record.
   *
   * @param fields the number of its fields
   * @param nothing whether it is an empty line
   */
  void endRecord(int fields, boolean nothing, long line) {
    if (!headed) {
      if (!nothing) {
        head(line);
      }
    } else if (filled) {
      table.endRow(fields, line);
    } else if (table.columns() == 1 && fields <= 1) {
      firstEmptyLine = emptyLines == 0 ? line : firstEmptyLine;
      emptyLines++;
    } else if (!nothing) {
      table.omitRow(line);
    }
    empty = 0;
    filled = false;
  }

  private void head(long line) {
    if (marked) {
      marked = false;
    } else if (Boolean.FALSE.equals(dialect.format().header())) {
      List<String> names =
          IntStream.rangeClosed(1, first.size()).mapToObj(NamelessColumn::name).toList();
      table.beginFile(file, line, names, dialect);
      headed = true;
      for (int i = 0; i < first.size(); i++) {
        char[] text = first.get(i).text.toCharArray();
        table.cell(i, text, 0, text.length, first.get(i).quoted, line);
      }
      table.endRow(first.size(), line);
    } else if (first.stream().anyMatch(field -> !field.text.isEmpty())) {
      Stream<String> names = first.stream().map(Field::text);
      Stream<String> corner = dialect.cornered() ? Stream.of("") : Stream.empty();
      table.beginFile(file, line, Stream.concat(corner, names).toList(), dialect);
      headed = true;
    }
    first.clear();
  }

  /** Checks what is known only at the file's end. */
  void finish() {
    if (!headed) {
      throw InputException.in(file, "the file is empty");
    }
    if (emptyLines > 0) {
      table.omitLines(emptyLines);
    }
  }
}
