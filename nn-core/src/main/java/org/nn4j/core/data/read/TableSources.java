package org.nn4j.core.data.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.TableRows;
import org.nn4j.api.TableSource;
import org.nn4j.core.InputException;
import org.nn4j.core.UnknownColumnException;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.CsvFormat;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.TableStorage;
import org.nn4j.core.data.cache.SourceStamp;
import org.nn4j.core.data.cache.TableCache;
import org.nn4j.core.data.csv.TableBuilder;
import org.nn4j.core.io.FileKind;
import org.nn4j.core.io.IdxFile;
import org.nn4j.core.io.InputFiles;
import org.nn4j.core.io.Sha256;
import org.nn4j.core.io.Spool;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.Kind;
import org.nn4j.core.registry.PluginFolders;
import org.nn4j.core.text.Spelling;

/**
 * Reads data in every format that has a reader: CSV and IDX, and those that the {@link
 * TableSource}s of a catalog read. Immutable and thread-safe.
 */
public final class TableSources {
  /** What files with these suffixes are, which {@value #PLUGIN} reads. */
  private static final Map<String, String> KNOWN =
      Map.of(".parquet", "a Parquet file", ".duckdb", "a DuckDB database", ".sql", "an SQL query");

  private static final String PLUGIN = "nn-duckdb";

  /** Names of files for which no source is asked, so that none is created for them. */
  private static final Pattern CSV = Pattern.compile("-|.*\\.[ct]sv(\\.gz)?");

  private final Catalog catalog;
  private final Map<Path, Supplier<TableRows>> named;
  private final Map<Path, Table> tables;

  /** Creates readers with the sources of a catalog. */
  public TableSources(Catalog catalog) {
    this(catalog, Map.of(), Map.of());
  }

  private TableSources(
      Catalog catalog, Map<Path, Supplier<TableRows>> named, Map<Path, Table> tables) {
    this.catalog = catalog;
    this.named = named;
    this.tables = tables;
  }

  /** Creates readers with the sources on the class or module path. */
  public static TableSources standard() {
    return new TableSources(Catalog.standard());
  }

  /**
   * Returns readers that read rows of this program for a name in place of a file. Columns are
   * classified as numbers or categories like those of a file.
   *
   * @param rows opens the rows; called for every reading, and must return the same each time. A
   *     table that is kept in a cache from the first row on, for want of a budget, is read once
   */
  public TableSources with(Path name, Supplier<TableRows> rows) {
    Map<Path, Supplier<TableRows>> all = new HashMap<>(named);
    all.put(name, rows);
    return new TableSources(catalog, Map.copyOf(all), tables);
  }

  /**
   * Returns readers that for a file have the table that was read from it elsewhere, with the
   * options that it is to be read with here. They know nothing else of the file; if it is a name of
   * rows of this program, these are read where columns are to have other types.
   */
  public TableSources withRead(Path source, Table table) {
    Map<Path, Table> all = new HashMap<>(tables);
    all.put(source, table);
    return new TableSources(catalog, named, Map.copyOf(all));
  }

  /**
   * Reads a file, or several as one table.
   *
   * @param source a file or a pattern, as in {@link TableReader#read(Path, TableOptions,
   *     TableStorage)}; {@code -} is standard input. A pipe is read to its end and kept until the
   *     table is complete or the caller's {@link Spool#during} ends
   * @param storage where the table is kept. Each cell of a source's table, or of rows of this
   *     program, counts as 8 bytes of the budget; these are kept in the storage's folder, or that
   *     of temporary files, where no other program sees them
   * @throws InputException if a file cannot be read or breaks a rule, with the row, or the table
   *     can be kept neither in memory nor in a cache
   */
  public Table read(Path source, TableOptions options, TableStorage storage) {
    Table table = tables.get(source);
    Supplier<TableRows> rows = named.get(source);
    if (table != null && (rows == null || options.suit(table))) {
      return table;
    }
    if (rows != null) {
      return read(SourceParser.ofRows(source, rows, options), storage);
    }
    List<Path> files = DataFiles.of(source);
    return Spool.during(() -> read(source, files, options, storage));
  }

  /**
   * Reads a file, or several as one table, that something learnt from other files is applied to, as
   * a model is. Columns whose names differ from those that have types in blanks, case or Unicode's
   * form alone are read too.
   *
   * @param source as in {@link #read}
   * @param options the types of the columns that are needed; all others are ignored
   * @param storage as in {@link #read}
   * @throws InputException as {@link #read} does
   */
  public Table readFor(Path source, TableOptions options, TableStorage storage) {
    return Spool.during(() -> readMeant(source, options, storage));
  }

  /**
   * Returns the cells of all columns of files as texts, those that were not read too.
   *
   * @param source the files, as in {@link #read}; a pipe must be kept by a {@link Spool#during}
   *     around both
   * @param format how CSV is written, as it was read
   * @param table what was read of them
   * @param storage where columns are kept that are read again, since the files have no texts
   * @throws InputException as {@link #read} does
   */
  public InputTexts texts(Path source, CsvFormat format, Table table, TableStorage storage) {
    if (named.containsKey(source)) {
      return InputTexts.ofTable(this, source, storage);
    }
    List<Path> files = DataFiles.of(source);
    return find(files).isPresent() || TableReader.isIdx(files)
        ? InputTexts.ofTable(this, source, storage)
        : InputTexts.ofCsv(files, format, table);
  }

