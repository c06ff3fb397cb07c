package org.nn4j.api.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the exact values: zeros with their signs, infinities, NaN, saturation, subnormals. */
class NnMathSpecialValuesTest {

  @ParameterizedTest
  @CsvSource({
    "EXP, 0, 1",
    "EXP, -0, 1",
    "EXP, Infinity, Infinity",
    "EXP, -Infinity, 0",
    "EXPM1, 0, 0",
    "EXPM1, -0, -0",
    "EXPM1, Infinity, Infinity",
    "EXPM1, -Infinity, -1",
    "DECAY_MINUS_1, 0, 0",
    "DECAY_MINUS_1, -Infinity, -1",
    "LOG, 0, -Infinity",
    "LOG, -0, -Infinity",
    "LOG, 1, 0",
    "LOG, Infinity, Infinity",
    "LOG, -1, NaN",
    "LOG, -1e-45, NaN",
    "LOG, -Infinity, NaN",
    "LOG1P, 0, 0",
    "LOG1P, -0, -0",
    "LOG1P, -1, -Infinity",
    "LOG1P, Infinity, Infinity",
    "LOG1P, -1.5, NaN",
    "LOG1P, -3e38, NaN",
    "LOG1P, -Infinity, NaN",
    "TANH, 0, 0",
    "TANH, -0, -0",
    "TANH, Infinity, 1",
    "TANH, -Infinity, -1",
    "TANH, 20, 1",
    "SIGMOID, 0, 0.5",
    "SIGMOID, -0, 0.5",
    "SIGMOID, Infinity, 1",
    "SIGMOID, -Infinity, 0",
    "SIGMOID, 40, 1",
    "SIGMOID, -746, 0",
    "SOFTPLUS, Infinity, Infinity",
    "SOFTPLUS, -Infinity, 0",
    "SOFTPLUS, -746, 0",
    "SOFTPLUS, 1e30, 1e30",
    "ERF, 0, 0",
    "ERF, -0, -0",
    "ERF, Infinity, 1",
    "ERF, -Infinity, -1",
    "ERF, -6, -1",
    "NORMAL_CDF, 0, 0.5",
    "NORMAL_CDF, -0, 0.5",
    "NORMAL_CDF, Infinity, 1",
    "NORMAL_CDF, -Infinity, 0",
    "NORMAL_CDF, 9, 1",
    "NORMAL_CDF, -39, 0",
    "GELU, 0, 0",
    "GELU, Infinity, Infinity",
    "GELU, 40, 40",
    "GELU, 1e30, 1e30",
  })
  void isExact(MathFunction function, double x, double expected) {
    assertThat(Double.doubleToLongBits(function.onDouble.applyAsDouble(x)))
        .isEqualTo(Double.doubleToLongBits(expected));
    assertThat(Float.floatToIntBits(function.onFloat.apply((float) x)))
        .isEqualTo(Float.floatToIntBits((float) expected));
  }

  /** Held by the derivative at 0, at the tails, and as the slope of float64's values. */
  @Test
  void theDerivativeOfGeluIsItsSlope() {
    assertThat(NnMath.geluDerivative(0.0)).isEqualTo(0.5);
    assertThat(NnMath.geluDerivative(0f)).isEqualTo(0.5f);
    for (double x : new double[] {40, 1e30, Double.POSITIVE_INFINITY}) {
      assertThat(NnMath.geluDerivative(x)).isEqualTo(1);
      assertThat(NnMath.geluDerivative((float) x)).isEqualTo(1);
      assertThat(NnMath.geluDerivative(-x)).isZero();
      assertThat(NnMath.geluDerivative((float) -x)).isZero();
    }
    assertThat(NnMath.geluDerivative(-Double.NaN)).isNaN();
    assertThat(NnMath.geluDerivative(-Float.NaN)).isNaN();
    for (double x = -14; x < 14; x += 1.0 / 64) {
      double slope = (NnMath.gelu(x + 0x1p-16) - NnMath.gelu(x - 0x1p-16)) / 0x1p-15;
      assertThat(NnMath.geluDerivative(x)).as("%s", x).isCloseTo(slope, within(2e-9));
      assertThat((double) NnMath.geluDerivative((float) x))
          .as("%s", x)
          .isCloseTo(NnMath.geluDerivative(x), within(3e-7));
    }
  }

