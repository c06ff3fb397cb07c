package org.nn4j.core.data.read;

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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.core.InputException;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.io.GunzipTest;

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
  @ValueSource(
      strings = {
        "train-labels-idx1-ubyte",
        "train-labels-idx1-ubyte.gz",
        "train-labels.idx1-ubyte",
        "train-labels.idx1-ubyte.gz"
      })
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train-labels-idx1-ubyte",
        "train-labels-idx1-ubyte.gz",
        "train-labels.idx1-ubyte",
        "train-labels.idx1-ubyte.gz"
      })
  void namesWithDotsAndGzipAreTheSame(String name) throws IOException {
    labels(name);
    Path dotted = Files.move(images, folder.resolve("train-images.idx3-ubyte"));
    assertThat(TableReader.read(dotted).names()).contains("label");
    Path packed = folder.resolve("train-images.idx3-ubyte.gz");
    Files.write(packed, GunzipTest.gzip(Files.readAllBytes(dotted)));
    assertThat(TableReader.read(packed).names()).contains("label");
  }

  @Test
  void withoutLabelsThereAreJustPixels() {
    assertThat(TableReader.read(images).names()).containsExactly("pixel1", "pixel2", "pixel3");
  }

  @Test
  void saysWhereItLookedForLabels() throws IOException {
    Path dotted = Files.move(images, folder.resolve("a-images.idx3-ubyte"));
    Table table = TableReader.read(dotted);

    assertThatThrownBy(() -> table.select(new int[] {0}).without("pixel1").column("label"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            dotted
                + ": no column 'label'; the file of the labels was looked for beside the images as"
                + " a-labels.idx1-ubyte, a-labels-idx1-ubyte, a-labels.idx1-ubyte.gz,"
                + " a-labels-idx1-ubyte.gz. The columns are pixel2, pixel3.");
    TableOptions label = TableOptions.DEFAULT.withType("label", ColumnType.CATEGORICAL);
    assertThatThrownBy(() -> TableReader.read(dotted, label))
        .hasMessageContaining("no column 'label'; the file of the labels was looked for");
    Path other = Files.move(dotted, folder.resolve("pictures.idx"));
    assertThatThrownBy(() -> TableReader.read(other).column("label"))
        .hasMessageContaining("the name of the images' file has 'images'");
  }

  @ParameterizedTest
  @CsvSource({"09, signed bytes", "0d, 32-bit decimal numbers", "0c, 32-bit whole numbers"})
  void otherTypesOfNumbersAreTold(String type, String what) throws IOException {
    Files.write(images, bytes(IMAGES.replace("0000080", "0000" + type + "0")));

    assertThatThrownBy(() -> TableReader.read(images))
        .hasMessageContaining("is an IDX file of " + what + "; only unsigned bytes (0 to 255)");
  }

  @Test
  void imagesAreReadAlone() throws IOException {
    Files.copy(images, folder.resolve("train-images-2"));

    assertThatThrownBy(() -> TableReader.read(folder.resolve("train-images*")))
        .hasMessageContaining("is an IDX file, not a table in text; it is read alone");
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
