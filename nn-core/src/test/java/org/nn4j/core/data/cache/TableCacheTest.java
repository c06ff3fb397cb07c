package org.nn4j.core.data.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.core.InputException;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.NumericValues;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.TableStorage;
import org.nn4j.core.data.csv.BlockSink;
import org.nn4j.core.data.csv.CsvFiles;
import org.nn4j.core.data.read.TableReader;
import org.nn4j.core.io.Sha256;
import org.nn4j.core.io.Spool;

/** A table in a cache is the table in memory, whatever happens to the files. */
public class TableCacheTest {
  private static final TableStorage CACHED = new TableStorage(0, null);

  @TempDir private Path folder;

  private Path csv(String content) throws IOException {
    return Files.writeString(folder.resolve("data.csv"), content);
  }

  private static Table cached(Path file) {
    return TableReader.read(file, TableOptions.DEFAULT, CACHED);
  }

  private Path cache() {
    return folder.resolve("data.csv.nn4j-cache");
  }

  /** Returns all that a table tells, numbers by their bits. */
  public static String contents(Table table) {
    StringBuilder text = new StringBuilder();
    for (Column column : table.columns()) {
      text.append(column.name()).append(' ').append(column.position()).append(' ');
      text.append(column instanceof CategoricalColumn c ? c.labels() : "numbers").append(':');
      for (int row = 0; row < table.rows(); row++) {
        text.append(' ');
        if (column instanceof NumericColumn n) {
          text.append(Long.toHexString(Double.doubleToLongBits(n.value(row))));
        } else {
          text.append(((CategoricalColumn) column).code(row));
        }
      }
      text.append('\n');
    }
    for (int row = 0; row < table.rows(); row++) {
      text.append(table.line(row)).append(' ');
    }
    return text.toString();
  }

  public static Stream<String> contents() {
    return Stream.of(
        "a\n5",
        "x,label\n0.1,b\n-1e-300,a\n-0.0,b\n255,a\n256,b\n16777217,a\n",
        "x,label\n,\n1,b\nNA,?\n,a\n",
        "\"na,me\",text\n\"1\",\"a, \"\"b\"\"\nc\"\n2,\" x \"\n\n\n3,y\n",
        "late,n\n,1\n,2\nz,3\ny,4\n",
        "zip,n\n007,1\n1.50,1\nK1A,1\nK1B,1\nK1C,1\n",
        "constant,c\n7,x\n7,x\n7,x\n",
        random(10_000));
  }

  /** Several blocks whose columns change their widths and begin to have labels. */
  private static String random(int rows) {
    Random random = new Random(3);
    StringBuilder text = new StringBuilder("i,widening,decimal,sparse,label,many,late\n");
    for (int i = 0; i < rows; i++) {
      text.append(i).append(',');
      text.append(i < 4096 ? i % 256 : i < 5000 ? i + 0.5 : i * 1e10 + 1).append(',');
      text.append(random.nextInt(1_000_000) / 1e4).append(',');
      text.append(i % 5000 == 4999 ? "1.5" : "").append(',');
      text.append("bca".charAt(random.nextInt(3))).append(',');
      text.append("label").append(random.nextInt(300)).append(',');
      text.append(i < rows - 900 ? "" : "x" + i % 3).append(i % 1000 == 0 ? "\n\n" : "\n");
    }
    return text.toString();
  }

  @ParameterizedTest
  @MethodSource("contents")
  void holdsWhatATableInMemoryHolds(String content) throws IOException {
    Path file = csv(content);
    String expected = contents(TableReader.read(file));
    Table made = cached(file);
    FileTime time = Files.getLastModifiedTime(cache());
    Table read = cached(file);

    assertThat(contents(made)).isEqualTo(expected);
    assertThat(contents(read)).isEqualTo(expected);
    assertThat(made.mapped()).isTrue();
    assertThat(Files.getLastModifiedTime(cache())).isEqualTo(time);
    int[] some = {made.rows() - 1, 0};
    assertThat(contents(made.select(some)))
        .isEqualTo(contents(TableReader.read(file).select(some)));
  }

