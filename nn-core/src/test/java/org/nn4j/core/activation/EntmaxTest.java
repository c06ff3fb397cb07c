package org.nn4j.core.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Activation;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;

/** sparsemax and entmax as functions of a row, by the closed forms of their papers. */
class EntmaxTest {

  private static double[] forward(Activation f, double... z) {
    Matrix a = Matrix.zeros(Precision.FLOAT64, 1, z.length);
    f.forward(Matrix.of(z), a, TestedActivations.kernels().get(0));
    return a.toRows()[0];
  }

  @Test
  void sparsemaxProjectsOnTheProbabilities() {
    assertThat(forward(new Sparsemax(), 1, 0.8, 0.1))
        .containsExactly(new double[] {0.6, 0.4, 0}, within(1e-15));
    assertThat(forward(new Sparsemax(), 0.25, 0.25, 0.25, 0.25)).containsOnly(0.25);
    assertThat(forward(new Sparsemax(), 0.2, 0.5, 0.3)) // probabilities are their own projection
        .containsExactly(new double[] {0.2, 0.5, 0.3}, within(1e-15));
    assertThat(forward(new Sparsemax(), 3, 1, 2)).containsExactly(1, 0, 0);
    assertThat(forward(new Sparsemax(), -7)).containsExactly(1);
  }

  /** Of two classes: (t + 1)/2, and ½ + t·√(8 − t²)/8, up to 1 and 2. */
  @ParameterizedTest
  @ValueSource(doubles = {-3, -2, -1, -0.7, 0, 1e-9, 0.3, 0.999, 1.5, 1.99, 40})
  void twoClassesHaveAClosedForm(double t) {
    double linear = Math.min(Math.max((t + 1) / 2, 0), 1);
    double square = Math.abs(t) > 2 ? (t > 0 ? 1 : 0) : 0.5 + t * Math.sqrt(8 - t * t) / 8;
    assertThat(forward(new Sparsemax(), t, 0)[0]).isCloseTo(linear, within(1e-15));
    assertThat(forward(new Entmax(2), t, 0)[0]).isCloseTo(linear, within(1e-15));
    assertThat(forward(new Entmax(), t, 0)[0]).isCloseTo(square, within(1e-15));
    assertThat(new SparseSigmoid().value(t)).isCloseTo(linear, within(1e-15));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.001, 1.1, 1.3, 1.5, 1.75, 2})
  void rowsSumTo1WhateverTheirSizes(double alpha) {
    for (int columns : new int[] {1, 2, 16, 37, 500}) {
      for (double std : new double[] {1e-6, 1, 30, 1e4}) {
        Matrix z = TestedActivations.random(Precision.FLOAT64, 1, columns, std, 7);
        double[] a = forward(new Entmax(alpha), z.toRows()[0]);
        assertThat(Arrays.stream(a).sum())
            .as("alpha %s, %d columns of deviation %s, seed 7", alpha, columns, std)
            .isCloseTo(1, within(1e-12));
        assertThat(Arrays.stream(a).min().orElseThrow()).isNotNegative();
      }
    }
  }

  @Test
  void alphaNear1IsSoftmax() {
    double[] z = {1.5, -0.25, 0.5, -2, 0};
    double[] softmax = forward(new Softmax(), z);
    assertThat(forward(new Entmax(1 + 1e-6), z)).containsExactly(softmax, within(1e-5));
  }
}
