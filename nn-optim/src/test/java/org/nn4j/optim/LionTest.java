package org.nn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LionTest {

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
}
