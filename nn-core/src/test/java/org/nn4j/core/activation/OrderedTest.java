package org.nn4j.core.activation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.registry.KernelsSelector;

/** Outputs ascend whatever goes in; derivatives are checked with those of all activations. */
class OrderedTest {
  private static final long SEED = 9;

  @ParameterizedTest
  @EnumSource(Precision.class)
  void outputsNeverCross(Precision precision) {
    RandomStream random = new RandomStream(SEED, "ordered");
    Matrix z = Matrix.zeros(precision, 2000, 5);
    for (int r = 0; r < z.rows(); r++) {
      double reach = StrictMath.exp(8 * random.nextGaussian());
      for (int c = 0; c < z.columns(); c++) {
        z.set(r, c, reach * random.nextGaussian());
      }
    }
    Matrix a = Matrix.zeros(precision, z.rows(), z.columns());
    new Ordered().forward(z, a, KernelsSelector.standard());
    for (int r = 0; r < a.rows(); r++) {
      for (int c = 1; c < a.columns(); c++) {
        assertThat(a.get(r, c))
            .as("row %d, column %d, seed %d", r, c, SEED)
            .isGreaterThanOrEqualTo(a.get(r, c - 1));
      }
    }
  }
}
