package org.nn4j.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.read.TableReader;

class SourceLinesTest {
  @TempDir private Path folder;

  private Path write(String name) throws IOException {
    Path file = folder.resolve(name);
    try (var raw = Files.newOutputStream(file);
        var out = name.endsWith(".gz") ? new GZIPOutputStream(raw) : raw) {
      out.write("a,b\n1,x\n3,\"y\nz\"\n7,ö".getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"data.csv", "data.csv.gz"})
  void aRowsLineIsShownAsItStandsInTheFile(String name) throws IOException {
    Path file = write(name);
    Table table = TableReader.read(file);

    assertThat(SourceLines.read(file, List.of(table.line(2), table.line(0), table.line(1))))
        .isEqualTo(Map.of(2L, "1,x", 3L, "3,\"y", 5L, "7,ö"));
  }

  @Test
  void thereAreNoLinesBeyondTheFileOrWithoutNumber() throws IOException {
    assertThat(SourceLines.read(write("data.csv"), List.of(0L, -1L, 6L))).isEmpty();
    assertThat(SourceLines.read(folder, List.of(1L))).isEmpty();
  }

  @Test
  void thereAreNoLinesOfAFileWhoseEncodingWasGiven() throws IOException {
    Path file = folder.resolve("latin.csv");
    Files.write(file, "a,b\n1,\u00f6\n".getBytes(StandardCharsets.ISO_8859_1));
    Table table =
        TableReader.read(file, TableOptions.DEFAULT.withEncoding(StandardCharsets.ISO_8859_1));

    assertThat(table.column("b").text(0)).isEqualTo("\u00f6");
    assertThat(SourceLines.read(file, List.of(table.line(0)))).isEmpty();
  }

  @Test
  void tellsOfAFileThatIsDamaged() throws IOException {
    Path file = write("data.csv.gz");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 9));

    assertThatThrownBy(() -> SourceLines.read(file, List.of(5L)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("cut short");
  }
}
