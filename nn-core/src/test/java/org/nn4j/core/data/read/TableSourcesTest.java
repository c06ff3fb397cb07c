package org.nn4j.core.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.api.TableRows;
import org.nn4j.api.TableSource;
import org.nn4j.core.InputException;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.TableStorage;
import org.nn4j.core.data.cache.TableCacheTest;
import org.nn4j.core.io.Sha256;
import org.nn4j.core.registry.Catalog;

/** A plug-in's tables are handled as those of CSV are. */
class TableSourcesTest {
  private static final TableSources SOURCES = new TableSources(Catalog.of(new Words()));
  private static final String HEADER = "n:NUMBERS t:TEXTS o:OTHER\n";

  @TempDir private Path folder;

  /** Reads lines of words between blanks, of which the first line tells names and contents. */
  record Words() implements TableSource {
    @Override
    public String name() {
      return "words";
    }

    @Override
    public boolean reads(Path file) {
      return file.toString().endsWith(".words") || file.toString().endsWith(".link");
    }

    @Override
    public boolean isSelfContained(Path file) {
      return file.toString().endsWith(".words");
    }

    @Override
    public TableRows open(Path file) throws IOException {
      boolean link = file.toString().endsWith(".link");
      Path data = link ? file.resolveSibling(Files.readString(file)) : file;
      List<String> lines = Files.readAllLines(data);
      if (lines.isEmpty()) {
        throw new IOException("holds no words");
      }
      return new WordRows(lines.get(0), lines.subList(1, lines.size()).iterator());
    }
  }

  private static final class WordRows implements TableRows {
    private final List<Column> columns;
    private final Iterator<String> lines;
    private List<String> words = List.of();

    WordRows(String header, Iterator<String> lines) {
      this.lines = lines;
      this.columns =
          Arrays.stream(header.split(" "))
              .map(word -> word.split(":"))
              .map(word -> new Column(word[0], "WORD", Content.valueOf(word[1])))
              .toList();
    }

    @Override
    public List<Column> columns() {
      return columns;
    }

    @Override
    public boolean next() {
      words = lines.hasNext() ? List.of(lines.next().split(" ")) : List.of();
      return !words.isEmpty();
    }

    @Override
    public boolean isMissing(int column) {
      return words.get(column).equals("-");
    }

    @Override
    public double number(int column) {
      return Double.parseDouble(words.get(column));
    }

    @Override
    public String text(int column) {
      return words.get(column);
    }

    @Override
    public void close() {}
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private static Table read(Path file) {
    return read(file, TableStorage.MEMORY);
  }

  private static Table read(Path file, TableStorage storage) {
    return SOURCES.read(file, TableOptions.DEFAULT.withType("o", ColumnType.IGNORE), storage);
  }

  private static String lines(int rows) {
    StringBuilder text = new StringBuilder(HEADER);
    for (int i = 0; i < rows; i++) {
      text.append(i % 5 == 0 ? "-" : i * 0.37)
          .append(i % 3 == 0 ? " - x\n" : " t" + i % 7 + " x\n");
    }
    return text.toString();
  }

  @Test
  void readsWhatTheSameCsvHolds() throws IOException {
    Table table = read(file("a.words", HEADER + "1.5 b x\n- - x\n7 a x\n"));
    Table csv = TableReader.read(file("a.csv", "n,t\n1.5,b\nNA,\n7,a\n"));

    assertThat(TableCacheTest.contents(table).replaceAll("\n[0 ]*$", ""))
        .isEqualTo(TableCacheTest.contents(csv).replaceAll("\n[0-9 ]*$", ""));
    assertThat(
            TableCacheTest.contents(
                SOURCES.read(folder.resolve("a.csv"), TableOptions.DEFAULT, TableStorage.MEMORY)))
        .isEqualTo(TableCacheTest.contents(csv));
  }

