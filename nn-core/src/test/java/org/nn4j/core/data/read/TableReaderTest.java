package org.nn4j.core.data.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableOptions;

class TableReaderTest {
  private static final Path EXAMPLES = Path.of("../examples/data");

  @TempDir private Path folder;

  private Table read(String content) throws IOException {
    return read(content, TableOptions.DEFAULT);
  }

  private Table read(String content, TableOptions options) throws IOException {
    Path file = Files.writeString(folder.resolve("data.csv"), content);
    return TableReader.read(file, options);
  }

  private static List<Object> cells(Table table, String name) {
    Column column = table.column(name);
    List<Object> cells = new ArrayList<>();
    for (int row = 0; row < table.rows(); row++) {
      cells.add(column.missing(row) ? "-" : column.text(row));
    }
    return cells;
  }

  @ParameterizedTest
  @CsvSource({
    "iris,150,5",
    "wine,178,14",
    "breast_cancer,569,31",
    "digits,1797,65",
    "diabetes,442,11"
  })
  void readsRealData(String name, int rows, int columns) {
    Table table = TableReader.read(EXAMPLES.resolve(name + ".csv"), TableOptions.DEFAULT);
    assertThat(table.rows()).isEqualTo(rows);
    assertThat(table.columns()).hasSize(columns);
    assertThat(table.columns().subList(0, columns - 1)).allMatch(c -> c instanceof NumericColumn);
    assertThat(table.line(rows - 1)).isEqualTo(rows + 1);
  }

  @Test
  void keepsNumbersExactlyAndLabelsSorted() throws IOException {
    Table table = read("x,label\n0.1,b\n-1e-300,a\n3,b\n");
    NumericColumn x = (NumericColumn) table.column("x");
    assertThat(new double[] {x.value(0), x.value(1), x.value(2)}).containsExactly(0.1, -1e-300, 3);
    CategoricalColumn label = (CategoricalColumn) table.column("label");
    assertThat(label.labels()).containsExactly("a", "b");
    assertThat(IntStream.range(0, 3).map(label::code)).containsExactly(1, 0, 1);
    assertThat(x.position()).isEqualTo(1);
    assertThat(label.position()).isEqualTo(2);
  }

