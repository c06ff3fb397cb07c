package org.nn4j.core.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.api.Activation;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;

/** softmax and log_softmax as functions of a row. */
class SoftmaxTest {
  private static final double STEP = 1e-5;

  static Stream<Kernels> kernels() {
    return TestedActivations.kernels().stream();
  }

  static Stream<Arguments> both() {
    return kernels()
        .flatMap(k -> Stream.of(Arguments.of(new Softmax(), k), Arguments.of(new LogSoftmax(), k)));
  }

  private static Matrix forward(Activation f, Matrix z, Kernels kernels) {
    Matrix a = TestedActivations.view(z.precision(), z.rows(), z.columns());
    f.forward(z, a, kernels);
    return a;
  }

  private static Matrix logits(int rows, int columns) {
    return TestedActivations.random(Precision.FLOAT64, rows, columns, 2, TestedActivations.SEED);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void rowsSumToOne(Kernels kernels) {
    for (Precision precision : Precision.values()) {
      for (int columns : new int[] {1, 2, 16, 37}) {
        Matrix z = TestedActivations.random(precision, 5, columns, 4, TestedActivations.SEED);
        for (double[] row : forward(new Softmax(), z, kernels).toRows()) {
          assertThat(Arrays.stream(row).sum())
              .isCloseTo(1, within(precision == Precision.FLOAT64 ? 1e-14 : 1e-6));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void equalsTheDefinition(Kernels kernels) {
    Matrix z = logits(3, 11);
    Matrix a = forward(new Softmax(), z, kernels);
    Matrix log = forward(new LogSoftmax(), z, kernels);
    for (int r = 0; r < z.rows(); r++) {
      double sum = 0;
      for (int c = 0; c < z.columns(); c++) {
        sum += StrictMath.exp(z.get(r, c));
      }
      for (int c = 0; c < z.columns(); c++) {
        double expected = StrictMath.exp(z.get(r, c)) / sum;
        assertThat(a.get(r, c)).isCloseTo(expected, within(1e-14));
        assertThat(log.get(r, c)).isCloseTo(StrictMath.log(expected), within(1e-13));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("both")
  void ignoresAShiftOfTheRow(Activation f, Kernels kernels) {
    Matrix z = logits(2, 7);
    Matrix shifted = TestedActivations.copy(z);
    for (int c = 0; c < 7; c++) {
      shifted.set(0, c, z.get(0, c) + 64);
      shifted.set(1, c, z.get(1, c) - 1024);
    }
    Matrix a = forward(f, z, kernels);
    Matrix b = forward(f, shifted, kernels);
    for (int c = 0; c < 7; c++) {
      assertThat(b.get(0, c)).isCloseTo(a.get(0, c), within(1e-12));
      assertThat(b.get(1, c)).isCloseTo(a.get(1, c), within(1e-12));
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void survivesLogitsOfAThousand(Kernels kernels) {
    for (Precision precision : Precision.values()) {
      Matrix z =
          Matrix.of(precision, new double[] {1000, -1000, 0}, new double[] {-1000, -1000, -1000});
      assertThat(forward(new Softmax(), z, kernels).get(0, 0)).isEqualTo(1);
      assertThat(forward(new Softmax(), z, kernels).get(0, 1)).isZero();
      assertThat(forward(new Softmax(), z, kernels).get(1, 2)).isCloseTo(1.0 / 3, within(1e-7));
      assertThat(forward(new LogSoftmax(), z, kernels).toRows()[0])
          .containsExactly(0, -2000, -1000);
    }
  }

  @ParameterizedTest
  @MethodSource("both")
  void backwardIsTheJacobianVectorProduct(Activation f, Kernels kernels) {
    for (int columns : new int[] {1, 2, 5, 19}) {
      Matrix z = logits(3, columns);
      Matrix weights = TestedActivations.random(Precision.FLOAT64, 3, columns, 1, 9);
      Matrix gradient = TestedActivations.copy(weights);
      f.backward(z, forward(f, z, kernels), gradient, kernels);
      for (int r = 0; r < 3; r++) {
        for (int c = 0; c < columns; c++) {
          double numeric =
              (objective(f, z, weights, r, c, STEP, kernels)
                      - objective(f, z, weights, r, c, -STEP, kernels))
                  / (2 * STEP);
          assertThat(gradient.get(r, c)).isCloseTo(numeric, within(1e-8));
        }
      }
    }
  }

  /** Computes Σ weights ⊙ f(z) with one element of z moved. */
  private static double objective(
      Activation f, Matrix z, Matrix weights, int row, int column, double step, Kernels kernels) {
    Matrix moved = TestedActivations.copy(z);
    moved.set(row, column, z.get(row, column) + step);
    Matrix a = forward(f, moved, kernels);
    double sum = 0;
    for (int r = 0; r < z.rows(); r++) {
      for (int c = 0; c < z.columns(); c++) {
        sum += weights.get(r, c) * a.get(r, c);
      }
    }
    return sum;
  }
}
