package org.nn4j.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.api.DoubleMatrix;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.Parameters;
import org.nn4j.api.Precision;

/** What every loss of this module promises, in both precisions. */
class LossContractTest {

  static Stream<Loss> losses() {
    return Sample.losses().stream();
  }

  static Stream<Arguments> lossesAndPrecisions() {
    return losses().flatMap(l -> Stream.of(Precision.values()).map(p -> Arguments.of(l, p)));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void gradientIsTheSlopeOfTheValue(Loss loss) {
    Sample sample = Sample.of(loss, Precision.FLOAT64, 5, 3);
    Matrix weights = sample.weights(1, 0.5, 2, 0, 3);
    Matrix gradient = sample.gradient(weights);
    for (int r = 0; r < 5; r++) {
      for (int c = 0; c < gradient.columns(); c++) {
        double slope = slope(sample, weights, r, c);
        assertThat(gradient.get(r, c))
            .as("%s, row %d, column %d, seed %d", loss, r, c, Sample.SEED)
            .isCloseTo(slope, within(1e-7 * Math.max(0.01, Math.abs(slope))));
      }
    }
  }

  /** Differentiates numerically by one output, with an error of the fourth order in the step. */
  private static double slope(Sample sample, Matrix weights, int row, int column) {
    double y = sample.output().get(row, column);
    double h = 1e-4 * Math.min(1, Math.abs(y));
    double[] values = new double[5];
    for (int i = -2; i <= 2; i++) {
      sample.output().set(row, column, y + i * h);
      values[i + 2] = sample.value(weights);
    }
    sample.output().set(row, column, y);
    return (8 * (values[3] - values[1]) - (values[4] - values[0])) / (12 * h);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void float32HasTheValueOfFloat64AndItsGradientRounded(Loss loss) {
    Sample narrow = Sample.of(loss, Precision.FLOAT32, 7, 4);
    Sample wide = Sample.of(loss, Precision.FLOAT64, 7, 4);
    assertThat(narrow.value()).isEqualTo(wide.value());
    assertClose(narrow.gradient(), wide.gradient(), 2e-7);
  }

  @ParameterizedTest
  @MethodSource("lossesAndPrecisions")
  void weightsScaleTheLossAndItsGradient(Loss loss, Precision precision) {
    Sample sample = Sample.of(loss, precision, 4, 3);
    for (double weight : new double[] {1, 2, 0.25}) {
      Matrix weights = sample.weights(weight, weight, weight, weight);
      assertThat(sample.value(weights)).isEqualTo(weight * sample.value());
      Matrix gradient = sample.gradient();
      for (int r = 0; r < 4; r++) {
        for (int c = 0; c < gradient.columns(); c++) {
          gradient.set(r, c, weight * gradient.get(r, c));
        }
      }
      assertThat(normal(sample.gradient(weights))).isDeepEqualTo(normal(gradient));
    }
  }

  /** Returns the elements, 0 for those so small that float32 has not all their digits. */
  private static double[][] normal(Matrix matrix) {
    double[][] rows = matrix.toRows();
    for (double[] row : rows) {
      for (int c = 0; c < row.length; c++) {
        row[c] = Math.abs(row[c]) < 8 * Float.MIN_NORMAL ? 0 : row[c];
      }
    }
    return rows;
  }

  /** The loss of a row that counts w among N is w/N of its loss alone, in a batch of 1 too. */
  @ParameterizedTest
  @MethodSource("lossesAndPrecisions")
  void aBatchIsTheMeanOfItsWeightedRows(Loss loss, Precision precision) {
    Sample sample = Sample.of(loss, precision, 3, 2);
    double[] w = {0.5, 0, 4};
    double sum = 0;
    for (int r = 0; r < 3; r++) {
      Sample row = sample.rows(r);
      assertThat(row.value(row.weights(w[r]))).isEqualTo(w[r] * row.value());
      sum += w[r] * row.value();
    }
    assertThat(sample.value(sample.weights(w)))
        .isCloseTo(sum / 3, within(1e-14 * Math.max(1, sum)));
  }

  @ParameterizedTest
  @MethodSource("lossesAndPrecisions")
  void aWeightOf2IsASampleTwice(Loss loss, Precision precision) {
    Sample sample = Sample.of(loss, precision, 3, 2);
    Sample twice = sample.rows(0, 1, 1, 2);
    Matrix weights = sample.weights(0.75, 1.5, 0.75); // 1, 2, 1 with the mean 1
    assertThat(sample.value(weights))
        .isCloseTo(twice.value(), within(1e-14 * Math.max(1, twice.value())));
    Matrix expected = twice.gradient();
    Matrix gradient = sample.gradient(weights);
    double tolerance = precision == Precision.FLOAT32 ? 2e-7 : 1e-14;
    assertClose(gradient.rows(0, 1), expected.rows(0, 1), tolerance);
    assertClose(gradient.rows(2, 3), expected.rows(3, 4), tolerance);
    for (int c = 0; c < expected.columns(); c++) {
      double both = expected.get(1, c) + expected.get(2, c);
      assertThat(gradient.get(1, c))
          .isCloseTo(both, within(tolerance * Math.max(1, Math.abs(both))));
    }
  }

  @ParameterizedTest
  @MethodSource("lossesAndPrecisions")
  void aWeightOf0SkipsASampleWhateverItHolds(Loss loss, Precision precision) {
    Sample sample = Sample.of(loss, precision, 4, 2);
    Sample without = sample.rows(0, 2);
    sample.output().rows(1, 2).fill(Double.NaN);
    sample.target().rows(1, 2).fill(-77);
    sample.output().rows(3, 4).fill(Double.POSITIVE_INFINITY);
    Matrix weights = sample.weights(2, 0, 2, 0); // 1, 0, 1, 0 with the mean 1
    assertThat(sample.value(weights)).isEqualTo(without.value());
    Matrix gradient = sample.gradient(weights);
    Matrix expected = without.gradient();
    assertThat(gradient.toRows())
        .isDeepEqualTo(
            new double[][] {
              expected.toRows()[0],
              new double[expected.columns()],
              expected.toRows()[1],
              new double[expected.columns()]
            });
  }

  @ParameterizedTest
  @MethodSource("lossesAndPrecisions")
  void allWeights0GiveLoss0AndGradient0(Loss loss, Precision precision) {
    Sample sample = Sample.of(loss, precision, 2, 3);
    Matrix weights = sample.weights(0, 0);
    assertThat(sample.value(weights)).isZero();
    assertThat(sample.gradient(weights).toRows())
        .isDeepEqualTo(new double[2][Sample.outputs(loss, 3)]);
  }

  @ParameterizedTest
  @MethodSource("lossesAndPrecisions")
  void viewsWithOffsetsAndStridesGiveTheSameBitsAndStayInBounds(Loss loss, Precision precision) {
    for (int[] shape : new int[][] {{1, 1}, {1, 5}, {6, 1}, {4, 3}}) {
      Sample sample = Sample.of(loss, precision, shape[0], shape[1]);
      Matrix gradient = view(sample.gradient(), 3, 2, Double.NaN);
      Matrix expected = sample.gradient();
      double value =
          loss.gradient(
              view(sample.output(), 5, 1, Double.NaN),
              view(sample.target(), 2, 4, Double.NaN),
              null,
              gradient,
              Sample.KERNELS);
      assertThat(value).isEqualTo(sample.value());
      assertThat(gradient.toRows()).isDeepEqualTo(expected.toRows());
      long written =
          switch (precision) {
            case FLOAT32 -> count(((FloatMatrix) gradient).array());
            case FLOAT64 -> count(((DoubleMatrix) gradient).array());
          };
      assertThat(written).as("elements written of %s", loss).isEqualTo(expected.size());
    }
  }

  @ParameterizedTest
  @MethodSource("lossesAndPrecisions")
  void aNanOutputGivesANanLoss(Loss loss, Precision precision) {
    for (int column = 0; column < Sample.outputs(loss, 3); column++) {
      Sample sample = Sample.of(loss, precision, 2, 3);
      sample.output().set(1, column, Double.NaN);
      assertThat(sample.value()).as("%s, column %d", loss, column).isNaN();
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void wrongShapesAreNamed(Loss loss) {
    Sample sample = Sample.of(loss, Precision.FLOAT64, 4, 3);
    Matrix four = sample.output();
    int width = four.columns();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sample(loss, four, sample.target().rows(0, 3)).value())
        .withMessageContaining(loss.shortExpression() + ": the output is float64 4×" + width)
        .withMessageContaining("the target is float64 3×3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sample(loss, four, sample.target().columns(0, 2)).value())
        .withMessageContaining(
            "the network has " + width + " outputs but the targets have 2 columns");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Sample(loss, four, Sample.of(loss, Precision.FLOAT32, 4, 3).target()).value())
        .withMessageContaining("the target is float32 4×3");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> loss.gradient(four, sample.target(), null, four.columns(0, 2), Sample.KERNELS))
        .withMessageContaining("the gradient is float64 4×2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sample.value(sample.weights(1, 2)))
        .withMessageContaining("the weights are 2×1 but the output is 4×" + width);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sample(loss, four.rows(0, 0), sample.target().rows(0, 0)).value())
        .withMessageContaining("the output is 0×" + width);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void negativeAndNonFiniteWeightsAreNamed(Loss loss) {
    Sample sample = Sample.of(loss, Precision.FLOAT64, 2, 2);
    for (double wrong : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> sample.value(sample.weights(1, wrong)))
          .withMessage(
              "%s: the weight of row 1 is %s; weights are finite and at least 0",
              loss.shortExpression(), wrong);
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void parametersRebuildTheLoss(Loss loss) {
    assertThat(loss.with(loss.parameters())).isEqualTo(loss);
    assertThat(loss.with(Parameters.NONE)).isEqualTo(loss);
    assertThat(loss.name()).matches("[a-z][a-z0-9_]*");
  }

  @ParameterizedTest
  @MethodSource("lossesAndPrecisions")
  void computingAllocatesNothing(Loss loss, Precision precision) {
    Sample sample = Sample.of(loss, precision, 32, 3);
    Matrix gradient = Matrix.zeros(precision, 32, sample.output().columns());
    Matrix weights = sample.weights(new Random(Sample.SEED).doubles(32).toArray());
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long allocated = Long.MAX_VALUE;
    for (int round = 0; round < 3; round++) {
      long before = threads.getThreadAllocatedBytes(thread);
      for (int i = 0; i < 500; i++) {
        sample.loss().gradient(sample.output(), sample.target(), weights, gradient, Sample.KERNELS);
        sample.loss().value(sample.output(), sample.target(), null, Sample.KERNELS);
      }
      allocated = Math.min(allocated, threads.getThreadAllocatedBytes(thread) - before);
    }
    assertThat(allocated).as("bytes in 500 calls").isLessThan(500);
  }

  private static void assertClose(Matrix actual, Matrix expected, double relative) {
    for (int r = 0; r < expected.rows(); r++) {
      for (int c = 0; c < expected.columns(); c++) {
        double value = expected.get(r, c);
        assertThat(actual.get(r, c))
            .as("row %d, column %d, seed %d", r, c, Sample.SEED)
            .isCloseTo(value, within(relative * Math.max(1, Math.abs(value))));
      }
    }
  }

  /** Copies a matrix into the middle of a larger array that is full of {@code padding}. */
  private static Matrix view(Matrix m, int offset, int gap, double padding) {
    int stride = m.columns() + gap;
    Matrix all = Matrix.zeros(m.precision(), 1, offset + m.rows() * stride);
    all.fill(padding);
    Matrix view =
        all instanceof FloatMatrix f
            ? new FloatMatrix(f.array(), offset, m.rows(), m.columns(), stride)
            : new DoubleMatrix(((DoubleMatrix) all).array(), offset, m.rows(), m.columns(), stride);
    view.copyFrom(m);
    return view;
  }

  private static long count(float[] array) {
    long numbers = 0;
    for (float value : array) {
      numbers += Float.isNaN(value) ? 0 : 1;
    }
    return numbers;
  }

  private static long count(double[] array) {
    long numbers = 0;
    for (double value : array) {
      numbers += Double.isNaN(value) ? 0 : 1;
    }
    return numbers;
  }
}
