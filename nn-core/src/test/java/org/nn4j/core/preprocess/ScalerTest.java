package org.nn4j.core.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nn4j.api.TargetKind;

class ScalerTest {

  /** The order of numbers for scalings that need none. */
  private static OrderStatistics none() {
    throw new AssertionError("no order is needed");
  }

  @Test
  void standardizesWithThePopulationsDeviation() {
    // Mean 5, squared deviations 9+1+1+1+0+0+4+16 = 32, 32/8 = 4.
    Scaler scaler =
        Scaler.fit(ColumnMoments.of(2, 4, 4, 4, 5, 5, 7, 9), Scaling.STANDARDIZE, ScalerTest::none);
    assertThat(scaler).isEqualTo(new Scaler(5, 2));
    assertThat(scaler.apply(9)).isEqualTo(2);
    assertThat(scaler.invert(-1.5)).isEqualTo(2);
  }

  @Test
  void scalesToTheRange() {
    Scaler scaler = Scaler.fit(ColumnMoments.of(-2, 6, 0), Scaling.MIN_MAX, ScalerTest::none);
    assertThat(scaler.apply(-2)).isZero();
    assertThat(scaler.apply(6)).isEqualTo(1);
    assertThat(scaler.apply(8)).as("beyond the training rows").isEqualTo(1.25);
  }

  @Test
  void leavesValuesAlone() {
    assertThat(Scaler.fit(ColumnMoments.of(1, 2), Scaling.NONE, ScalerTest::none))
        .isEqualTo(Scaler.IDENTITY);
  }

  @ParameterizedTest
  @EnumSource(names = {"STANDARDIZE", "MIN_MAX"})
  void centresAConstant(Scaling scaling) {
    double[] values = new double[1000];
    Arrays.fill(values, 0.1);
    Scaler scaler = Scaler.fit(ColumnMoments.of(values), scaling, ScalerTest::none);
    assertThat(scaler).isEqualTo(new Scaler(0.1, 1));
    assertThat(scaler.apply(0.1)).isZero();
  }

  @Test
  void keepsPrecisionFarFromZero() {
    Scaler scaler =
        Scaler.fit(
            ColumnMoments.of(1e9 + 1, 1e9 + 2, 1e9 + 3), Scaling.STANDARDIZE, ScalerTest::none);
    assertThat(scaler.center()).isEqualTo(1e9 + 2);
    assertThat(scaler.scale()).isCloseTo(Math.sqrt(2 / 3.0), within(1e-15));
  }

  /** More numbers than are read at once, far from zero against their spread. */
  @Test
  void momentsAreThoseOfExactArithmetic() {
    double[] values = new double[10_000];
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal squares = BigDecimal.ZERO;
    for (int i = 0; i < values.length; i++) {
      values[i] = 1e8 + i % 97 / 7.0;
      BigDecimal exact = new BigDecimal(values[i]);
      sum = sum.add(exact);
      squares = squares.add(exact.multiply(exact));
    }
    BigDecimal n = new BigDecimal(values.length);
    BigDecimal mean = sum.divide(n);
    double deviation =
        squares.divide(n).subtract(mean.multiply(mean)).sqrt(MathContext.DECIMAL64).doubleValue();
    ColumnMoments moments = ColumnMoments.of(values);
    assertThat(moments.count()).isEqualTo(values.length);
    assertThat(moments.mean()).isCloseTo(mean.doubleValue(), within(Math.ulp(1e8)));
    assertThat(moments.deviation()).isCloseTo(deviation, within(1e-14 * deviation));
    assertThat(moments.min()).isEqualTo(1e8);
    assertThat(moments.max()).isEqualTo(1e8 + 96 / 7.0);
  }

  @Test
  void findsMedians() {
    assertThat(ColumnMoments.median(new double[] {9, 1, 5})).isEqualTo(5);
    assertThat(ColumnMoments.median(new double[] {9, 1, 5, 2})).isEqualTo(3.5);
    assertThat(ColumnMoments.median(new double[] {Double.MAX_VALUE, Double.MAX_VALUE}))
        .isEqualTo(Double.MAX_VALUE);
  }

  @Test
  void refusesWhatIsNoScale() {
    assertThatThrownBy(() -> new Scaler(0, 0))
        .hasMessage("scale must be a finite number > 0 but is 0.0");
    assertThatThrownBy(() -> new Scaler(Double.NaN, 1)).hasMessageContaining("center");
  }

  @Test
  void standardizesOnlyTargetsThatMayBeAnyNumber() {
    assertThat(Scaling.forTargets(TargetKind.REAL)).isEqualTo(Scaling.STANDARDIZE);
    assertThat(Scaling.forTargets(TargetKind.COUNT)).isEqualTo(Scaling.NONE);
  }
}
