package org.nn4j.core.data.csv;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.NumericValues;
import org.nn4j.core.data.text.Decimals;
import org.nn4j.core.data.text.MissingTexts;
import org.nn4j.core.data.text.NumberForm;
import org.nn4j.core.data.text.PlainNumber;
import org.nn4j.core.text.Names;

/** Builds one column cell by cell and detects its type. */
public final class ColumnBuilder {

  private static final int THOUSAND = 4;

  private static final byte PLAIN = 0;
  private static final byte TEXT = 1;
  private static final byte NOT_FINITE = 2;

  private final String name;
  private final int position;
  private final ColumnType type;
  private final Dialect dialect;
  private final MissingTexts missingTexts;

  /**
   * The form in which numbers are read, and whether all are examined for what they imply for other
   * columns.
   */
  private final NumberForm form;

  private final boolean watched;

  /** Whether a plain number is certain to be one. */
  private final boolean plain;

  private final PlainNumber number = new PlainNumber();

  /** What an earlier pass over the files found, or null in the first. */
  private final @Nullable Reading found;

  /**
   * The labels, if the type or the first value makes the cells labels; else the texts found among
   * numbers.
   */
  private final LabelTable texts = new LabelTable();

  private boolean labelled;
  private int[] codes = {};

  /** How often each text occurs, and whether it is a plain number. */
  private int[] counts = {};

  private byte[] kinds = {};

  private NumericBuffer values = new NumericBuffer();

  /** The cells that codes or values hold: all of the column, unless some were drained. */
  private int kept;

  private int rows;
  private int missing;

  /** The missing cells that are not empty, and the text of the first. */
  private int missingWords;

  private String missingWord = "";

  /**
   * The cells that are not finite numbers in the form, and how many of them spell infinity or the
   * like.
   */
  private int strays;

  private int notFinite;

  /**
   * The forms that can read all numbers, and whether some number has thousands without a separator.
   */
  private int forms = NumberForm.ALL;

  private boolean ungrouped;

  private @Nullable Found firstStray;
  private @Nullable Found firstAlike;
  private @Nullable Found firstMarked;
  private @Nullable Found firstRounded;
  private final Path firstFile;

  /**
   * What a pass over the files found out that the next one needs.
   *
   * @param form how numbers are written, or null where the column holds labels
   * @param doubtful whether numbers of other columns must decide
   */
  public record Reading(@Nullable NumberForm form, boolean doubtful) {
    boolean isComma() {
      return form != null && form.decimal() == ',';
    }
  }

  /** A cell that is worth reporting. */
  private record Found(String text, Path file, long line) {}

  /** What the distinct texts are, and how many cells those are that some form of numbers reads. */
  private record Survey(int forms, long written, int distinct, int alike, boolean ungrouped) {}

  /**
   * Begins a column.
   *
   * @param file the first file that it is read from
   * @param dialect how that file is written
   * @param found what an earlier pass found, or null
   * @param watched whether all numbers are looked at for the forms that read them
   */
  ColumnBuilder(
      Path file,
      String name,
      int position,
      ColumnType type,
      Dialect dialect,
      MissingTexts missingTexts,
      @Nullable Reading found,
      boolean watched) {
    this.firstFile = file;
    this.name = name;
    this.position = position;
    this.type = found != null && found.form == null ? ColumnType.LABELS : type;
    this.dialect = dialect;
    this.missingTexts = missingTexts;
    this.found = found;
    NumberForm told = found == null ? null : found.form;
    this.form = told == null ? dialect.form(position - 1) : told;
    this.watched =
        watched || told != null || form.bit() != NumberForm.PLAIN.bit() || dialect.doubtsPoints();
    this.plain = holdsNumbers() && !this.watched && !missingTexts.hasNumbers();
    this.labelled = !holdsNumbers();
  }

