package org.nn4j.core.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.TableStorage;

class DataFilesTest {
  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Map<String, String> files =
        Map.of(
            "part-2.csv", "x,label\n3,b\n\n4,a\n",
            "part-1.csv", "x,label\n0.5,a\n\"2\",\"c\"\n",
            "part-3.csv", "x,label\n",
            "part-10.csv", "x,label\n5,a\n",
            ".part-0.csv", "hidden",
            "part-1.csv.nn4j-cache", "a cache",
            "other.csv", "x,label\n6,d\n");
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
    Files.createDirectory(folder.resolve("part-folder"));
  }

  private List<String> names(String pattern) {
    return DataFiles.of(folder.resolve(pattern)).stream()
        .map(file -> folder.relativize(file).toString())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "part-*, part-1.csv part-10.csv part-2.csv part-3.csv",
    "part-?.csv, part-1.csv part-2.csv part-3.csv",
    "part-[2-9].csv, part-2.csv part-3.csv",
    "'{other,part-2}.csv', other.csv part-2.csv",
    "part-2.csv, part-2.csv",
    "missing.csv, missing.csv"
  })
  void areThoseOfThePatternInTheOrderOfTheirNames(String pattern, String names) {
    assertThat(names(pattern)).containsExactly(names.split(" "));
  }

  @Test
  void aFileWhoseNameLooksLikeAPatternIsItself() throws IOException {
    Files.writeString(folder.resolve("part-[1].csv"), "a\n1\n");

    assertThat(names("part-[1].csv")).containsExactly("part-[1].csv");
  }

  @ParameterizedTest
  @CsvSource({
    "nothing-*.csv, no file has a name of this pattern",
    "'part-[', is neither a file nor a pattern of file names",
    "*/part-1.csv, part-1.csv",
    "no-folder/*.csv, there is no folder"
  })
  void tellsWhatIsWrongWithAPattern(String pattern, String message) {
    Path source = folder.resolve(pattern);
    assertThatThrownBy(() -> TableReader.read(source))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  private static String cells(Table table, int row) {
    return table.line(row) + " " + table.column("x").text(row) + table.column("label").text(row);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE})
  void makeOneTable(long budget) {
    Path pattern = folder.resolve("part-*.csv");
    Table table =
        TableReader.read(pattern, TableOptions.DEFAULT, TableStorage.MEMORY.withBudget(budget));

    assertThat(table.rows()).isEqualTo(5);
    assertThat(IntStream.range(0, 5).mapToObj(row -> cells(table, row)))
        .containsExactly("2 0.5a", "3 2c", "2 5a", "2 3b", "4 4a");
    assertThat(table.fault(4, table.column("label"), "wrong"))
        .hasMessage(folder.resolve("part-2.csv") + ":4:2: wrong");
    assertThat(table.select(new int[] {4, 2}).fault(1, table.column("label"), "wrong"))
        .hasMessage(folder.resolve("part-10.csv") + ":2:2: wrong");
    assertThat(table.fault("wrong")).hasMessage(pattern + ": wrong");
    assertThat(Files.exists(folder.resolve("part-1.csv-and-3-more.nn4j-cache")))
        .isEqualTo(budget == 0);
  }

  @Test
  void mayBeGzippedOrNot() throws IOException {
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("part-1.csv")))) {
      out.write("x,label\n7,z\n".getBytes(StandardCharsets.UTF_8));
    }
    Path pattern = folder.resolve("part-?.csv");
    Table table = TableReader.read(pattern, TableOptions.DEFAULT, TableStorage.standard());

    assertThat(table.rows()).isEqualTo(3);
    assertThat(table.column("label").text(0)).isEqualTo("z");
    Path packed = folder.resolve("part-1.csv");
    assertThat(DataFiles.exceed(12, List.of(packed))).isFalse();
    assertThat(DataFiles.exceed(11, List.of(packed))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x,Label;1,a | part-2b.csv:1:2: the column is 'Label' but 'label' in",
        "x;1 | part-2b.csv:1: there are 1 columns but 2 in",
        "x,label;1,a;oops | part-2b.csv:3: expected 2 fields",
        "x,label;1,a;oops,b | part-2b.csv:3:1: 'oops' is not a number",
        "'' | part-2b.csv: the file is empty"
      })
  void tellTheFileOfAFault(String content, String message) throws IOException {
    Files.writeString(folder.resolve("part-2b.csv"), content.replace(';', '\n'));
    Path pattern = folder.resolve("part-*.csv");

    assertThatThrownBy(() -> TableReader.read(pattern))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }
}
