package org.nn4j.core.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.api.TargetKind;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.read.TableReader;

/** Batches from bytes are bit by bit those of an encoded matrix. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ByteDatasetTest {
  private static final int IMAGES = 2500;
  private static final int WIDTH = 1024;

  @TempDir private static Path folder;
  private Table table;
  private int[] rows;
  private Preprocessor preprocessor;

  @BeforeAll
  void readImages() throws IOException {
    Random random = new Random(1);
    byte[] labels = new byte[IMAGES];
    byte[] pixels = new byte[IMAGES * WIDTH];
    random.nextBytes(pixels);
    for (int i = 0; i < IMAGES; i++) {
      labels[i] = (byte) (i % 3);
      pixels[i * WIDTH] = 17; // a constant column
    }
    Path file = folder.resolve("images");
    write(file, 0x803, new int[] {IMAGES, 32, 32}, pixels);
    write(folder.resolve("labels"), 0x801, new int[] {IMAGES}, labels);
    table = TableReader.read(file);
    rows = IntStream.range(0, IMAGES).filter(i -> i % 7 != 0).toArray();
    preprocessor = Preprocessor.fit(table, rows, "label");
  }

  private static void write(Path file, int magic, int[] sizes, byte[] data) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * sizes.length + data.length).putInt(magic);
    IntStream.of(sizes).forEach(buffer::putInt);
    Files.write(file, buffer.put(data).array());
  }

  private Dataset dataset(int[] chosen, Precision precision) {
    return preprocessor.dataset(table, chosen, precision, TargetKind.DISTRIBUTION, 3, null);
  }

  @ParameterizedTest
  @CsvSource({"FLOAT32,FLOAT32", "FLOAT64,FLOAT64", "FLOAT32,FLOAT64"})
  void batchesHaveTheBitsOfTheEncodedMatrix(Precision precision, Precision batch) {
    Dataset data = dataset(rows, precision);
    Matrix encoded = preprocessor.features().encode(table, rows, precision);
    int[] order = {5, 0, rows.length - 1, 5};
    Matrix x = Matrix.zeros(batch, 4, WIDTH + 3).columns(1, WIDTH + 1);
    data.features(order, 1, 4, x.rows(0, 3));

    assertThat(data).isInstanceOf(ByteDataset.class);
    assertThat(data.featureWidth()).isEqualTo(WIDTH);
    for (int i = 0; i < 3; i++) {
      for (int p = 0; p < WIDTH; p++) {
        assertThat(x.get(i, p)).isEqualTo(encoded.get(order[i + 1], p));
      }
    }
  }

  @Test
  void targetsAreThoseOfTheRows() {
    Dataset data = dataset(rows, Precision.FLOAT32);
    Matrix y = Matrix.zeros(Precision.FLOAT32, 2, 1);
    data.targets(new int[] {3, 1}, 0, 2, y);

    assertThat(data.size()).isEqualTo(rows.length);
    assertThat(data.targetWidth()).isEqualTo(1);
    assertThat(data.weighted()).isFalse();
    assertThat(y.get(0, 0)).isEqualTo(rows[3] % 3);
    assertThat(y.get(1, 0)).isEqualTo(rows[1] % 3);
  }

  @Test
  void aFeatureBeyondThePrecisionIsNamed() {
    List<FeatureStep> steps = new ArrayList<>(preprocessor.features().steps());
    String last = steps.remove(WIDTH - 1).column();
    steps.add(new NumericFeature(last, 0, new Scaler(0, 1e-40)));
    Preprocessor beyond =
        new Preprocessor(new FeatureEncoder(steps), preprocessor.target(), preprocessor.format());
    assertThatThrownBy(
            () -> beyond.dataset(table, rows, Precision.FLOAT32, TargetKind.DISTRIBUTION, 3, null))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("in column '" + last + "' is beyond float32 after scaling");
  }

  @Test
  void fewSamplesAreEncodedInAdvance() {
    assertThat(dataset(IntStream.range(0, 100).toArray(), Precision.FLOAT32))
        .isInstanceOf(MatrixDataset.class);
  }
}
