package org.nn4j.core.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.api.TargetKind;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.TableStorage;
import org.nn4j.core.data.read.TableReader;

/** What is learnt and gathered from a mapped table is bit by bit that of a table in memory. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MappedDatasetTest {
  private static final int ROWS = 9000;

  @TempDir private static Path folder;
  private Table inMemory;
  private Table mapped;
  private int[] rows;

  @BeforeAll
  void read() throws IOException {
    Random random = new Random(5);
    StringBuilder text = new StringBuilder("a,b,pixel,colour,weight,class,value\n");
    for (int i = 0; i < ROWS; i++) {
      text.append(random.nextGaussian() * 1e3).append(',');
      text.append(i % 11 == 0 ? "NA" : String.valueOf(random.nextInt(5000))).append(',');
      text.append(random.nextInt(256)).append(',');
      text.append(i % 13 == 0 ? "" : "rgbk".charAt(random.nextInt(4))).append(',');
      text.append(random.nextInt(4) + 0.25).append(',');
      text.append(random.nextInt(3)).append(',').append(random.nextGaussian()).append('\n');
    }
    Path file = Files.writeString(folder.resolve("data.csv"), text);
    inMemory = TableReader.read(file);
    mapped = TableReader.read(file, TableOptions.DEFAULT, new TableStorage(0, null));
    rows = IntStream.range(0, ROWS).filter(i -> i % 5 != 0).toArray();
  }

  private static PreprocessOptions options(String target, Imputation imputation, Scaling scaling) {
    PreprocessOptions standard = PreprocessOptions.of(target);
    return new PreprocessOptions(
        standard.target(),
        new FeatureOptions(
            standard.features().columns(),
            standard.features().excluded(),
            new NumericOptions(imputation, 0, scaling),
            standard.features().exceptions(),
            standard.features().categorical()),
        new WeightOptions("weight", target.equals("class"), Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "class,MEAN,STANDARDIZE",
    "class,MEDIAN,MIN_MAX",
    "class,CONSTANT,NONE",
    "value,MEAN,STANDARDIZE"
  })
  void isFittedAlike(String target, Imputation imputation, Scaling scaling) {
    PreprocessOptions options = options(target, imputation, scaling);

    assertThat(Preprocessor.fit(mapped, rows, options).toMap())
        .isEqualTo(Preprocessor.fit(inMemory, rows, options).toMap());
  }

  @ParameterizedTest
  @CsvSource({"FLOAT32,FLOAT32", "FLOAT64,FLOAT64", "FLOAT32,FLOAT64"})
  void gathersTheSameBatches(Precision precision, Precision batch) {
    PreprocessOptions options = options("class", Imputation.MEAN, Scaling.STANDARDIZE);
    Preprocessor preprocessor = Preprocessor.fit(inMemory, rows, options);
    Dataset expected = dataset(preprocessor, inMemory, options, precision);
    Dataset actual = dataset(preprocessor, mapped, options, precision);
    int[] order = {rows.length - 1, 3, 0, 6000, 3};

    assertThat(expected).isInstanceOf(MatrixDataset.class);
    assertThat(actual).isInstanceOf(MappedDataset.class);
    assertThat(actual.size()).isEqualTo(expected.size());
    assertThat(actual.featureWidth()).isEqualTo(expected.featureWidth());
    assertThat(actual.targetWidth()).isEqualTo(expected.targetWidth());
    assertThat(actual.weighted()).isTrue();
    assertThat(batch(actual, order, batch)).isEqualTo(batch(expected, order, batch));
    for (int sample : order) {
      assertThat(actual.line(sample)).isEqualTo(expected.line(sample));
    }
  }

  private Dataset dataset(
      Preprocessor preprocessor, Table table, PreprocessOptions options, Precision precision) {
    SampleWeights weights =
        SampleWeights.fit(table, rows, preprocessor.target(), options.weights());
    return preprocessor.dataset(table, rows, precision, TargetKind.DISTRIBUTION, 3, weights);
  }

  /** Gathers into the middle of larger matrices. */
  private static String batch(Dataset data, int[] order, Precision precision) {
    int count = order.length - 1;
    StringBuilder text = new StringBuilder();
    int width = data.featureWidth();
    Matrix x = Matrix.zeros(precision, count, width + 3);
    x.fill(9);
    Matrix y = Matrix.zeros(precision, count, data.targetWidth());
    Matrix w = Matrix.zeros(precision, count, 1);
    data.features(order, 1, order.length, x.columns(2, width + 2));
    data.targets(order, 1, order.length, y);
    data.weights(order, 1, order.length, w);
    for (Matrix matrix : new Matrix[] {x, y, w}) {
      for (int r = 0; r < count; r++) {
        for (int c = 0; c < matrix.columns(); c++) {
          text.append(Double.toHexString(matrix.get(r, c))).append(' ');
        }
      }
    }
    return text.toString();
  }

  @Test
  void gathersWithoutGarbage() {
    PreprocessOptions options = options("class", Imputation.MEAN, Scaling.STANDARDIZE);
    Preprocessor preprocessor = Preprocessor.fit(mapped, rows, options);
    Dataset data = dataset(preprocessor, mapped, options, Precision.FLOAT32);
    int[] order = IntStream.range(0, data.size()).toArray();
    Matrix x = Matrix.zeros(Precision.FLOAT32, 1000, data.featureWidth());
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    data.features(order, 0, 1000, x);
    long before = threads.getCurrentThreadAllocatedBytes();
    data.features(order, 1000, 2000, x);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated).as("bytes for 1000 samples").isLessThan(1000);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void tellsWhatDoesNotFitBeforeTraining(Precision precision) throws IOException {
    Path file =
        Files.writeString(folder.resolve("huge.csv"), "a,y\n0.1,1\n0.2,2\n0.3,3\n1e300,4\n0.4,6\n");
    Table table = TableReader.read(file, TableOptions.DEFAULT, new TableStorage(0, null));
    Preprocessor preprocessor = Preprocessor.fit(table, new int[] {0, 1, 2}, "y");
    int[] all = {0, 4, 3};
    if (precision == Precision.FLOAT64) {
      assertThat(preprocessor.dataset(table, all, precision, TargetKind.REAL, 1, null).size())
          .isEqualTo(3);
      return;
    }
    assertThatThrownBy(() -> preprocessor.dataset(table, all, precision, TargetKind.REAL, 1, null))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("huge.csv:5:1: ")
        .hasMessageContaining("is beyond float32 after scaling");
  }
}
