package org.nn4j.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.core.InputException;

class IdxTableTest {
  private static final String IMAGES = "00000803 00000002 00000001 00000003 000102 80feff";
  private static final String LABELS = "00000801 00000002 0901";

  @TempDir private Path folder;
  private Path images;

  @BeforeEach
  void writeImages() throws IOException {
    images = Files.write(folder.resolve("train-images-idx3-ubyte"), bytes(IMAGES));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private void labels(String name) throws IOException {
    try (var raw = Files.newOutputStream(folder.resolve(name));
        var out = name.endsWith(".gz") ? new GZIPOutputStream(raw) : raw) {
      out.write(bytes(LABELS));
    }
  }

  private static double value(Table table, String column, int row) {
    return ((NumericColumn) table.column(column)).value(row);
  }

  @ParameterizedTest
  @ValueSource(strings = {"train-labels-idx1-ubyte", "train-labels-idx1-ubyte.gz"})
  void imagesAreATableOfPixelsWithTheLabelsBeside(String name) throws IOException {
    labels(name);
    Table table = TableReader.read(images);

    assertThat(TableReader.files(images)).containsExactly(images, folder.resolve(name));
    assertThat(table.names()).containsExactly("label", "pixel1", "pixel2", "pixel3");
    assertThat(table.rows()).isEqualTo(2);
    assertThat(value(table, "label", 0)).isEqualTo(9);
    assertThat(value(table, "pixel3", 0)).isEqualTo(2);
    assertThat(value(table, "pixel1", 1)).isEqualTo(128);
    assertThat(value(table, "pixel3", 1)).isEqualTo(255);
    assertThat(value(table.select(new int[] {1, 1, 0}), "pixel2", 1)).isEqualTo(254);
    assertThat(table.columns())
        .allSatisfy(column -> assertThat(((NumericColumn) column).holdsBytes()).isTrue());
  }

  @Test
  void withoutLabelsThereAreJustPixels() {
    assertThat(TableReader.read(images).names()).containsExactly("pixel1", "pixel2", "pixel3");
  }

  @Test
  void columnsAreReadAsAskedFor() throws IOException {
    labels("train-labels-idx1-ubyte");
    Map<String, ColumnType> types =
        Map.of("label", ColumnType.CATEGORICAL, "pixel2", ColumnType.NUMERIC);
    Table table = TableReader.read(images, new TableOptions(null, types, ColumnType.IGNORE));

    assertThat(table.names()).containsExactly("label", "pixel2");
    assertThat(((CategoricalColumn) table.column("label")).labels()).containsExactly("1", "9");
  }

  @Test
  void tellsWhatDoesNotFit() throws IOException {
    Path labels =
        Files.write(folder.resolve("train-labels-idx1-ubyte"), bytes("00000801 00000001 05"));
    assertThatThrownBy(() -> TableReader.read(images))
        .isInstanceOf(InputException.class)
        .hasMessage(labels + ": holds 1 labels for the 2 images of " + images);
    assertThatThrownBy(() -> TableReader.read(labels))
        .hasMessageContaining("name the file of the images");
    Files.delete(labels);
    TableOptions other = TableOptions.DEFAULT.withType("pixel4", ColumnType.NUMERIC);
    assertThatThrownBy(() -> TableReader.read(images, other))
        .hasMessageContaining("no column 'pixel4', whose type is given");
    TableOptions none = new TableOptions(null, Map.of(), ColumnType.IGNORE);
    assertThatThrownBy(() -> TableReader.read(images, none))
        .hasMessageContaining("the columns are pixel1 to pixel3");
  }
}