  private Table readMeant(Path source, TableOptions options, TableStorage storage) {
    Table table = null;
    List<String> others;
    try {
      table = read(source, options, storage);
      others = table.ignored();
    } catch (UnknownColumnException e) {
      others = e.columns();
      if (meant(options, table, others) == options) {
        throw e;
      }
    }
    TableOptions meant = meant(options, table, others);
    return table != null && meant == options ? table : read(source, meant, storage);
  }

  private static TableOptions meant(
      TableOptions options, @Nullable Table table, List<String> others) {
    TableOptions changed = options;
    for (Map.Entry<String, ColumnType> type : options.types().entrySet()) {
      boolean there = table != null && table.names().contains(type.getKey());
      String meant = there ? null : Spelling.match(type.getKey(), others);
      changed = meant == null ? changed : changed.withType(meant, type.getValue());
    }
    return changed;
  }

  private Table read(Path source, List<Path> files, TableOptions options, TableStorage storage) {
    return find(files)
        .map(reader -> read(SourceParser.ofFiles(reader, source, files, options), storage))
        .orElseGet(() -> TableReader.text(source, files, options, storage));
  }

  private static Table read(SourceParser parser, TableStorage storage) {
    TableCache cache =
        new TableCache(parser.source(), parser.files(), parser.options(), storage, parser);
    SourceStamp stamp = cache.exists() ? parser.stamp() : null;
    Table cached = stamp == null ? null : cache.open(stamp);
    if (cached != null
        && cached.rows() > SourceParser.mostRows(storage.budget(), cached.columns().size())) {
      return cached;
    }
    TableBuilder small = storage.budget() == 0 ? null : parser.parse(null, storage.budget());
    return small == null ? cache.build(stamp == null ? parser.stamp() : stamp) : small.table();
  }

  /**
   * Returns the files that are read, see {@link TableReader#files}.
   *
   * @return none for rows in memory
   * @throws InputException if the first cannot be read or there is none
   */
  public List<Path> files(Path source) {
    if (named.containsKey(source)) {
      return List.of();
    }
    List<Path> files = DataFiles.of(source);
    return find(files).isPresent() ? files : TableReader.textFiles(files);
  }

  /**
   * Computes the SHA-256 of data: of the bytes of the files, one after the other, images before
   * their labels; or of the rows, if the file does not determine them, as with a query. Reads all
   * of it, so a pipe is empty afterwards, except within {@link Spool#during}.
   *
   * @throws InputException if they cannot be read
   */
  public String sha256(Path source) {
    Supplier<TableRows> rows = named.get(source);
    if (rows != null) {
      return SourceParser.ofRows(source, rows, TableOptions.DEFAULT).rowHash();
    }
    List<Path> files = DataFiles.of(source);
    return find(files)
        .map(reader -> SourceParser.ofFiles(reader, source, files, TableOptions.DEFAULT))
        .filter(parser -> !parser.isSelfContained())
        .map(SourceParser::rowHash)
        .orElseGet(() -> Sha256.of(files(source)));
  }

  /** Finds the source that reads files; empty for CSV and IDX. */
  private Optional<TableSource> find(List<Path> files) {
    Path first = files.get(0);
    Optional<TableSource> reader =
        CSV.matcher(name(first)).matches()
            ? Optional.empty()
            : catalog.all(TableSource.class).stream().filter(s -> s.reads(first)).findFirst();
    FileKind kind = kind(first);
    if (kind == null) {
      String what = known(first);
      if (reader.isEmpty() && what != null && Files.exists(first)) {
        throw InputException.in(first, missing(what));
      }
    } else if (reader.isEmpty() || kind.use() == FileKind.Use.STAND_IN) {
      boolean plugin = kind.use() == FileKind.Use.PLUGIN && catalog.list(Kind.SOURCE).isEmpty();
      throw InputException.in(first, plugin ? missing(kind.what()) : kind.notATable(first));
    }
    return reader;
  }

  /** Returns what a file is if it is neither a table in text nor IDX, or null. */
  private static @Nullable FileKind kind(Path file) {
    if (!Spool.isRereadable(file) || Files.isDirectory(file)) {
      return null;
    }
    try (InputStream in = InputFiles.bytes(file)) {
      byte[] head = in.readNBytes(FileKind.HEAD);
      return IdxFile.isIdx(head) ? null : FileKind.of(head);
    } catch (IOException e) {
      throw InputFiles.fault(file, e);
    }
  }

  private static @Nullable String known(Path file) {
    String name = name(file);
    return KNOWN.get(name.substring(Math.max(0, name.lastIndexOf('.'))));
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
  }

  private String missing(String what) {
    return "is "
        + what
        + ", which needs the plug-in "
        + PLUGIN
        + "; put its two jars into "
        + PluginFolders.ADVICE
        + " (docs/guide.md, Parquet and SQL)"
        + catalog.failures(Kind.SOURCE).stream()
            .map(failure -> "; failed to load: " + failure)
            .collect(Collectors.joining());
  }
}
