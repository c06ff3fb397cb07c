package org.nn4j.core.data.csv;

import java.util.List;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.CsvFormat;
import org.nn4j.core.data.text.ColumnNames;
import org.nn4j.core.data.text.Decimals;
import org.nn4j.core.data.text.MissingTexts;
import org.nn4j.core.data.text.NumberForm;
import org.nn4j.core.text.Names;

/**
 * Reads single cells that come from no file in the same way as cells of files: missing texts,
 * number formats, surrounding blanks.
 *
 * <p>Where a text is ambiguous, and in a file other cells would decide, the format's {@linkplain
 * CsvFormat#decimal decimal} and {@linkplain CsvFormat#usualDecimal usual decimal} do.
 *
 * <p>Immutable.
 */
public final class CellReader {
  private final MissingTexts missing;
  private final Dialect dialect;

  /** Creates a reader of cells as files of a format hold them. */
  public CellReader(CsvFormat format) {
    this.missing = new MissingTexts(format.missing());
    // The cell is alone: a comma in it does not separate fields.
    this.dialect =
        new Dialect(format, ';', Dialect.QUOTE, false, false, false, true, null, List.of(), false);
  }

  /**
   * Returns whether a text without blanks around it stands for a missing value.
   *
   * @param type {@link ColumnType#CATEGORICAL} where only an empty text does, or one that the
   *     format gives
   */
  public boolean isMissing(String text, ColumnType type) {
    return text.isEmpty()
        || missing.match(text.toCharArray(), 0, text.length(), type == ColumnType.CATEGORICAL);
  }

  /** Returns a number, or NaN if it is one that stands for a missing value. */
  public double number(double number) {
    return missing.match(number) ? Double.NaN : number;
  }

  /**
   * Reads a number.
   *
   * @return NaN if the text stands for a missing value
   * @throws IllegalArgumentException if it is not a number, is not finite, is ambiguous, or is a
   *     whole number that float64 does not represent; the message starts with the text
   */
  public double number(String text) {
    char[] cell = ColumnNames.stripped(text).toCharArray();
    if (cell.length == 0 || missing.match(cell, 0, cell.length, false)) {
      return Double.NaN;
    }
    int forms = NumberForm.reading(cell, 0, cell.length);
    if (forms == 0) {
      NumberLook look = NumberLook.of(text);
      throw fault(
          text,
          Decimals.spellsNonFinite(cell, 0, cell.length)
              ? "is not a finite number; a value that is not known is null or NaN"
              : look == null
                  ? "is not a number"
                  : "is not a number but " + look.what() + "; the bare number is " + look.number());
    }
    NumberForm form = dialect.choose(forms);
    if (form == null) {
      char mark = text.indexOf(',') >= 0 ? ',' : '.';
      throw fault(
          text,
          dialect.format().decimal() == null
              ? "may have '" + mark + "' before decimals or between thousands; give a number"
              : "is no number with '" + dialect.format().decimal() + "' before decimals");
    }
    double number = form.value(cell, 0, cell.length);
    if (!(Math.abs(number) <= Double.MAX_VALUE)) {
      throw fault(text, "is beyond float64");
    }
    if (Math.abs(number) >= Decimals.EXACT_INTEGERS
        && Decimals.isRounded(form.plain(cell, 0, cell.length), number)) {
      throw fault(text, "is a whole number that float64 cannot tell from its neighbours");
    }
    return number(number);
  }

  private static IllegalArgumentException fault(String text, String message) {
    return new IllegalArgumentException(Names.quote(text) + " " + message);
  }
}
