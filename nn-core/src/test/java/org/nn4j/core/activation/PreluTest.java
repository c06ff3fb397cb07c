package org.nn4j.core.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.Parameter;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.Precision;
import org.nn4j.core.random.RandomStream;

/** The trained slopes. */
class PreluTest {
  private static final int ROWS = 6;
  private static final int WIDTH = 5;
  private static final double[] SLOPES = {0.25, -0.5, 0, 1.5, 0.01};

  static Stream<Arguments> cases() {
    return TestedActivations.kernels().stream()
        .flatMap(k -> Stream.of(Arguments.of(true, k), Arguments.of(false, k)));
  }

  private static List<Parameter> slopes(Prelu prelu, Precision precision) {
    return TestedActivations.bind(
        prelu, precision, WIDTH, prelu.shared() ? new double[] {0.25} : SLOPES);
  }

  private static Matrix input(Precision precision) {
    return TestedActivations.random(precision, ROWS, WIDTH, 1, TestedActivations.SEED);
  }

  @Test
  void declaresOneSlopeOrOneAColumn() {
    ParameterSpec one = new Prelu().declare(WIDTH).get(0);
    ParameterSpec each = new Prelu(0.1, false).declare(WIDTH).get(0);
    assertThat(List.of(one.rows(), one.columns(), each.rows(), each.columns()))
        .containsExactly(1, 1, 1, WIDTH);
    Matrix value = Matrix.zeros(Precision.FLOAT64, 1, WIDTH);
    each.initializer().fill(value, each.fanIn(), each.fanOut(), new RandomStream(1, "unused"));
    assertThat(value.toRows()[0]).containsOnly(0.1);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsAreTheLimitsOfDifferences(boolean shared, Kernels kernels) {
    Prelu prelu = new Prelu(0.25, shared);
    List<Parameter> parameters = slopes(prelu, Precision.FLOAT64);
    Matrix slope = parameters.get(0).value();
    Matrix z = input(Precision.FLOAT64);
    Matrix weights = TestedActivations.random(Precision.FLOAT64, ROWS, WIDTH, 1, 8);
    Matrix gradient = TestedActivations.copy(weights);
    Matrix a = TestedActivations.view(Precision.FLOAT64, ROWS, WIDTH);
    prelu.forward(z, a, parameters, kernels);
    prelu.backward(z, a, gradient, parameters, kernels);
    assertGradient(z, gradient, () -> objective(prelu, z, weights, parameters, kernels));
    assertGradient(
        slope,
        parameters.get(0).gradient(),
        () -> objective(prelu, z, weights, parameters, kernels));
  }

  private static void assertGradient(Matrix variable, Matrix gradient, DoubleSupplier objective) {
    double step = 1e-6;
    for (int r = 0; r < variable.rows(); r++) {
      for (int c = 0; c < variable.columns(); c++) {
        double here = variable.get(r, c);
        variable.set(r, c, here + step);
        double above = objective.getAsDouble();
        variable.set(r, c, here - step);
        double below = objective.getAsDouble();
        variable.set(r, c, here);
        assertThat(gradient.get(r, c)).isCloseTo((above - below) / (2 * step), within(1e-8));
      }
    }
  }

  private static double objective(
      Prelu prelu, Matrix z, Matrix weights, List<Parameter> parameters, Kernels kernels) {
    Matrix a = TestedActivations.view(Precision.FLOAT64, ROWS, WIDTH);
    prelu.forward(z, a, parameters, kernels);
    double sum = 0;
    for (int r = 0; r < ROWS; r++) {
      for (int c = 0; c < WIDTH; c++) {
        sum += weights.get(r, c) * a.get(r, c);
      }
    }
    return sum;
  }

  /** A slope each, all equal, is a shared slope; the shared gradient is the sum of theirs. */
  @ParameterizedTest
  @MethodSource("cases")
  void sharingIsTheSameAsEqualSlopes(boolean reversed, Kernels kernels) {
    for (Precision precision : Precision.values()) {
      Matrix z = input(precision);
      Prelu shared = new Prelu(0.3, true);
      Prelu separate = new Prelu(0.3, false);
      double s = reversed ? -0.3 : 0.3;
      List<Parameter> one = TestedActivations.bind(shared, precision, WIDTH, s);
      List<Parameter> each = TestedActivations.bind(separate, precision, WIDTH, s, s, s, s, s);
      Matrix a = TestedActivations.view(precision, ROWS, WIDTH);
      Matrix b = TestedActivations.view(precision, ROWS, WIDTH);
      shared.forward(z, a, one, kernels);
      separate.forward(z, b, each, kernels);
      assertThat(b.toRows()).isDeepEqualTo(a.toRows());
      Matrix g = TestedActivations.random(precision, ROWS, WIDTH, 1, 8);
      Matrix h = TestedActivations.copy(g);
      shared.backward(z, a, g, one, kernels);
      separate.backward(z, b, h, each, kernels);
      assertThat(h.toRows()).isDeepEqualTo(g.toRows());
      double sum = 0;
      for (int c = 0; c < WIDTH; c++) {
        sum += each.get(0).gradient().get(0, c);
      }
      assertThat(one.get(0).gradient().get(0, 0)).isCloseTo(sum, within(1e-6));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void withoutTrainedSlopesItIsLeakyReluAtTheInitialOne(boolean shared, Kernels kernels) {
    Prelu prelu = new Prelu(0.2, shared);
    Matrix z = input(Precision.FLOAT64);
    Matrix a = TestedActivations.view(Precision.FLOAT64, ROWS, WIDTH);
    Matrix b = TestedActivations.view(Precision.FLOAT64, ROWS, WIDTH);
    prelu.forward(z, a, kernels);
    new LeakyRelu(0.2).forward(z, b, kernels);
    assertThat(a.toRows()).isDeepEqualTo(b.toRows());
    Matrix g = TestedActivations.copy(z);
    Matrix h = TestedActivations.copy(z);
    prelu.backward(z, a, g, kernels);
    new LeakyRelu(0.2).backward(z, b, h, kernels);
    assertThat(g.toRows()).isDeepEqualTo(h.toRows());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void propagatesNaNToOutputAndSlope(boolean shared, Kernels kernels) {
    Prelu prelu = new Prelu(0.25, shared);
    List<Parameter> parameters = slopes(prelu, Precision.FLOAT64);
    Matrix z = input(Precision.FLOAT64);
    z.set(2, 0, Double.NaN);
    Matrix a = TestedActivations.view(Precision.FLOAT64, ROWS, WIDTH);
    prelu.forward(z, a, parameters, kernels);
    prelu.backward(z, a, TestedActivations.copy(input(Precision.FLOAT64)), parameters, kernels);
    assertThat(a.get(2, 0)).isNaN();
    assertThat(parameters.get(0).gradient().get(0, 0)).isNaN();
  }
}