  @Test
  void rowsHaveNumbersInTheirFilesAndNoLines() throws IOException {
    file("p1.words", HEADER + "1 a x\n2 b x\n");
    Path second = file("p2.words", HEADER + "3 c x\n4 d x\n");
    for (TableStorage storage : List.of(TableStorage.MEMORY, new TableStorage(0, null))) {
      Table table = read(folder.resolve("p*.words"), storage);
      Column n = table.column("n");

      assertThat(table.line(3)).isZero();
      assertThat(table.fault(3, n, "wrong")).hasMessage(second + ": row 2, column 'n': wrong");
      assertThat(table.select(new int[] {3}).fault(0, n, "wrong"))
          .hasMessage(second + ": row 2, column 'n': wrong");
    }
  }

  @Test
  void aTableThatExceedsTheBudgetIsKeptInACache() throws IOException {
    Path file = file("large.words", lines(10_000));
    String expected = TableCacheTest.contents(read(file));
    TableStorage budget = new TableStorage(8L * 2 * 10_000 - 1, null);
    Path cache = folder.resolve("large.words" + TableStorage.CACHE_SUFFIX);

    assertThat(TableCacheTest.contents(read(file, budget))).isEqualTo(expected);
    FileTime made = Files.getLastModifiedTime(cache);
    Table again = read(file, budget);
    assertThat(TableCacheTest.contents(again)).isEqualTo(expected);
    assertThat(again.mapped()).isTrue();
    assertThat(Files.getLastModifiedTime(cache)).isEqualTo(made);
    assertThat(read(file, budget.withBudget(8L * 2 * 10_000)).mapped()).isFalse();

    file("large.words", lines(9_999) + "1 changed x\n2 rows x\n");
    assertThat(((CategoricalColumn) read(file, budget).column("t")).labels()).contains("changed");
  }

