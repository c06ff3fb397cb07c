package org.nn4j.core.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.registry.Names;

/** Grows one column cell by cell and finds out what it holds. */
final class ColumnBuilder {
  private static final List<String> MISSING = List.of("na", "n/a", "null", "?");
  private static final int LONGEST_MISSING = 4;

  private final String name;
  private final int position;
  private final ColumnType type;

  /** Labels are collected where this is set, by the type or by the first value; else numbers. */
  private @Nullable LabelTable labels;

  private int[] codes = {};
  private NumericBuffer values = new NumericBuffer();

  /** The cells that codes or values hold, all of the column unless some were drained. */
  private int kept;

  private int rows;
  private int missing;
  private long drainedCommas;

  /** The cells that are no finite number, how many of them spell such a one, and the first. */
  private int texts;

  private int notFinite;
  private String firstText = "";
  private boolean firstNotFinite;
  private Path firstFile;
  private long firstLine;

  /**
   * Begins a column.
   *
   * @param file the first file that it is read from
   * @param line the line of its name, or 0
   */
  ColumnBuilder(Path file, long line, String name, int position, ColumnType type) {
    this.firstFile = file;
    this.firstLine = line;
    this.name = name;
    this.position = position;
    this.type = type;
    this.labels = type == ColumnType.CATEGORICAL ? new LabelTable() : null;
  }

  String name() {
    return name;
  }

  /** Adds the cell whose text is {@code text[from, to)}. */
  void add(char[] text, int from, int to, Path file, long line) {
    boolean absent = missing(text, from, to);
    missing += absent ? 1 : 0;
    double number = absent || type == ColumnType.CATEGORICAL ? 0 : Decimals.parse(text, from, to);
    if (!(Math.abs(number) <= Double.MAX_VALUE)) {
      addText(text, from, to, file, line);
    }
    LabelTable table = labels;
    if (table == null) {
      values.add(absent ? Double.NaN : number);
    } else {
      addCode(absent ? CategoricalColumn.MISSING : table.code(text, from, to - from));
    }
    kept++;
    rows++;
  }

  /** Adds a finite number, or NaN for a missing one, to a column of numbers. */
  void add(double number) {
    missing += Double.isNaN(number) ? 1 : 0;
    values.add(number);
    kept++;
    rows++;
  }

  /**
   * Prepares for a file whose cells need not be looked at to know what they are.
   *
   * @throws InputException if those of the files before were something else
   */
  void expect(Path file, boolean isLabels) {
    if (rows == 0) {
      labels = isLabels ? new LabelTable() : null;
    } else if (isLabels != (labels != null)) {
      throw InputException.in(
          file,
          "column '"
              + name
              + (isLabels ? "' holds texts but numbers in " : "' holds numbers but texts in ")
              + firstFile);
    }
  }

  /** Adds a label, or null for a missing one, to a column that expects labels. */
  void add(@Nullable String label) {
    if (label == null) {
      missing++;
      addCode(CategoricalColumn.MISSING);
    } else {
      char[] text = label.toCharArray();
      addCode(Objects.requireNonNull(labels).code(text, 0, text.length));
    }
    kept++;
    rows++;
  }

  private void addCode(int code) {
    if (kept == codes.length) {
      codes = Arrays.copyOf(codes, Math.max(64, 2 * kept));
    }
    codes[kept] = code;
  }

  private void addText(char[] text, int from, int to, Path file, long line) {
    boolean spelled = Decimals.spellsNonFinite(text, from, to);
    notFinite += spelled ? 1 : 0;
    if (texts++ == 0) {
      firstNotFinite = spelled;
      firstText = new String(text, from, to - from);
      firstFile = file;
      firstLine = line;
    }
    if (type == ColumnType.NUMERIC) {
      throw strayText();
    }
    if (labels == null && missing == rows) {
      labels = new LabelTable();
      codes = new int[Math.max(64, kept)];
      Arrays.fill(codes, CategoricalColumn.MISSING);
      values = new NumericBuffer();
    }
  }

  private static boolean missing(char[] text, int from, int to) {
    if (from == to) {
      return true;
    }
    // Most cells start like a number, so most tests end here.
    if (to - from > LONGEST_MISSING || text[from] < '?') {
      return false;
    }
    return MISSING.contains(new String(text, from, to - from).toLowerCase(Locale.ROOT));
  }

  /**
   * Checks the column as a whole.
   *
   * @throws InputException if it holds texts among mostly numbers
   */
  void check() {
    if (type != ColumnType.AUTO) {
      return;
    }
    int present = rows - missing;
    if (texts > 0 && (2L * texts <= present || notFinite == texts)) {
      throw strayText();
    }
    if (2L * (drainedCommas + decimalCommas()) > present) {
      throw InputException.at(
          firstFile,
          firstLine,
          position,
          Names.quote(firstText)
              + " in column '"
              + name
              + "' has a decimal comma; write decimal points");
    }
  }

  private long decimalCommas() {
    LabelTable table = labels;
    if (table == null || firstText.indexOf(',') < 0) {
      return 0;
    }
    boolean[] comma = new boolean[table.labels().size()];
    for (int code = 0; code < comma.length; code++) {
      String label = table.labels().get(code);
      comma[code] =
          label.indexOf(',') >= 0 && !Double.isNaN(Decimals.parse(label.replace(',', '.')));
    }
    return Arrays.stream(codes, 0, kept).filter(c -> c >= 0 && comma[c]).count();
  }

  private InputException strayText() {
    boolean declared = type == ColumnType.NUMERIC;
    int present = rows - missing;
    return InputException.at(
        firstFile,
        firstLine,
        position,
        Names.quote(firstText)
            + (firstNotFinite ? " is not a finite number" : " is not a number")
            + (declared
                ? ", but column '" + name + "' must be numeric"
                : ", but "
                    + (present - texts)
                    + " of "
                    + present
                    + " values of column '"
                    + name
                    + "' are")
            + "; correct it, or leave the cell empty where the value is missing"
            + (declared || firstNotFinite
                ? ""
                : "; or declare the column categorical (--categorical " + name + ")"));
  }

  /** Tells whether labels came up after numbers whose spelling is lost. */
  boolean unspelledLabels() {
    return texts > 0 && labels == null;
  }

  /** Returns the labels in the order of their codes, or null where the column holds numbers. */
  @Nullable List<String> labels() {
    LabelTable table = labels;
    return table == null ? null : table.labels();
  }

  /**
   * Hands over the cells since the last call, to be kept elsewhere: numbers, or codes plus 1 with 0
   * for a missing one, which is NaN until the first label.
   */
  NumericValues drain() {
    if (labels != null) {
      drainedCommas += decimalCommas();
      for (int i = 0; i < kept; i++) {
        values.add(codes[i] + 1);
      }
    }
    kept = 0;
    return values.drain();
  }

  Column build() {
    LabelTable table = labels;
    return table == null
        ? new NumericColumn(name, position, values.drain())
        : table.column(name, position, Arrays.copyOf(codes, kept));
  }
}
