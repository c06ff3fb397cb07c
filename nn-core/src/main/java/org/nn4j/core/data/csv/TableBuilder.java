package org.nn4j.core.data.csv;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.UnknownColumnException;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.NumericValues;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.text.MissingTexts;

/** Builds a table row by row from one file or several, in memory or into a {@link BlockSink}. */
public final class TableBuilder {
  private final Path source;
  private final List<Path> files;
  private final TableOptions options;
  private final Map<String, ColumnBuilder.Reading> found;
  private final boolean watched;
  private final @Nullable BlockSink sink;

  /** The files that have rows, by their index, and the first row of each. */
  private final List<Integer> sources = new ArrayList<>();

  private final List<Integer> firstRows = new ArrayList<>();
  private @Nullable TableHeader header;

  /** Whether the rows have numbers in place of lines. */
  private boolean numbered;

  private Path file;
  private boolean fileHasRows;

  /**
   * One builder per field, null where the column is ignored; empty before the end of the header.
   */
  private @Nullable ColumnBuilder[] builders = {};

  /** One per field that has no name and is not ignored, else null. */
  private @Nullable NamelessColumn[] nameless = {};

  /** The fields of the current file's header, including surplus ones at its end. */
  private int headerFields;

  /** Whether the header is one beyond doubt. */
  private boolean certainHeader;

  private char separator = ',';

  /** How the first file is written. */
  private Dialect first = Dialect.NONE;

  /** What is worth reporting about how the files are written. */
  private final Set<String> dialects = new LinkedHashSet<>();

  private boolean surplus;

  /** The first field of the present row that has a value but no column, or −1. */
  private int excess = -1;

  private long omittedRows;
  private @Nullable String firstOmitted;
  private long omittedLines;

  private int rows;

  /** The lines of the rows that the sink has not received yet, or of all rows without a sink. */
  private int[] lines = new int[64];

  private int waiting;
  private int blockRows = Integer.MAX_VALUE;

  /**
   * Begins a table.
   *
   * @param source what the user calls the files
   * @param found what an earlier pass over the files found of columns, by their names
   * @param watched whether all numbers are looked at for what they imply for others
   * @param sink receives the rows, or null to keep them here
   */
  public TableBuilder(
      Path source,
      List<Path> files,
      TableOptions options,
      Map<String, ColumnBuilder.Reading> found,
      boolean watched,
      @Nullable BlockSink sink) {
    this.source = source;
    this.files = files;
    this.options = options;
    this.found = found;
    this.watched = watched;
    this.sink = sink;
    this.file = source;
  }

  /**
   * Begins a file, the first or one with the same header.
   *
   * @param line the line of the header, or 0 for a file without lines, whose rows have numbers
   * @param fields the names as they are written
   * @param dialect how it is written
   */
  public void beginFile(Path newFile, long line, List<String> fields, Dialect dialect) {
    file = newFile;
    fileHasRows = false;
    numbered = line == 0;
    separator = dialect.separator();
    first = header == null ? dialect : first;
    headerFields = fields.size();
    certainHeader = numbered || dialect.format().header() != null;
    dialects.addAll(dialect.words(newFile));
    List<String> written = numbered ? fields : TableHeader.normalized(fields);
    List<String> names = numbered ? fields : named(written);
    if (header != null) {
      header.requireSame(newFile, line, names);
      return;
    }
    header = TableHeader.of(newFile, line, names, certainHeader);
    options.requireColumns(newFile, names);
    MissingTexts missing = new MissingTexts(dialect.format().missing());
    builders = new ColumnBuilder[names.size()];
    nameless = new NamelessColumn[names.size()];
    for (int i = 0; i < builders.length; i++) {
      String name = names.get(i);
      ColumnType type = options.type(name);
      if (written.get(i).isEmpty() && !options.types().containsKey(name)) {
        nameless[i] = type == ColumnType.IGNORE ? null : new NamelessColumn(newFile, line, i + 1);
      } else if (type != ColumnType.IGNORE) {
        builders[i] =
            new ColumnBuilder(
                newFile, name, i + 1, type, dialect, missing, found.get(name), watched);
      }
    }
    if (used().findAny().isEmpty()) {
      throw noColumn(source, options, names);
    }
    if (sink != null) {
      blockRows = sink.start(1 + width());
    }
  }

