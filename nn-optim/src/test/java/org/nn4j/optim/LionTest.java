package org.nn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Matrix;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.Precision;

class LionTest {

  @Test
  void followsThePaper() {
    Lion lion = new Lion(0.01, 0.9, 0.99, 0.1);
    double[] gradients = {0.5, -2, 0.1, 3, -0.7, 0.01, 0.02, -4};
    Matrix parameter = Matrix.zeros(Precision.FLOAT64, 1, 1);
    parameter.fill(1.5);
    Matrix gradient = Matrix.zeros(Precision.FLOAT64, 1, 1);
    OptimizerState state = new OptimizerState(lion, Precision.FLOAT64, 1);
    double theta = 1.5;
    double m = 0;
    for (int step = 1; step <= gradients.length; step++) {
      double g = gradients[step - 1];
      theta -= 0.01 * (Math.signum(0.9 * m + (1 - 0.9) * g) + 0.1 * theta);
      m = 0.99 * m + (1 - 0.99) * g;
      gradient.fill(g);
      lion.update(parameter, gradient, state, 0, 1, 0.01, step);
      assertThat(parameter.get(0, 0)).as("step %d", step).isCloseTo(theta, offset());
    }
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0.0,
        Double.MIN_VALUE,
        1e-300,
        1e-9,
        1,
        1e300,
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY
      })
  void theSignIsExactAtEveryMagnitude(double x) {
    assertThat(DoubleSign.of(x)).isEqualTo(Math.signum(x));
    assertThat(DoubleSign.of(-x)).isEqualTo(Math.signum(-x));
    assertThat(FloatSign.of((float) x)).isEqualTo(Math.signum((float) x));
    assertThat(FloatSign.of(Float.MIN_VALUE)).isEqualTo(1);
  }

  private static Offset<Double> offset() {
    return within(1e-14);
  }
}
