package org.nn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CurvesTest {

  @Test
  void cosinesAgreeWithStrictMath() {
    for (int i = 0; i <= 10_000; i++) {
      double t = i / 2_500.0;
      assertThat(Curves.cosineOfPi(t))
          .as("cos(π·%s)", t)
          .isCloseTo(StrictMath.cos(StrictMath.PI * t), Offset.offset(3e-15));
    }
    assertThat(Curves.cosineOfPi(0)).isEqualTo(1);
    assertThat(Curves.cosineOfPi(1)).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({
    "0.999, 1",
    "0.999, 1000",
    "0.9, 0",
    "0.96, 0.004",
    "0.96, 123.456",
    "0.5, 3",
    "0, 2",
    "1, 7.5",
    "0.9999, 1000000",
    "0.3, 0.5"
  })
  void powersAgreeWithStrictMath(double base, double x) {
    double expected = StrictMath.pow(base, x);
    assertThat(Curves.power(base, x))
        .isCloseTo(expected, Offset.offset(Math.max(4, x) * 0x1p-53 * expected));
  }

  @Test
  void wholePowersAreProducts() {
    assertThat(Curves.power(0.3, 0.0)).isEqualTo(1);
    assertThat(Curves.power(0.0, 0.0)).isEqualTo(1);
    assertThat(Curves.power(0.96, 1.0)).isEqualTo(0.96);
    assertThat(Curves.power(0.3, 3.0)).isEqualTo(0.3 * (0.3 * 0.3));
    assertThat(Curves.power(0.5, -2.0)).isCloseTo(4, Offset.offset(4e-15));
  }
}
