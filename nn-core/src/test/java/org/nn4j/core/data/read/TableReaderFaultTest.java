package org.nn4j.core.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.core.InputException;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.TableOptions;

public class TableReaderFaultTest {
  @TempDir private Path folder;

  private InputException fault(Path file, TableOptions options) {
    InputException fault =
        catchThrowableOfType(InputException.class, () -> TableReader.read(file, options));
    assertThat(fault).as("a fault in %s", file).isNotNull();
    return fault;
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of("", 0, 0, "the file is empty"),
        Arguments.of("\n\n", 0, 0, "the file is empty"),
        Arguments.of("a,b\n", 0, 0, "a header but no rows"),
        Arguments.of("1,2\n3,4\n", 1, 0, "holds numbers only (1, 2); add a header line"),
        Arguments.of("1,2,3,4\n", 1, 0, "(1, 2, 3, …)"),
        Arguments.of("a,,c\n1,2,3\n", 1, 2, "the column has no name but holds values such as '2'"),
        Arguments.of("a,b,a\n1,2,3\n", 1, 3, "the column name 'a' occurs twice, first as column 1"),
        Arguments.of("a,b\n1,2\n3\n", 3, 0, "expected 2 fields, as in the header, but found 1; an"),
        Arguments.of("a,b\n1,2\n3,4,5\n", 3, 0, "expected 2 fields, as in the header, but found 3"),
        Arguments.of("a,b\n1,2\n\n3,4,5\n", 4, 0, "found 3"),
        Arguments.of("x\n1,5\n2,5\n", 2, 0, "expected 1 fields, as in the header, but found 2"),
        Arguments.of("a,b\nMazda,1,2\nFiat,3,4\n", 2, 0, "row names need a name in the header"),
        Arguments.of(
            "a,age\n1,30\n1,31\n1,abc\n1,32\n",
            4,
            2,
            "'abc' is not a number, but 3 of 4 values of column 'age' are; correct it, or leave the"
                + " cell empty where the value is missing, or name such texts (--missing 'abc'); or"
                + " declare the column categorical (--categorical age)"),
        Arguments.of("a\nabc\n1\n2\n", 2, 1, "'abc' is not a number, but 2 of 3 values"),
        Arguments.of("a\nabc\n1\n", 2, 1, "'abc' is not a number, but 1 of 2 values"),
        Arguments.of("a\n\"x\ny\"\n1\n2\n", 2, 1, "'x y' is not a number"),
        Arguments.of("a,b\n1,2\n1,inf\n", 3, 2, "'inf' is not a finite number, but 1 of 2 values"),
        Arguments.of("a\n-Inf\n1\n2\n", 2, 1, "'-Inf' is not a finite number"),
        Arguments.of("a\n1\n1e999\n2\n", 3, 1, "'1e999' is not a finite number"),
        Arguments.of("a\n-nan\n-nan\n1\n", 2, 1, "'-nan' is not a finite number"),
        Arguments.of("a,b\n1,2\n3,\"x\n4,5\n", 3, 0, "malformed CSV"),
        Arguments.of("a,b\n1,\"x\"y\n", 2, 0, "; a quote within quotes is written twice"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void tellsPlaceAndRule(String content, long line, long column, String message)
      throws IOException {
    Path file = Files.writeString(folder.resolve("data.csv"), content);
    InputException fault = fault(file, TableOptions.DEFAULT);
    String place = file + (line > 0 ? ":" + line : "") + (column > 0 ? ":" + column : "") + ": ";
    assertThat(fault).hasMessageStartingWith(place).hasMessageContaining(message);
    assertThat(fault.file()).isEqualTo(file.toString());
    assertThat(fault.line()).isEqualTo(line);
    assertThat(fault.column()).isEqualTo(column);
  }

  @Test
  void tellsTextInADeclaredNumericColumn() throws IOException {
    Path file = Files.writeString(folder.resolve("data.csv"), "a,b\nx,1\ny,2\nz,3\n");
    assertThat(fault(file, TableOptions.DEFAULT.withType("a", ColumnType.NUMERIC)))
        .hasMessage(
            file
                + ":2:1: 'x' is not a number, but column 'a' must be numeric; correct it, or leave"
                + " the cell empty where the value is missing, or name such texts (--missing 'x')");
  }

  @Test
  void tellsATypeForNoColumn() throws IOException {
    Path file = Files.writeString(folder.resolve("data.csv"), "age,Sex\n1,2\n");
    assertThat(fault(file, TableOptions.DEFAULT.withType("sex_", ColumnType.CATEGORICAL)))
        .hasMessage(
            file
                + ": no column 'sex_', whose type is given; did you mean 'Sex'? The columns are"
                + " age, Sex.");
  }

  @Test
  void tellsThatNoColumnAskedForIsThere() throws IOException {
    Path file = Files.writeString(folder.resolve("data.csv"), "a,b\n1,2\n");
    TableOptions options = new TableOptions(null, TableOptions.DEFAULT.types(), ColumnType.IGNORE);
    assertThat(fault(file, options)).hasMessageContaining("the columns are a, b");
  }

  @Test
  void tellsMissingFileAndDirectory() {
    assertThat(fault(folder.resolve("no.csv"), TableOptions.DEFAULT))
        .hasMessage(folder.resolve("no.csv") + ": there is no such file");
    assertThat(fault(folder, TableOptions.DEFAULT))
        .hasMessage(
            folder
                + ": is a folder, not a file; name a file in it, or several by a pattern such as 'part-*.csv'");
  }

  @Test
  void tellsADamagedGzip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write("a,b\n1,2\n".repeat(10_000).getBytes(StandardCharsets.UTF_8));
    }
    byte[] whole = bytes.toByteArray();
    Path file = Files.write(folder.resolve("d.csv.gz"), Arrays.copyOf(whole, whole.length / 2));
    assertThat(fault(file, TableOptions.DEFAULT)).hasMessageContaining("gzip data are cut short");
  }
}