  /** Returns whether the cells may be numbers. */
  private boolean holdsNumbers() {
    return type == ColumnType.AUTO || type == ColumnType.NUMERIC;
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  /** Returns the forms that read all numbers looked at, or all forms where there were none. */
  int forms() {
    return labelled ? NumberForm.ALL : forms;
  }

  /** Returns whether a {@link PlainNumber} is certain to be a number here. */
  boolean takesPlain() {
    return plain && !labelled;
  }

  /** Adds a {@link PlainNumber}. */
  void addPlain(double number) {
    values.add(number);
    kept++;
    rows++;
  }

  /** Adds the cell whose text is {@code text[from, to)}. */
  public void add(char[] text, int from, int to, boolean quoted, Path file, long line) {
    if (takesPlain() && number.read(text, from, to) && number.end() == to) {
      addPlain(number.value());
    } else {
      addUnusual(text, from, to, quoted, file, line);
    }
  }

  /**
   * Adds a cell that is missing, a label, or a number that is not plain or that float64 may not
   * represent.
   */
  private void addUnusual(char[] text, int from, int to, boolean quoted, Path file, long line) {
    boolean absent = from == to;
    boolean literal = type == ColumnType.CATEGORICAL || (quoted && dialect.literal());
    if (!absent && missingTexts.match(text, from, to, literal)) {
      absent = true;
      noteMissing(text, from, to);
    }
    double number = Double.NaN;
    if (!absent && !labelled) {
      number = watched ? number(text, from, to, file, line) : Decimals.parse(text, from, to);
      if (!(Math.abs(number) < Decimals.EXACT_INTEGERS)) {
        addStray(text, from, to, number, file, line);
      } else if (missingTexts.match(number)) {
        absent = true;
        number = Double.NaN;
        noteMissing(text, from, to);
      }
    }
    missing += absent ? 1 : 0;
    if (!labelled) {
      values.add(number);
    } else if (absent) {
      addCode(CategoricalColumn.MISSING);
    } else {
      int code = code(text, from, to, file, line);
      strays += kinds[code] == PLAIN ? 0 : 1;
      notFinite += kinds[code] == NOT_FINITE ? 1 : 0;
      addCode(code);
    }
    kept++;
    rows++;
  }

  private void noteMissing(char[] text, int from, int to) {
    if (missingWords++ == 0) {
      missingWord = new String(text, from, to - from);
    }
  }

  /** Reads a number in the column's form; NaN if the text is not a number. */
  private double number(char[] text, int from, int to, Path file, long line) {
    int reading = NumberForm.reading(text, from, to);
    if (reading == 0) {
      return Double.NaN;
    }
    boolean contradicts = forms != 0 && (forms & reading) == 0;
    forms &= reading;
    if (contradicts || (reading != NumberForm.ALL && firstMarked == null)) {
      firstMarked = new Found(new String(text, from, to - from), file, line);
    }
    ungrouped |= isUngrouped(text, from, to);
    return (reading & form.bit()) == 0 ? Double.NaN : form.value(text, from, to);
  }

  private static boolean isUngrouped(char[] text, int from, int to) {
    int start = from < to && (text[from] == '-' || text[from] == '+') ? from + 1 : from;
    int at = start;
    while (at < to && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    return at - start >= THOUSAND;
  }

  /**
   * Adds a cell among numbers that is not a number, or one that float64 may not represent exactly.
   */
  private void addStray(char[] text, int from, int to, double number, Path file, long line) {
    if (Math.abs(number) <= Double.MAX_VALUE) {
      if (firstRounded == null && Decimals.isRounded(form.plain(text, from, to), number)) {
        firstRounded = new Found(new String(text, from, to - from), file, line);
      }
      return;
    }
    if (firstStray == null) {
      firstStray = new Found(new String(text, from, to - from), file, line);
    }
    if (missing == rows && type == ColumnType.AUTO && found == null) {
      labelled = true;
      codes = new int[Math.max(64, kept)];
      Arrays.fill(codes, CategoricalColumn.MISSING);
      values = new NumericBuffer();
    } else {
      int code = code(text, from, to, file, line);
      strays++;
      notFinite += kinds[code] == NOT_FINITE ? 1 : 0;
    }
  }

  /** Returns the code of a text, and counts it. */
  private int code(char[] text, int from, int to, Path file, long line) {
    int known = texts.labels().size();
    int code = texts.code(text, from, to - from);
    if (code == counts.length) {
      counts = Arrays.copyOf(counts, Math.max(16, 2 * code));
      kinds = Arrays.copyOf(kinds, counts.length);
    }
    counts[code]++;
    if (code == known && holdsNumbers()) {
      boolean number = Math.abs(Decimals.parse(text, from, to)) <= Double.MAX_VALUE;
      kinds[code] = number ? PLAIN : Decimals.spellsNonFinite(text, from, to) ? NOT_FINITE : TEXT;
      if (firstAlike == null && !number && isAlike(texts.labels().get(code))) {
        firstAlike = new Found(texts.labels().get(code), file, line);
      }
    }
    return code;
  }

  private boolean isAlike(String text) {
    return NumberForm.reading(text.toCharArray(), 0, text.length()) != 0
        || NumberLook.of(text) != null;
  }

  /** Adds a finite number, or NaN for a missing one, to a column of numbers. */
  public void add(double number) {
    missing += Double.isNaN(number) ? 1 : 0;
    values.add(number);
    kept++;
    rows++;
  }

  /**
   * Prepares for a file whose columns have types of their own.
   *
   * @throws InputException if the columns of the files before had other types
   */
  public void expect(Path file, boolean isLabels) {
    if (rows == 0) {
      labelled = isLabels;
    } else if (isLabels != labelled) {
      throw InputException.in(
          file,
          "column '"
              + name
              + (isLabels ? "' holds texts but numbers in " : "' holds numbers but texts in ")
              + firstFile);
    }
  }

  /** Adds a label, or null for a missing one, to a column that expects labels. */
  public void add(@Nullable String label) {
    if (label == null) {
      missing++;
      addCode(CategoricalColumn.MISSING);
    } else {
      char[] text = label.toCharArray();
      addCode(texts.code(text, 0, text.length));
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

  /**
   * Checks the column as a whole.
   *
   * @param all the files' dialect, with the decimal sign that the columns show
   * @param certain whether all columns were asked for it
   * @return what must be known to read the column right, in another pass; null if it was
   * @throws InputException if it holds texts among mostly numbers, or what only looks like numbers
   */
  @Nullable Reading check(Dialect all, boolean certain) {
    int present = rows - missing;
    if (!holdsNumbers() || present == 0) {
      return null;
    }
    Survey survey = survey(present - strays > 0);
    long numbers = present - strays + survey.written;
    if (2 * numbers > present && (watched || survey.written > 0)) {
      Reading other = otherForm(labelled || !watched ? survey.forms : forms, survey, all, certain);
      if (other != null) {
        return other;
      }
    }
    if (strays > 0) {
      if (2L * strays <= present || notFinite == strays || type == ColumnType.NUMERIC) {
        throw strayText();
      }
      if (2L * survey.alike > survey.distinct) {
        throw lookalikes(survey);
      }
      return labelled ? null : new Reading(null, false); // the spelling of numbers is lost
    }
    if (firstRounded != null) {
      throw rounded(firstRounded);
    }
    return null;
  }

  /**
   * Looks at the distinct texts.
   *
   * @param numbers whether there are plain numbers beside them
   */
  private Survey survey(boolean numbers) {
    int all = NumberForm.ALL;
    long written = 0;
    int distinct = 0;
    int alike = 0;
    boolean apart = !ungrouped;
    for (int code = 0; code < texts.labels().size(); code++) {
      char[] text = texts.labels().get(code).toCharArray();
      int reading = NumberForm.reading(text, 0, text.length);
      boolean plain = (reading & NumberForm.PLAIN.bit()) != 0;
      all &= reading == 0 ? NumberForm.ALL : reading;
      apart &= reading == 0 || !isUngrouped(text, 0, text.length);
      distinct += plain && labelled ? 0 : 1;
      if (reading != 0) {
        written += plain && labelled ? 0 : counts[code];
        alike += plain && labelled ? 0 : 1;
      } else {
        NumberLook look = NumberLook.of(texts.labels().get(code));
        alike += look != null && (numbers || !look.bound()) ? 1 : 0;
      }
    }
    return new Survey(all, written, distinct, alike, !apart);
  }

  /** Finds a form other than the one that was read in; null if that is right. */
  private @Nullable Reading otherForm(int possible, Survey survey, Dialect all, boolean certain) {
    boolean complete = watched || labelled;
    Found example = firstMarked == null ? firstAlike : firstMarked;
    if (possible == 0) {
      throw fault(
          example,
          "is written otherwise than other numbers of column '"
              + name
              + "': decimal points and commas, or thousands apart and not, are mixed; write all"
              + " alike, or declare the column categorical (--categorical "
              + name
              + ")");
    }
    NumberForm best = all.choose(possible);
    if (best == null && (!complete || !certain)) {
      return new Reading(NumberForm.first(possible), true);
    }
    if (best == null) {
      throw fault(
          example,
          "in column '"
              + name
              + "' "
              + all.doubt(possible, Objects.requireNonNull(example).text)
              + "; or declare the column categorical (--categorical "
              + name
              + ")");
    }
    if (best.groups() != NumberForm.Groups.NONE
        && complete
        && survey.ungrouped
        && dialect.format().decimal() == null) {
      throw fault(
          example,
          "in column '"
              + name
              + "' seems to have its thousands apart, but other numbers of the column do not; give"
              + " --decimal . or --decimal , for what stands before decimals, or declare the column"
              + " categorical (--categorical "
              + name
              + ")");
    }
    return best.equals(form) && !labelled ? null : new Reading(best, false);
  }

  /** Returns the exception to throw about a cell. */
  private InputException fault(@Nullable Found cell, String message) {
    Found at = Objects.requireNonNull(cell);
    return InputException.at(at.file, at.line, position, Names.quote(at.text) + " " + message);
  }

  private InputException lookalikes(Survey survey) {
    Found example = Objects.requireNonNull(firstAlike);
    NumberLook look = NumberLook.of(example.text);
    return fault(
        example,
        "in column '"
            + name
            + "' looks like "
            + (look == null ? "a number with marks in it" : look.what())
            + ", as do "
            + survey.alike
            + " of "
            + survey.distinct
            + " different texts there; write bare numbers"
            + (look == null ? "" : " (" + look.number() + ")")
            + ", or, if they are meant as texts, declare the column categorical (--categorical "
            + name
            + ")");
  }

  private InputException rounded(Found cell) {
    return fault(
        cell,
        "in column '"
            + name
            + "' is a whole number that float64 cannot tell from its neighbours; declare the column"
            + " categorical (--categorical "
            + name
            + ") or leave it out (--ignore "
            + name
            + "); a quantity is written with a decimal point or exponent");
  }

  private InputException strayText() {
    Found cell = Objects.requireNonNull(firstStray);
    boolean declared = type == ColumnType.NUMERIC;
    boolean spelled = Decimals.spellsNonFinite(cell.text.toCharArray(), 0, cell.text.length());
    NumberLook look = NumberLook.of(cell.text);
    int present = rows - missing;
    return fault(
        cell,
        (spelled ? "is not a finite number" : "is not a number")
            + (look == null ? "" : " but " + look.what())
            + (declared
                ? ", but column '" + name + "' must be numeric"
                : ", but "
                    + (present - strays)
                    + " of "
                    + present
                    + " values of column '"
                    + name
                    + "' are")
            + (look == null ? "; correct it" : "; write the bare number (" + look.number() + ")")
            + ", or leave the cell empty where the value is missing, or name such texts (--missing "
            + Names.quote(cell.text)
            + ")"
            + (declared || spelled
                ? ""
                : "; or declare the column categorical (--categorical " + name + ")"));
  }

  /** Returns the labels in the order of their codes, or null where the column holds numbers. */
  public @Nullable List<String> labels() {
    return labelled ? texts.labels() : null;
  }

  /** Returns what is worth reporting about the column as it was read. */
  public ColumnNote note() {
    return new ColumnNote(name, labelled ? NumberForm.PLAIN : told(), missingWords, missingWord);
  }

  /** Returns the form, unless no number differs from plain ones. */
  private NumberForm told() {
    return forms == NumberForm.ALL ? NumberForm.PLAIN : form;
  }

  /**
   * Hands over the cells since the last call, to be kept elsewhere: numbers, or codes plus 1 with 0
   * for a missing one, which is NaN until the first label.
   */
  NumericValues drain() {
    if (labelled) {
      for (int i = 0; i < kept; i++) {
        values.add(codes[i] + 1);
      }
    }
    kept = 0;
    return values.drain();
  }

  Column build() {
    return labelled
        ? texts.column(name, position, Arrays.copyOf(codes, kept))
        : new NumericColumn(name, position, values.drain());
  }
}