  @ParameterizedTest
  @EnumSource
  void notANumberStaysNotANumber(MathFunction function) {
    for (int bits : new int[] {0x7fc0_0000, 0xffc0_0000, 0x7f80_0001, 0xffff_ffff, 0x7fff_0000}) {
      float x = Float.intBitsToFloat(bits);
      assertThat(function.onFloat.apply(x)).isNaN();
      assertThat(function.onDouble.applyAsDouble(x)).isNaN();
    }
    for (long bits : new long[] {0x7ff0_0000_0000_0001L, -1, 0x7fff_0000_0000_0000L}) {
      assertThat(function.onDouble.applyAsDouble(Double.longBitsToDouble(bits))).isNaN();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EXPM1", "LOG1P", "TANH"})
  void subnormalsAreReturnedUnchanged(MathFunction function) {
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      float x = Float.intBitsToFloat(random.nextInt(0x0080_0000) | random.nextInt() << 31);
      assertThat(function.onFloat.apply(x)).isEqualTo(x);
      double y = Double.longBitsToDouble(random.nextLong() & 0x800f_ffff_ffff_ffffL);
      assertThat(function.onDouble.applyAsDouble(y)).isEqualTo(y);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TANH", "ERF"})
  void isOddToTheBit(MathFunction function) {
    Samples.doubles(
        3,
        20_000,
        40,
        x -> {
          assertThat(function.onDouble.applyAsDouble(-x))
              .isEqualTo(-function.onDouble.applyAsDouble(x));
          assertThat(function.onFloat.apply((float) -x))
              .isEqualTo(-function.onFloat.apply((float) x));
        });
  }

  /** Rises to the limit and stays there: never a value beyond it, never a step back. */
  @ParameterizedTest
  @CsvSource({
    "TANH, 8, 12, 18, 25, 1",
    "SIGMOID, 16, 20, 36, 45, 1",
    "ERF, 3.8, 4.2, 5.8, 6.2, 1",
    "NORMAL_CDF, 5, 6, 8, 9, 1",
    "EXP, 88.7, 90, 709.7, 711, Infinity",
    "EXPM1, 88.7, 90, 709.7, 711, Infinity",
  })
  void isMonotoneIntoSaturation(
      MathFunction function, float from, float to, double wideFrom, double wideTo, double limit) {
    float last = function.onFloat.apply(from);
    double wideLast = function.onDouble.applyAsDouble(wideFrom);
    for (int i = 1; i <= 100_000; i++) {
      float y = function.onFloat.apply(from + (to - from) * i / 100_000);
      double wide = function.onDouble.applyAsDouble(wideFrom + (wideTo - wideFrom) * i / 100_000);
      assertThat(y).isBetween(last, (float) limit);
      assertThat(wide).isBetween(wideLast, limit);
      last = y;
      wideLast = wide;
    }
    assertThat(last).isEqualTo((float) limit);
    assertThat(wideLast).isEqualTo(limit);
  }

  @ParameterizedTest
  @CsvSource({"EXP, 88.72283, 709.782712893384", "EXPM1, 88.72283, 709.782712893384"})
  void overflowsExactlyWhereTheResultDoes(MathFunction function, float last, double wideLast) {
    assertThat(function.onFloat.apply(last)).isFinite();
    assertThat(function.onFloat.apply(Math.nextUp(last))).isInfinite();
    assertThat(function.onDouble.applyAsDouble(wideLast)).isFinite();
    assertThat(function.onDouble.applyAsDouble(Math.nextUp(wideLast))).isInfinite();
  }
}