  @Test
  void readsQuotedSeparatorsLineEndsAndQuotes() throws IOException {
    Table table = read("\"na,me\",text\n\"1\",\"a, \"\"b\"\"\nc\"\n2,\" x \"\n");
    assertThat(table.names()).containsExactly("na,me", "text");
    assertThat(cells(table, "na,me")).containsExactly("1", "2");
    assertThat(cells(table, "text")).containsExactly("a, \"b\"\nc", " x ");
    assertThat(table.line(0)).isEqualTo(2);
    assertThat(table.line(1)).as("the line after a field of two lines").isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "NA", "na", "N/A", "n/a", "null", "NULL", "?", "\"\"", "NaN", "nan", "  "})
  void knowsMissingValues(String missing) throws IOException {
    Table table = read("x,label,z\n" + missing + "," + missing + ",0\n1,a,0\n");
    assertThat(cells(table, "x")).containsExactly("-", "1");
    assertThat(cells(table, "label")).containsExactly("-", "a");
    assertThat(((NumericColumn) table.column("x")).value(0)).isNaN();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void readsEveryLineEndAndSkipsEmptyLines(String end) throws IOException {
    Table table = read(String.join(end, "a,b", "1,x", "", "2,y"));
    assertThat(cells(table, "a")).containsExactly("1", "2");
    assertThat(cells(table, "b")).containsExactly("x", "y");
    assertThat(table.line(1)).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t"})
  void findsTheSeparatorInTheHeader(String separator) throws IOException {
    Table table = read(String.join(separator, "a", "b") + "\n" + String.join(separator, "1", "2"));
    assertThat(table.names()).containsExactly("a", "b");
    assertThat(cells(table, "b")).containsExactly("2");
  }

  @Test
  void ignoresQuotedCommasWhenItFindsTheSeparator() throws IOException {
    assertThat(read("\"a,x\";b\n1;2\n").names()).containsExactly("a,x", "b");
  }

  @Test
  void obeysAGivenSeparator() throws IOException {
    Table table = read("a,x|b\n1|2\n", TableOptions.DEFAULT.withSeparator('|'));
    assertThat(table.names()).containsExactly("a,x", "b");
  }

  @Test
  void skipsTheByteOrderMarkAndReadsUnicode() throws IOException {
    Table table = read("\ufeffGröße,分類\n1,猫\n2,😀\n");
    assertThat(table.names()).containsExactly("Größe", "分類");
    assertThat(cells(table, "分類")).containsExactly("猫", "😀");
  }

  @Test
  void unpacksGzip() throws IOException {
    Path file = folder.resolve("data.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("\ufeffa,b\n1,x\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(cells(TableReader.read(file, TableOptions.DEFAULT), "a")).containsExactly("1");
  }

  @Test
  void readsOneRowAndOneColumnWithoutFinalLineEnd() throws IOException {
    Table table = read("a\n5");
    assertThat(table.rows()).isEqualTo(1);
    assertThat(cells(table, "a")).containsExactly("5");
  }

  @Test
  void dropsBlanksAroundUnquotedFields() throws IOException {
    Table table = read("a, b\n 1 ,\tx y \n");
    assertThat(table.names()).containsExactly("a", "b");
    assertThat(cells(table, "a")).containsExactly("1");
    assertThat(cells(table, "b")).containsExactly("x y");
  }

  @Test
  void keepsTheSpellingOfLabelsAmongFewerNumbers() throws IOException {
    Table table = read("zip\n007\n1.50\nK1A\nK1B\nK1C\n");
    assertThat(cells(table, "zip")).containsExactly("007", "1.50", "K1A", "K1B", "K1C");
  }

  @Test
  void readsDeclaredTypes() throws IOException {
    TableOptions options =
        new TableOptions(
            null,
            Map.of("code", ColumnType.CATEGORICAL, "x", ColumnType.NUMERIC, "y", ColumnType.IGNORE),
            ColumnType.AUTO);
    Table table = read("code,x,y,z\n01,NA,1,2\n1,,oops,3\n10,NA,2,4\n9,NA,3,5\n", options);
    assertThat(table.names()).containsExactly("code", "x", "z");
    assertThat(((CategoricalColumn) table.column("code")).labels())
        .containsExactly("01", "1", "9", "10");
    assertThat(cells(table, "x")).containsOnly("-");
    assertThat(table.column("z").position()).isEqualTo(4);
  }

  @Test
  void readsOnlyTheColumnsAskedForIfOthersAreIgnored() throws IOException {
    TableOptions options =
        new TableOptions(
            null, Map.of("b", ColumnType.AUTO, "gone", ColumnType.AUTO), ColumnType.IGNORE);
    assertThat(read("a,b\nNaN,2\n", options).names()).containsExactly("b");
  }

  @Test
  void growsBeyondItsFirstBuffers() throws IOException {
    int rows = 70_000;
    String content =
        IntStream.range(0, rows)
            .mapToObj(i -> i + ",label" + i % 1000 + "," + (i % 2 == 0 ? "" : "x"))
            .collect(Collectors.joining("\n", "n,label,sparse\n", "\n"));
    Table table = read(content);
    assertThat(table.rows()).isEqualTo(rows);
    assertThat(((NumericColumn) table.column("n")).value(rows - 1)).isEqualTo(rows - 1);
    assertThat(((CategoricalColumn) table.column("label")).labels()).hasSize(1000);
    assertThat(table.column("label").text(rows - 1)).isEqualTo("label999");
    assertThat(table.column("sparse").missing(0)).isTrue();
  }

  @Test
  void typesAreGivenByName() {
    TableOptions options =
        TableOptions.DEFAULT
            .withSeparator(';')
            .withTypes(Map.of(" zip ", ColumnType.CATEGORICAL))
            .withOthers(ColumnType.IGNORE);
    assertThat(options)
        .isEqualTo(new TableOptions(';', Map.of("zip", ColumnType.CATEGORICAL), ColumnType.IGNORE));
    assertThat(options.withTypes(Map.of()).types()).isEmpty();
  }
}