  /** Names what has no name, and drops the empty names at the end that no option names. */
  private List<String> named(List<String> written) {
    List<String> names = new ArrayList<>();
    int size = 0;
    for (int i = 0; i < written.size(); i++) {
      boolean empty = written.get(i).isEmpty();
      names.add(empty ? NamelessColumn.name(i + 1) : written.get(i));
      size = empty && !options.types().containsKey(names.get(i)) ? size : i + 1;
    }
    return names.subList(0, size);
  }

  /** Returns the exception to throw for a table of which no column is wanted. */
  public static InputException noColumn(Path source, TableOptions options, List<String> names) {
    return new UnknownColumnException(
        source,
        names,
        "none of the columns needed is there: "
            + String.join(", ", options.types().keySet())
            + "; the columns are "
            + String.join(", ", names)
            + (names.stream().anyMatch(TableHeader::isNumber)
                ? "; if the first line is data: --no-header"
                : ""));
  }

  /** Returns the builder of a column in which plain numbers are certain to be numbers, or null. */
  @Nullable ColumnBuilder numbers(int index) {
    ColumnBuilder builder = index < builders.length ? builders[index] : null;
    return builder != null && builder.takesPlain() ? builder : null;
  }

  /** Adds the cell whose text is {@code text[from, to)}. */
  void cell(int index, char[] text, int from, int to, boolean quoted, long line) {
    if (index >= builders.length) {
      boolean ignored = index < headerFields && options.others() == ColumnType.IGNORE;
      if (from < to && !ignored && excess < 0) {
        excess = index;
      }
      surplus |= from == to;
      return;
    }
    ColumnBuilder builder = builders[index];
    if (builder != null) {
      builder.add(text, from, to, quoted, file, line);
      return;
    }
    NamelessColumn unnamed = nameless[index];
    if (unnamed != null) {
      unnamed.add(text, from, to, !fileHasRows);
    }
  }

  /** Returns the exception to throw for a row with more or fewer fields than there are columns. */
  private InputException wrongCount(int fields, long line) {
    boolean nameless = excess >= 0 && excess < headerFields;
    return InputException.at(
        file,
        line,
        nameless ? excess + 1 : 0,
        nameless
            ? "the column has no name in the header but holds a value here; name it there, or leave"
                + " it out (--ignore "
                + NamelessColumn.name(excess + 1)
                + ")"
            : "expected "
                + builders.length
                + " fields, as in the header, but found "
                + fields
                + (excess < 0
                    ? "; an empty field has its separator too"
                    : "; a text that holds '" + separator + "' stands in quotes")
                + (excess == builders.length && rows == 0
                    ? ", and row names need a name in the header too"
                    : ""));
  }

  /** Leaves out a row of separators alone. */
  void omitRow(long line) {
    if (omittedRows++ == 0) {
      firstOmitted = files.size() > 1 ? file + ":" + line : "line " + line;
    }
  }

  /** Leaves out empty lines at the end of a file of one column. */
  void omitLines(long count) {
    omittedLines += count;
  }

  /** Returns the number of columns that the header has. */
  public int columns() {
    return builders.length;
  }

  /** Returns the builder of a column, or null where it is ignored. */
  public @Nullable ColumnBuilder column(int index) {
    return builders[index];
  }

  /** Returns the number of columns that are not ignored. */
  public int width() {
    return (int) used().count();
  }

  /** Returns the number of rows so far. */
  public int rows() {
    return rows;
  }

  /**
   * Ends a row.
   *
   * @param fields how many fields it had
   * @param line the line that it starts on, or its number
   * @throws InputException if it has more or fewer fields than there are columns
   */
  public void endRow(int fields, long line) {
    if (fields < builders.length || excess >= 0) {
      throw wrongCount(fields, line);
    }
    if (rows == Integer.MAX_VALUE || line > Integer.MAX_VALUE) {
      throw InputException.at(file, line, 0, "a table has at most 2147483647 rows and lines");
    }
    if (!fileHasRows) {
      fileHasRows = true;
      sources.add(files.indexOf(file));
      firstRows.add(rows);
    }
    if (waiting == lines.length) {
      lines = Arrays.copyOf(lines, 2 * waiting);
    }
    lines[waiting++] = (int) line;
    rows++;
    if (waiting == blockRows) {
      drain();
    }
  }

  private void drain() {
    if (sink != null && waiting > 0) {
      NumericBuffer places = new NumericBuffer();
      for (int i = 0; i < waiting; i++) {
        places.add(lines[i] - lines[0] - i);
      }
      List<NumericValues> block = new ArrayList<>(List.of(places.drain()));
      used().forEach(builder -> block.add(builder.drain()));
      sink.block(lines[0], block, waiting);
      waiting = 0;
    }
  }

