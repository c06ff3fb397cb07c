package org.nn4j.core.data;

import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.data.read.TableReader;
import org.nn4j.core.data.text.MissingTexts;

/**
 * What is known of how CSV files are written before they are read. Null stands for what the files
 * themselves show, as {@link TableReader} describes.
 *
 * @param separator the character between fields; a blank stands for any run of blanks and tabs
 * @param quote the character around a field that may hold separators
 * @param encoding the encoding
 * @param header whether the first line names the columns; those of a file without such a line are
 *     called {@code column1}, {@code column2}, …
 * @param decimal the sign before decimals, a point or a comma; the other one may stand between
 *     thousands
 * @param usualDecimal the sign before decimals in related files, where these leave it open whether
 *     a mark stands before decimals or between thousands
 * @param missing texts of missing cells, in any case of letters, numbers by their value, in every
 *     column and whether quoted or not; null for {@code NA}, {@code N/A}, {@code null}, {@code ?}
 *     and {@code nan}, which in quotes, or in a {@link ColumnType#CATEGORICAL} column, are texts
 *     like others
 */
public record CsvFormat(
    @Nullable Character separator,
    @Nullable Character quote,
    @Nullable Charset encoding,
    @Nullable Boolean header,
    @Nullable Character decimal,
    @Nullable Character usualDecimal,
    @Nullable List<String> missing) {
  /** Everything as the files show it. */
  public static final CsvFormat FOUND = new CsvFormat(null, null, null, null, null, null, null);

  /**
   * Checks the characters and copies the list.
   *
   * @throws IllegalArgumentException if a separator or quote is a line's end, they are the same, or
   *     a decimal sign is neither point nor comma
   */
  public CsvFormat {
    require(
        separator == null || !separator.equals(quote == null ? Character.valueOf('"') : quote),
        "separator and quote must differ but both are " + separator);
    requireNoLineEnd("separator", separator);
    requireNoLineEnd("quote", quote);
    requireDecimal(decimal);
    requireDecimal(usualDecimal);
    missing = missing == null ? null : List.copyOf(missing);
  }

  private static void requireNoLineEnd(String what, @Nullable Character c) {
    require(c == null || (c != '\n' && c != '\r'), "the " + what + " must not end a line");
  }

  private static void requireDecimal(@Nullable Character c) {
    require(c == null || c == '.' || c == ',', "the decimal sign must be a point or a comma: " + c);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /**
   * Returns whether a text stands for a missing value where nothing says that it is meant as it is.
   */
  public boolean isMissing(String text) {
    char[] characters = text.toCharArray();
    return text.isEmpty()
        || new MissingTexts(missing).match(characters, 0, characters.length, false);
  }

  /** Returns a copy with the character between fields, or null. */
  public CsvFormat withSeparator(@Nullable Character value) {
    return new CsvFormat(value, quote, encoding, header, decimal, usualDecimal, missing);
  }

  /** Returns a copy with the character around fields that may hold separators, or null. */
  public CsvFormat withQuote(@Nullable Character value) {
    return new CsvFormat(separator, value, encoding, header, decimal, usualDecimal, missing);
  }

  /** Returns a copy with the encoding, or null. */
  public CsvFormat withEncoding(@Nullable Charset value) {
    return new CsvFormat(separator, quote, value, header, decimal, usualDecimal, missing);
  }

  /** Returns a copy with whether the first line names the columns, or null. */
  public CsvFormat withHeader(@Nullable Boolean value) {
    return new CsvFormat(separator, quote, encoding, value, decimal, usualDecimal, missing);
  }

  /** Returns a copy with the sign before decimals, or null. */
  public CsvFormat withDecimal(@Nullable Character value) {
    return new CsvFormat(separator, quote, encoding, header, value, usualDecimal, missing);
  }

  /** Returns a copy with the sign before decimals in related files, or null. */
  public CsvFormat withUsualDecimal(@Nullable Character value) {
    return new CsvFormat(separator, quote, encoding, header, decimal, value, missing);
  }

  /** Returns a copy with the texts of missing cells, or null. */
  public CsvFormat withMissing(@Nullable List<String> value) {
    return new CsvFormat(separator, quote, encoding, header, decimal, usualDecimal, value);
  }
}