  @Test
  void rowsOfAProgramThatExceedTheBudgetAreKeptWhereNoOtherSeesThem() throws IOException {
    List<String> lines = lines(10_000).replace(" x", "").lines().skip(1).toList();
    Path name = Path.of("rows");
    AtomicInteger opened = new AtomicInteger();
    TableSources sources =
        SOURCES.with(
            name,
            () -> {
              opened.incrementAndGet();
              return new WordRows("n:NUMBERS t:TEXTS", lines.iterator());
            });
    TableStorage exact = new TableStorage(8L * 2 * 10_000, folder);
    Table memory = sources.read(name, TableOptions.DEFAULT, exact);
    assertThat(memory.mapped()).isFalse();
    assertThat(opened).hasValue(1);

    Table disk = sources.read(name, TableOptions.DEFAULT, exact.withBudget(8L * 2 * 10_000 - 1));
    assertThat(disk.mapped()).isTrue();
    assertThat(opened).hasValue(3);
    assertThat(TableCacheTest.contents(disk)).isEqualTo(TableCacheTest.contents(memory));
    assertThat(sources.read(name, TableOptions.DEFAULT, exact.withBudget(0)).mapped()).isTrue();
    assertThat(opened).as("read once, as a stream can be").hasValue(4);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void rowsAreReadAgainOnlyWhereColumnsAreToHaveOtherTypes() {
    Path name = Path.of("rows");
    List<String> lines = List.of("1 a", "2 b");
    TableSources sources =
        SOURCES.with(name, () -> new WordRows("n:NUMBERS t:TEXTS", lines.iterator()));
    Table read = sources.read(name, TableOptions.DEFAULT, TableStorage.MEMORY);
    TableSources known = sources.withRead(name, read);
    TableOptions all = TableOptions.DEFAULT;

    for (TableOptions same :
        List.of(
            all,
            all.withType("n", ColumnType.NUMERIC).withType("t", ColumnType.CATEGORICAL),
            all.withType("n", ColumnType.AUTO)
                .withType("t", ColumnType.LABELS)
                .withOthers(ColumnType.IGNORE))) {
      assertThat(known.read(name, same, TableStorage.MEMORY)).isSameAs(read);
    }
    Table labels = known.read(name, all.withType("n", ColumnType.LABELS), TableStorage.MEMORY);
    assertThat(((CategoricalColumn) labels.column("n")).labels()).containsExactly("1", "2");
    Table less = known.read(name, all.withType("t", ColumnType.IGNORE), TableStorage.MEMORY);
    assertThat(less.names()).containsExactly("n");
    assertThatThrownBy(
            () -> known.read(name, all.withType("t", ColumnType.NUMERIC), TableStorage.MEMORY))
        .hasMessageContaining("must be numeric");
    assertThatThrownBy(
            () -> known.read(name, all.withType("u", ColumnType.AUTO), TableStorage.MEMORY))
        .hasMessageContaining("no column 'u'");
  }

  @Test
  void whatIsNotInTheFileIsKnownByItsRows() throws IOException {
    file("data", lines(5_000));
    Path link = file("a.link", "data");
    TableStorage none = new TableStorage(0, null);
    String before = SOURCES.sha256(link);
    String contents = TableCacheTest.contents(read(link, none));

    assertThat(SOURCES.sha256(link)).isEqualTo(before);
    file("data", lines(5_001));
    assertThat(SOURCES.sha256(link)).hasSize(64).isNotEqualTo(before);
    assertThat(TableCacheTest.contents(read(link, none)))
        .isNotEqualTo(contents)
        .isEqualTo(TableCacheTest.contents(read(link)));
    Path whole = file("a.words", HEADER);
    assertThat(SOURCES.sha256(whole)).isEqualTo(Sha256.of(List.of(whole)));
  }

  @Test
  void everyCellMovesTheHash() throws IOException {
    Path link = file("a.link", "data");
    List<String> hashes =
        Stream.of("1 a x", "2 a x", "1 b x", "- a x", "1 - x", "0 a x", "-0 a x")
            .map(row -> hash(link, HEADER + row + "\n"))
            .toList();

    assertThat(hashes).doesNotHaveDuplicates();
    assertThat(hash(link, HEADER.replace("n:", "m:") + "1 a x\n")).isNotIn(hashes);
  }

  private String hash(Path link, String content) {
    try {
      file("data", content);
      return SOURCES.sha256(link);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void faultsNameTheFile() throws IOException {
    Path empty = file("empty.words", "");
    Path other = file("other.words", HEADER + "1 a x\n");
    Path nan = file("nan.words", HEADER + "1 a x\nNaN a x\n");

    assertThatThrownBy(() -> read(empty))
        .isInstanceOf(InputException.class)
        .hasMessage(empty + ": holds no words");
    assertThatThrownBy(() -> SOURCES.read(other, TableOptions.DEFAULT, TableStorage.MEMORY))
        .hasMessageStartingWith(other + ": column 'o' has the type WORD, which is neither");
    assertThatThrownBy(() -> read(nan))
        .hasMessageStartingWith(nan + ": row 2, column 'n': NaN is not a finite number");
    assertThatThrownBy(() -> read(folder.resolve("none.words")))
        .hasMessage(folder.resolve("none.words") + ": there is no such file");
  }

  @Test
  void filesOfAPatternHaveTheSameColumns() throws IOException {
    file("p1.words", HEADER + "1 a x\n");
    Path second = file("p2.words", HEADER.replace("n:NUMBERS", "n:TEXTS") + "1 a x\n");

    assertThatThrownBy(() -> read(folder.resolve("p*.words")))
        .hasMessage(
            second + ": column 'n' holds texts but numbers in " + folder.resolve("p1.words"));

    file("p2.words", HEADER.replace("t:", "u:") + "1 a x\n");
    assertThatThrownBy(() -> read(folder.resolve("p*.words")))
        .hasMessageStartingWith(second + ": column 2: the column is 'u' but 't' in ");
  }

  @Test
  void aFormThatAPluginReadsIsNoCsvWithoutIt() throws IOException {
    Path file = file("a.parquet", "n\n1\n");

    assertThatThrownBy(() -> TableReader.read(file))
        .hasMessageStartingWith(
            file
                + ": is a Parquet file, which needs the plug-in nn-duckdb; put its two jars into ");
  }
}