  /**
   * Checks what is known only at the end.
   *
   * @return what must be known of columns to read them right, in another pass; empty if they were
   */
  public Map<String, ColumnBuilder.Reading> finish() {
    if (rows == 0) {
      throw InputException.in(
          file, numbered ? "holds columns but no rows" : "the file holds a header but no rows");
    }
    requireHeader();
    Dialect all = first.withDecimal(decimal());
    Map<String, ColumnBuilder.Reading> needed = new LinkedHashMap<>();
    used()
        .forEach(
            builder -> {
              ColumnBuilder.Reading reading = builder.check(all, watched);
              if (reading != null) {
                needed.put(builder.name(), reading);
              }
            });
    if (needed.isEmpty()) {
      drain();
    }
    return needed;
  }

  /** Returns the sign that stands before decimals in some column without a doubt, or null. */
  private @Nullable Character decimal() {
    List<Integer> forms = new ArrayList<>(first.forms());
    used().forEach(builder -> forms.add(builder.forms()));
    return Dialect.decimal(forms);
  }

  /**
   * Returns whether numbers that were not examined may mean something else: if decimal commas
   * appeared after the first records, points may separate thousands.
   */
  public boolean mustWatch(Map<String, ColumnBuilder.Reading> needed) {
    Character decimal = decimal();
    boolean commas =
        first.decimal() == null
            && first.format().decimal() == null
            && (Character.valueOf(',').equals(decimal)
                || needed.values().stream().anyMatch(ColumnBuilder.Reading::isComma));
    return !watched
        && (commas || needed.values().stream().anyMatch(ColumnBuilder.Reading::doubtful));
  }

  private void requireHeader() {
    TableHeader names = Objects.requireNonNull(header);
    if (certainHeader || options.others() == ColumnType.IGNORE) {
      return;
    }
    List<Optional<List<String>>> labels = new ArrayList<>();
    for (ColumnBuilder builder : builders) {
      labels.add(builder == null ? Optional.of(List.of()) : Optional.ofNullable(builder.labels()));
    }
    if (TableHeader.looksLikeData(names.names(), labels)) {
      throw names.looksLikeData();
    }
  }

  /** Returns the table that is kept here. */
  public Table table() {
    int[] places = Arrays.copyOf(lines, waiting);
    List<Path> withRows = sources.stream().map(files::get).toList();
    List<ColumnNote> notes = used().map(ColumnBuilder::note).toList();
    return new Table(
        used().map(ColumnBuilder::build).toList(),
        source,
        FileRows.of(source, withRows, firstRows, row -> places[row], numbered),
        false,
        new Table.Reading(
            Objects.requireNonNull(header).names(),
            ColumnNote.notices(source, List.copyOf(dialects), omitted(), notes),
            ColumnNote.format(options.format(), notes),
            ""));
  }

  /** Describes what was left out. */
  public List<String> omitted() {
    List<String> omitted = new ArrayList<>();
    if (!first.advice().isEmpty()) {
      omitted.add(first.advice());
    }
    Arrays.stream(nameless)
        .filter(Objects::nonNull)
        .forEach(column -> omitted.add(Objects.requireNonNull(column).reason()));
    if (surplus) {
      omitted.add("surplus empty fields at the end of rows left out");
    }
    if (omittedRows > 0) {
      omitted.add(
          (omittedRows == 1 ? "an empty row" : omittedRows + " empty rows")
              + " left out ("
              + (omittedRows == 1 ? "" : "the first: ")
              + firstOmitted
              + ")");
    }
    if (omittedLines > 0) {
      omitted.add(
          (omittedLines == 1 ? "an empty line" : omittedLines + " empty lines")
              + " at the end taken as no row");
    }
    return omitted;
  }

  /** Returns the names of all columns. */
  public List<String> names() {
    return Objects.requireNonNull(header).names();
  }

  /** Returns whether the header gives a column that is not ignored no name. */
  public boolean isNameless(int index) {
    return nameless[index] != null;
  }

  /** Returns what is worth reporting about how the files are written. */
  public List<String> dialects() {
    return List.copyOf(dialects);
  }

  /** Returns the indices of the files that have rows. */
  public List<Integer> sources() {
    return sources;
  }

  /** Returns the first row of each file that has rows. */
  public List<Integer> firstRows() {
    return firstRows;
  }

  private Stream<ColumnBuilder> used() {
    return Arrays.stream(builders).filter(Objects::nonNull).map(Objects::requireNonNull);
  }
}