  @Test
  void isNotMadeOfWhatTheBudgetHolds() throws IOException {
    Path file = csv("a\n1\n");
    TableStorage enough = CACHED.withBudget(4);

    assertThat(TableReader.read(file, TableOptions.DEFAULT, enough).mapped()).isFalse();
    assertThat(cache()).doesNotExist();
    assertThat(TableReader.read(file, TableOptions.DEFAULT, enough.withBudget(3)).mapped())
        .isTrue();
  }

  @Test
  void isMadeAgainWhenItsSourceChanges() throws IOException {
    Table before = cached(csv("a\n1\n2\n"));
    Path file = csv("a\n1\n3\n");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1));
    Table after = cached(file);

    assertThat(before.column("a").text(1)).as("a mapping outlives its file").isEqualTo("2");
    assertThat(after.column("a").text(1)).isEqualTo("3");
  }

  @Test
  void noticesAChangeThatKeepsSizeAndTime() throws IOException {
    Path file = csv("a\n1\n2\n");
    FileTime time = Files.getLastModifiedTime(file);
    cached(file);
    Files.setLastModifiedTime(csv("a\n1\n3\n"), time);

    assertThat(cached(file).column("a").text(1)).isEqualTo("3");
  }

  /** The stamp looks at samples alone; whoever has the hash of all compares that. */
  @Test
  void noticesAChangeBetweenTheSamplesWhereTheHashIsComputedAnyway() throws IOException {
    String rows = "1\n".repeat(2_000_000);
    Path file = csv("a\n" + rows);
    FileTime time = Files.getLastModifiedTime(file);
    cached(file);
    int at = 350_000;
    csv("a\n" + rows.substring(0, 2 * at) + "2\n" + rows.substring(2 * at + 2));
    Files.setLastModifiedTime(file, time);

    assertThat(cached(file).column("a").text(at)).as("what the samples do not see").isEqualTo("1");
    Table table =
        Spool.during(
            () -> {
              Sha256.of(List.of(file));
              return cached(file);
            });
    assertThat(table.column("a").text(at)).isEqualTo("2");
    assertThat(cached(file).column("a").text(at)).isEqualTo("2");
  }

  /**
   * Checksums tell of damage, not of who means ill: every count is checked against what is there.
   */
  @Test
  void isMadeAgainOrReadWhereItsChecksumIsForged() throws IOException {
    Path file = csv("i,label,decimal\n" + "1,a,0.5\n2,b,0.25\n".repeat(30));
    String expected = contents(cached(file));
    byte[] bytes = Files.readAllBytes(cache());
    ByteBuffer whole = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int index = bytes.length - CacheWriter.TAIL - whole.getInt(bytes.length - CacheWriter.TAIL);
    byte[][] numbers = {
      {-1, -1, -1, -1}, {0x7f, -1, -1, -1}, {0, 0, 0, 0}, {-128, 0, 0, 0}, {0x10, 0, 0, 0}
    };
    for (int at = index; at < bytes.length - CacheWriter.TAIL - 3; at++) {
      byte[] forged = bytes.clone();
      System.arraycopy(numbers[at % numbers.length], 0, forged, at, 4);
      CRC32C sum = new CRC32C();
      sum.update(forged, 0, forged.length - 4);
      ByteBuffer.wrap(forged)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putInt(forged.length - 4, (int) sum.getValue());
      Files.write(cache(), forged);
      try {
        assertThat(cached(file).rows()).as("byte %s", at).isEqualTo(60);
      } catch (InputException e) {
        assertThat(e.getMessage()).as("byte %s", at).startsWith(file + ": ");
      }
    }
    Files.write(cache(), flip(bytes, 0));
    assertThat(contents(cached(file))).isEqualTo(expected);
  }

  @Test
  void namesALabelThatItDoesNotHave() throws IOException {
    Path file = csv("label,n\n" + "a,1\nb,2\n".repeat(300));
    cached(file);
    byte[] bytes = Files.readAllBytes(cache());
    Arrays.fill(bytes, CacheWriter.SIGNATURE.length, CacheWriter.SIGNATURE.length + 1200, (byte) 9);
    CRC32C sum = new CRC32C();
    sum.update(bytes, 0, bytes.length - 4);
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(bytes.length - 4, (int) sum.getValue());
    Files.write(cache(), bytes);

    assertThatThrownBy(() -> contents(cached(file)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            file
                + ": its cache is damaged: the column 'label' has no label 9; remove the file that"
                + " ends in .nn4j-cache");
  }

  @ParameterizedTest
  @ValueSource(strings = {"empty", "text", "cut", "shorter", "flipped", "version", "tail"})
  void isMadeAgainWhenItIsDamaged(String damage) throws IOException {
    Path file = csv(random(5000));
    String expected = contents(cached(file));
    byte[] bytes = Files.readAllBytes(cache());
    byte[] damaged =
        switch (damage) {
          case "empty" -> new byte[0];
          case "text" -> "a text that somebody put there".getBytes(StandardCharsets.UTF_8);
          case "cut" -> Arrays.copyOf(bytes, bytes.length / 2);
          case "shorter" -> Arrays.copyOf(bytes, bytes.length - 1);
          case "flipped" -> flip(bytes, bytes.length / 3);
          case "version" -> flip(bytes, 7);
          default -> flip(bytes, bytes.length - 5);
        };
    Files.write(cache(), damaged);

    assertThat(contents(cached(file))).isEqualTo(expected);
    assertThat(Files.readAllBytes(cache())).isEqualTo(bytes);
  }

  private static byte[] flip(byte[] bytes, int at) {
    byte[] changed = bytes.clone();
    changed[at] ^= 1;
    return changed;
  }

  @Test
  void servesWhatNeedsNoOtherReading() throws IOException {
    Path file = csv("a,b,c\n1,x,3\n2,y,4\n");
    cached(file);
    byte[] bytes = Files.readAllBytes(cache());
    TableOptions some =
        new TableOptions(
            null, Map.of("c", ColumnType.NUMERIC, "b", ColumnType.CATEGORICAL), ColumnType.IGNORE);
    Table table = TableReader.read(file, some, CACHED);

    assertThat(contents(table)).isEqualTo(contents(TableReader.read(file, some)));
    assertThat(Files.readAllBytes(cache())).isEqualTo(bytes);
    TableOptions other = TableOptions.DEFAULT.withType("a", ColumnType.CATEGORICAL);
    assertThat(contents(TableReader.read(file, other, CACHED)))
        .isEqualTo(contents(TableReader.read(file, other)));
    assertThat(contents(cached(file))).isEqualTo(contents(TableReader.read(file)));
    TableOptions wrong = TableOptions.DEFAULT.withType("d", ColumnType.NUMERIC);
    assertThatThrownBy(() -> TableReader.read(file, wrong, CACHED))
        .hasMessageContaining("no column 'd', whose type is given");
  }

  @ParameterizedTest
  @MethodSource("org.nn4j.core.data.read.TableReaderFaultTest#faults")
  void findsTheSameFaultsAndLeavesNoFile(String content, long line, long column, String message)
      throws IOException {
    Path file = csv(content);

    assertThatThrownBy(() -> cached(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message)
        .extracting(e -> List.of(((InputException) e).line(), ((InputException) e).column()))
        .isEqualTo(List.of(line, column));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void liesInAFolderOfItsOwnUnderANameThatTellsTheSourcesFolder() throws IOException {
    Path caches = Files.createDirectory(folder.resolve("caches"));
    Path other = Files.createDirectory(folder.resolve("other")).resolve("data.csv");
    Path file = csv("a\n1\n");
    Files.writeString(other, "a\n2\n");
    TableStorage storage = CACHED.withFolder(caches);

    for (int i = 0; i < 2; i++) {
      assertThat(TableReader.read(file, TableOptions.DEFAULT, storage).column("a").text(0))
          .isEqualTo("1");
      assertThat(TableReader.read(other, TableOptions.DEFAULT, storage).column("a").text(0))
          .isEqualTo("2");
    }
    try (Stream<Path> files = Files.list(caches)) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .hasSize(2)
          .allMatch(name -> name.matches("data\\.csv-[0-9a-f]{8}\\.nn4j-cache"));
    }
  }

  @Test
  void hasAShorterNameWhereThatOfTheFileIsLong() throws IOException {
    assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "file names in UTF-8");
    for (String start : List.of("a", "ä".repeat(40))) {
      String name = start + "b".repeat(250 - start.getBytes(StandardCharsets.UTF_8).length);
      Path one = Files.writeString(folder.resolve(name + "c.csv"), "a\n1\n");
      Path two = Files.writeString(folder.resolve(name + "d.csv"), "a\n2\n");
      for (int i = 0; i < 2; i++) {
        assertThat(cached(one).column("a").text(0)).isEqualTo("1");
        assertThat(cached(two).column("a").text(0)).isEqualTo("2");
      }
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(8);
    }
  }

  /** A parser that wraps whatever is thrown must not make a fault of the file of it. */
  @Test
  void tellsOfAnErrorThatIsNoFaultOfTheFileAsItIs() throws IOException {
    Path file = csv("a\n1\n2\n");
    BlockSink full =
        new BlockSink() {
          @Override
          public int start(int columns) {
            return 1;
          }

          @Override
          public void block(long line, List<NumericValues> columns, int rows) {
            throw new OutOfMemoryError("Java heap space");
          }
        };

    assertThatThrownBy(() -> CsvFiles.parse(file, List.of(file), TableOptions.DEFAULT, full))
        .isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void tellsWhatToDoWhereItCannotBeWritten() throws IOException {
    Path file = csv("a\n1\n");
    TableStorage nowhere = CACHED.withFolder(folder.resolve("missing"));

    assertThatThrownBy(() -> TableReader.read(file, TableOptions.DEFAULT, nowhere))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("there is no such folder")
        .hasMessageContaining("--cache DIR");
  }

  @Test
  void isSharedByThoseWhoMakeItAtOnce() throws Exception {
    Path file = csv(random(6000));
    String expected = contents(TableReader.read(file));
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<String>> tables = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        tables.add(pool.submit(() -> contents(cached(file))));
      }
      for (Future<String> table : tables) {
        assertThat(table.get()).isEqualTo(expected);
      }
    } finally {
      pool.shutdown();
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(file, cache());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100_000, 1 << 30})
  void isMappedInAsManyPiecesAsItTakes(int largest) throws IOException {
    Path file = csv(random(10_000));
    Table table = TableReader.read(file);
    cached(file);
    try (FileChannel channel = FileChannel.open(cache())) {
      CachedBlocks blocks = new CacheReader(channel).map(largest);
      NumericColumn column = (NumericColumn) table.column("decimal");
      for (int row = 0; row < table.rows(); row++) {
        assertThat(blocks.get(row, 3)).isEqualTo(column.value(row));
        assertThat(blocks.line(row)).isEqualTo(table.line(row));
      }
    }
  }

  @Test
  void holdsTablesOfMoreColumnsThanABlockHasNumbersForManyRows() throws IOException {
    StringBuilder text = new StringBuilder();
    int columns = 3000;
    for (int row = -1; row < 700; row++) {
      for (int c = 0; c < columns; c++) {
        text.append(c == 0 ? "" : ",").append(row < 0 ? "c" + c : String.valueOf(row * c % 7));
      }
      text.append('\n');
    }
    Table table = cached(csv(text.toString()));

    for (int row = 0; row < 700; row++) {
      assertThat(((NumericColumn) table.column("c2999")).value(row)).isEqualTo(row * 2999 % 7);
    }
  }
}
