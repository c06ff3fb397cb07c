package org.nn4j.core.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.api.Activation;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.Parameter;
import org.nn4j.api.Precision;

/** Whole matrices, by each of the kernels, against the scalar definitions. */
class KernelActivationTest {
  private static final double[] SPECIAL = {
    0, -0.0, 1, -1, 3, -3, 6, -6, 20, -20, 89, -89, 1000, -1000, 1e30, -1e30, 1e-30, -1e-30
  };

  static Stream<Arguments> elementwise() {
    return cases(TestedActivations.elementwise());
  }

  static Stream<Arguments> all() {
    return cases(TestedActivations.all());
  }

  /** What the kernels allocate until they are compiled is not an activation's doing. */
  static Stream<Arguments> onScalarKernels() {
    return all().filter(c -> ((Kernels) c.get()[2]).name().equals("scalar"));
  }

  private static Stream<Arguments> cases(List<? extends Activation> activations) {
    return TestedActivations.kernels().stream()
        .flatMap(
            kernels ->
                activations.stream()
                    .flatMap(
                        f ->
                            Stream.of(Precision.values())
                                .map(p -> Arguments.of(f.expression(), f, kernels, p))));
  }

  @ParameterizedTest(name = "{0} {2} {3}")
  @MethodSource("elementwise")
  void equalsTheDefinition(
      String label, ElementwiseActivation f, Kernels kernels, Precision precision) {
    for (int[] shape : new int[][] {{1, 1}, {1, 33}, {7, 1}, {5, 16}, {13, 17}}) {
      assertEqualsDefinition(
          f,
          kernels,
          TestedActivations.random(precision, shape[0], shape[1], 3, TestedActivations.SEED));
    }
    assertEqualsDefinition(f, kernels, Matrix.of(precision, SPECIAL));
  }

  private static void assertEqualsDefinition(ElementwiseActivation f, Kernels kernels, Matrix z) {
    Precision precision = z.precision();
    Matrix a = TestedActivations.view(precision, z.rows(), z.columns());
    Matrix given = TestedActivations.random(precision, z.rows(), z.columns(), 1, 8);
    Matrix gradient = TestedActivations.copy(given);
    Matrix before = TestedActivations.copy(z);
    f.forward(z, a, kernels);
    f.backward(z, a, gradient, kernels);
    double tolerance = precision == Precision.FLOAT64 ? 1e-13 : 3e-6;
    for (int r = 0; r < z.rows(); r++) {
      for (int c = 0; c < z.columns(); c++) {
        double x = z.get(r, c);
        assertThat(x).isEqualTo(before.get(r, c));
        double value = f.value(x);
        if (Double.isInfinite(precision.round(value))) {
          assertThat(a.get(r, c)).as("value at %s", x).isEqualTo(precision.round(value));
          continue;
        }
        assertThat(a.get(r, c))
            .as("value at %s", x)
            .isCloseTo(value, within(tolerance * Math.max(1, Math.abs(value))));
        double slope = given.get(r, c) * f.derivative(x, value);
        assertThat(gradient.get(r, c))
            .as("gradient at %s", x)
            .isCloseTo(slope, within(tolerance * Math.max(1, Math.abs(slope))));
      }
    }
  }

  @ParameterizedTest(name = "{0} {2} {3}")
  @MethodSource("elementwise")
  void propagatesNaN(String label, ElementwiseActivation f, Kernels kernels, Precision precision) {
    Matrix z = Matrix.of(precision, new double[] {1, Double.NaN, -1});
    Matrix a = Matrix.zeros(precision, 1, 3);
    f.forward(z, a, kernels);
    assertThat(a.get(0, 1)).isNaN();
    assertThat(a.get(0, 0)).isNotNaN();
    assertThat(a.get(0, 2)).isNotNaN();
  }

  @ParameterizedTest(name = "{0} {2} {3}")
  @MethodSource("onScalarKernels")
  void allocatesNothing(String label, Activation f, Kernels kernels, Precision precision) {
    Matrix z = TestedActivations.random(precision, 4, 9, 1, TestedActivations.SEED);
    Matrix a = TestedActivations.view(precision, 4, 9);
    Matrix gradient = TestedActivations.copy(z);
    List<Parameter> parameters =
        f instanceof Prelu prelu
            ? TestedActivations.bind(
                prelu, precision, 9, prelu.shared() ? new double[1] : new double[9])
            : List.of();
    step(f, z, a, gradient, parameters, kernels, 200);
    long before = allocated();
    step(f, z, a, gradient, parameters, kernels, 1000);
    assertThat(allocated() - before).as("bytes in 1000 steps").isLessThan(8000);
  }

  private static void step(
      Activation f,
      Matrix z,
      Matrix a,
      Matrix gradient,
      List<Parameter> parameters,
      Kernels kernels,
      int times) {
    for (int i = 0; i < times; i++) {
      f.forward(z, a, kernels);
      f.backward(z, a, gradient, kernels);
      if (f instanceof Prelu prelu) {
        prelu.forward(z, a, parameters, kernels);
        prelu.backward(z, a, gradient, parameters, kernels);
      }
    }
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}
