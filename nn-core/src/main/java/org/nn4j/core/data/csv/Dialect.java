package org.nn4j.core.data.csv;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.data.CsvFormat;
import org.nn4j.core.data.text.Decimals;
import org.nn4j.core.data.text.MissingTexts;
import org.nn4j.core.data.text.NumberForm;

/**
 * How a CSV file is written, as far as it was specified or its first records show.
 *
 * @param format what was given
 * @param separator the character between fields
 * @param quote the character around fields
 * @param spaced whether there are blanks around quotes
 * @param cornered whether the header lacks the first column of all rows, as R writes tables with
 *     row names
 * @param marked whether the first line is {@code sep=;}, which spreadsheets write and understand
 * @param literal whether a quoted text is literal: not if all cells are quoted, including numbers
 * @param decimal the decimal sign, if some column has it without doubt and no column has the other,
 *     or null
 * @param forms the forms of numbers that can read the first cells of each column, see {@link
 *     NumberForm}; 0 if none can
 * @param blanks whether there is one column, with the same number of words in each record
 */
public record Dialect(
    CsvFormat format,
    char separator,
    char quote,
    boolean spaced,
    boolean cornered,
    boolean marked,
    boolean literal,
    @Nullable Character decimal,
    List<Integer> forms,
    boolean blanks) {
  /** Nothing specified or detected, for cells that are not text. */
  public static final Dialect NONE =
      new Dialect(CsvFormat.FOUND, ',', '"', false, false, false, true, null, List.of(), false);

  private static final int SAMPLE = 1 << 16;
  private static final int RECORDS = 101;
  private static final String SEPARATORS = ",;\t|";

  /** The quote unless another one is specified or detected. */
  public static final char QUOTE = '"';

  private static final String MARKER = "sep=";

  /**
   * A way to split the first records into fields.
   *
   * @param records the records, of which the first is the header unless there is none
   * @param width the number of fields of the first, without empty ones at its end
   * @param consistent the share of the records that have as many fields, but for empty ones
   * @param clean the share of cells without characters that might be separators
   */
  private record Attempt(
      char separator,
      char quote,
      List<List<SampleRecords.Cell>> records,
      int width,
      double consistent,
      double clean) {
    boolean divides() {
      return width > 1 && consistent == 1;
    }
  }

  /** Detects the dialect of a text, without consuming it. */
  public static Dialect find(BufferedReader text, CsvFormat format) throws IOException {
    char[] sample = new char[SAMPLE];
    text.mark(SAMPLE);
    int length = 0;
    int count = 0;
    while (count >= 0 && length < SAMPLE) {
      count = text.read(sample, length, SAMPLE - length);
      length += Math.max(count, 0);
    }
    text.reset();
    return of(sample, length, count < 0, format);
  }

  private static Dialect of(char[] text, int length, boolean whole, CsvFormat format) {
    int from = 0;
    while (from < length && text[from] <= ' ' && text[from] != '\t') {
      from++;
    }
    Character marker = marker(text, from, length);
    boolean marked = marker != null;
    while (marked && from < length && text[from] != '\n' && text[from] != '\r') {
      from++;
    }
    Character separator = format.separator() == null ? marker : format.separator();
    String separators = separator == null ? SEPARATORS : separator.toString();
    SampleRecords sample = new SampleRecords(Arrays.copyOfRange(text, from, length), whole);
    Attempt best = best(sample, separators, format);
    boolean headed = !Boolean.FALSE.equals(format.header());
    boolean cornered = headed && isCornered(best.records);
    List<List<SampleRecords.Cell>> rows =
        !headed
            ? best.records
            : best.records.subList(Math.min(1, best.records.size()), best.records.size());
    MissingTexts missing = new MissingTexts(format.missing());
    List<Integer> forms = new ArrayList<>();
    for (int column = 0; column < best.width + (cornered ? 1 : 0); column++) {
      forms.add(forms(rows, column, missing));
    }
    boolean spaced = best.records.stream().flatMap(List::stream).anyMatch(cell -> cell.spaced());
    return new Dialect(
        format,
        best.separator,
        best.quote,
        spaced,
        cornered,
        marked,
        !quotesTellNothing(rows),
        decimal(forms),
        forms,
        best.width == 1 && haveAsManyWords(best.records));
  }

  /** Returns the separator that a first line {@code sep=;} names, or null. */
  private static @Nullable Character marker(char[] text, int from, int length) {
    int start = from < length && text[from] == QUOTE ? from + 1 : from;
    int at = start + MARKER.length();
    int end = at + 1 + start - from;
    boolean ends = end == length || (end < length && (text[end] == '\n' || text[end] == '\r'));
    return ends && new String(text, start, MARKER.length()).equalsIgnoreCase(MARKER)
        ? text[at]
        : null;
  }

  private static Attempt best(SampleRecords sample, String separators, CsvFormat format) {
    Character given = format.quote();
    Attempt best = best(sample, separators, given == null ? QUOTE : given, format);
    if (given != null
        || separators.equals("'")
        || best.records.stream().flatMap(List::stream).anyMatch(c -> c.quoted())) {
      return best;
    }
    Attempt single = best(sample, separators, '\'', format);
    List<SampleRecords.Cell> cells =
        single.records.stream().skip(1).flatMap(List::stream).filter(c -> c.quoted()).toList();
    return single.divides()
            && single.records.size() > 1
            && (cells.size() >= single.records.size() - 1
                || single.records.get(0).stream().allMatch(c -> c.quoted() && c.tidy()))
            && cells.stream().allMatch(SampleRecords.Cell::tidy)
        ? single
        : best;
  }

  private static Attempt best(
      SampleRecords sample, String separators, char quote, CsvFormat format) {
    List<Attempt> attempts = new ArrayList<>();
    for (int i = 0; i < separators.length(); i++) {
      if (separators.charAt(i) != quote) {
        attempts.add(attempt(sample, separators.charAt(i), quote));
      }
    }
    Comparator<Attempt> dividing =
        Comparator.comparingDouble(Attempt::clean).thenComparingInt(Attempt::width);
    Attempt first = attempts.get(0);
    return attempts.stream()
        .filter(Attempt::divides)
        .reduce((a, b) -> dividing.compare(b, a) > 0 ? b : a)
        .or(
            () ->
                attempts.stream()
                    .filter(a -> a.width > 1)
                    .reduce((a, b) -> b.consistent > a.consistent ? b : a))
        .orElseGet(
            () ->
                first.consistent < 1 && Character.valueOf(',').equals(format.decimal())
                    ? attempts.get(attempts.size() - 1) // one column, with decimal commas
                    : first);
  }

  private static Attempt attempt(SampleRecords sample, char separator, char quote) {
    List<List<SampleRecords.Cell>> records = sample.divide(separator, quote, RECORDS);
    if (records.isEmpty()) {
      return new Attempt(separator, quote, records, 0, 1, 1);
    }
    int width = width(records.get(0));
    int consistent = 0;
    int clean = 0;
    int cells = 0;
    int rows = 0;
    for (List<SampleRecords.Cell> record : records.subList(1, records.size())) {
      int used = width(record);
      if (used > 0) {
        rows++;
        consistent += used <= width && record.size() >= width ? 1 : 0;
        cells += record.size();
        clean += (int) record.stream().filter(cell -> isClean(cell, separator)).count();
      }
    }
    return new Attempt(
        separator,
        quote,
        records,
        width,
        rows == 0 ? 1 : (double) consistent / rows,
        cells == 0 ? 1 : (double) clean / cells);
  }

  /**
   * Returns whether the header lacks the name of the first column, which must be quoted: without
   * quotes, a text might just as well contain a separator.
   */
  private static boolean isCornered(List<List<SampleRecords.Cell>> records) {
    int named = records.isEmpty() ? 0 : records.get(0).size();
    return records.size() > 1
        && records.get(0).stream().noneMatch(SampleRecords.Cell::isEmpty)
        && records.stream()
            .skip(1)
            .allMatch(row -> row.size() == named + 1 && row.get(0).quoted() && row.get(0).tidy())
        && records.stream().skip(1).anyMatch(row -> width(row) == named + 1);
  }

  private static int width(List<SampleRecords.Cell> record) {
    int width = record.size();
    while (width > 0 && record.get(width - 1).isEmpty()) {
      width--;
    }
    return width;
  }

  private static boolean isClean(SampleRecords.Cell cell, char separator) {
    return cell.quoted()
        || cell.forms() != 0
        || cell.text().chars().noneMatch(c -> c != separator && SEPARATORS.indexOf(c) >= 0);
  }

  private static int forms(List<List<SampleRecords.Cell>> rows, int column, MissingTexts missing) {
    int forms = NumberForm.ALL;
    int numbers = 0;
    int present = 0;
    for (List<SampleRecords.Cell> row : rows) {
      SampleRecords.Cell cell = column < row.size() ? row.get(column) : null;
      if (cell != null && !cell.isMissing(missing)) {
        present++;
        numbers += cell.forms() == 0 ? 0 : 1;
        forms &= cell.forms() == 0 ? NumberForm.ALL : cell.forms();
      }
    }
    return 2 * numbers > present ? forms : 0;
  }

  /** Returns the sign that stands before decimals in some column without a doubt, or null. */
  static @Nullable Character decimal(List<Integer> forms) {
    boolean point = forms.stream().anyMatch(f -> f != 0 && (f & NumberForm.of(',')) == 0);
    boolean comma = forms.stream().anyMatch(f -> f != 0 && (f & NumberForm.of('.')) == 0);
    return point == comma ? null : Character.valueOf(point ? '.' : ',');
  }

  private static boolean haveAsManyWords(List<List<SampleRecords.Cell>> records) {
    List<List<String>> words =
        records.stream().map(record -> List.of(record.get(0).text().split("[ \t]+"))).toList();
    return words.size() > 1
        && words.get(0).size() > 1
        && words.stream().allMatch(record -> record.size() == words.get(0).size())
        && words.get(1).stream().allMatch(word -> !Double.isNaN(Decimals.parse(word)));
  }

  private static boolean quotesTellNothing(List<List<SampleRecords.Cell>> rows) {
    return rows.stream().flatMap(List::stream).allMatch(c -> c.quoted() || c.isEmpty())
        && rows.stream().flatMap(List::stream).anyMatch(c -> c.quoted() && c.forms() != 0);
  }

  /** Returns a copy with blanks around quotes. */
  public Dialect withBlanks() {
    return new Dialect(
        format, separator, quote, true, cornered, marked, literal, decimal, forms, blanks);
  }

  /** Returns a copy for another sign before decimals, or null. */
  Dialect withDecimal(@Nullable Character sign) {
    return new Dialect(
        format, separator, quote, spaced, cornered, marked, literal, sign, forms, blanks);
  }

  /** Describes what the user may not have intended, or returns an empty text. */
  String advice() {
    return blanks ? "one column, though blanks seem to divide it (--separator blank)" : "";
  }

  /** Describes what is unusual about it, unless it was specified. */
  List<String> words(Path file) {
    List<String> words = new ArrayList<>();
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    boolean usual =
        separator == ',' || (separator == '\t' && (name.contains(".tsv") || name.contains(".tab")));
    if (format.separator() == null && !usual) {
      words.add("separator " + (separator == '\t' ? "tab" : "'" + separator + "'"));
    }
    if (format.quote() == null && quote != QUOTE) {
      words.add("quote " + quote);
    }
    if (spaced) {
      words.add("blanks around quotes");
    }
    return words;
  }

  /**
   * Returns the form in which a column's first cells are to be read, unless they are no numbers.
   */
  NumberForm form(int column) {
    int found = column < forms.size() ? forms.get(column) : 0;
    NumberForm form = found == 0 ? null : choose(found);
    return form == null ? NumberForm.PLAIN : form;
  }

  /** Returns whether what looks like a plain number may be another one. */
  boolean doubtsPoints() {
    return isComma(format.decimal()) || isComma(decimal) || isComma(format.usualDecimal());
  }

  private static boolean isComma(@Nullable Character sign) {
    return sign != null && sign == ',';
  }

  /**
   * Chooses the form of a column.
   *
   * @param possible the forms that read all its numbers, at least one
   * @return null if it remains in doubt
   */
  @Nullable NumberForm choose(int possible) {
    Character given = format.decimal();
    if (given != null) {
      int left = possible & NumberForm.of(given);
      return left == 0 ? null : NumberForm.first(left);
    }
    int points = possible & NumberForm.of('.');
    int commas = possible & NumberForm.of(',');
    NumberForm first = NumberForm.first(possible);
    if (commas == 0 || (points != 0 && !NumberForm.decimalMatters(possible))) {
      return first;
    }
    boolean usual = isComma(format.usualDecimal());
    if (points == 0) {
      // In a file of commas "1,5" may as well be a list.
      boolean list = separator == ',' && first.groups() == NumberForm.Groups.NONE;
      return list && !usual ? null : first;
    }
    NumberForm comma = NumberForm.first(commas);
    if (decimal != null) {
      return decimal == '.' ? first : comma;
    }
    // Files with decimal commas separate fields by another character, unless fields are quoted.
    if (first.equals(NumberForm.PLAIN)) {
      return usual && separator != ',' ? null : first;
    }
    return separator == ',' ? (usual ? null : first) : usual ? comma : null;
  }

  /** Describes why a column's form remains in doubt, and how to specify it. */
  String doubt(int possible, String example) {
    if (format.decimal() != null) {
      return "is no number with '" + format.decimal() + "' before decimals (--decimal)";
    }
    int points = possible & NumberForm.of('.');
    if (points == 0) {
      return "has a decimal comma or is a list, in a file of commas; give --decimal , for the"
          + " former";
    }
    char mark = example.indexOf(',') >= 0 ? ',' : '.';
    return "may have '"
        + mark
        + "' before decimals or between thousands, and nothing in the file tells which; give"
        + " --decimal , or --decimal .";
  }
}
