package org.nn4j.core.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nn4j.api.TargetKind;

class ScalerTest {

  @Test
  void standardizesWithThePopulationsDeviation() {
    // Mean 5, squared deviations 9+1+1+1+0+0+4+16 = 32, 32/8 = 4.
    Scaler scaler = Scaler.fit(Moments.of(2, 4, 4, 4, 5, 5, 7, 9), Scaling.STANDARDIZE);
    assertThat(scaler).isEqualTo(new Scaler(5, 2));
    assertThat(scaler.apply(9)).isEqualTo(2);
    assertThat(scaler.invert(-1.5)).isEqualTo(2);
  }

  @Test
  void scalesToTheRange() {
    Scaler scaler = Scaler.fit(Moments.of(-2, 6, 0), Scaling.MIN_MAX);
    assertThat(scaler.apply(-2)).isZero();
    assertThat(scaler.apply(6)).isEqualTo(1);
    assertThat(scaler.apply(8)).as("beyond the training rows").isEqualTo(1.25);
  }

  @Test
  void leavesValuesAlone() {
    assertThat(Scaler.fit(Moments.of(1, 2), Scaling.NONE)).isEqualTo(Scaler.IDENTITY);
  }

  @ParameterizedTest
  @EnumSource(names = {"STANDARDIZE", "MIN_MAX"})
  void centresAConstant(Scaling scaling) {
    double[] values = new double[1000];
    Arrays.fill(values, 0.1);
    Scaler scaler = Scaler.fit(Moments.of(values), scaling);
    assertThat(scaler).isEqualTo(new Scaler(0.1, 1));
    assertThat(scaler.apply(0.1)).isZero();
  }

  @Test
  void keepsPrecisionFarFromZero() {
    Scaler scaler = Scaler.fit(Moments.of(1e9 + 1, 1e9 + 2, 1e9 + 3), Scaling.STANDARDIZE);
    assertThat(scaler.center()).isEqualTo(1e9 + 2);
    assertThat(scaler.scale()).isCloseTo(Math.sqrt(2 / 3.0), within(1e-15));
  }

  @Test
  void findsMedians() {
    assertThat(Moments.median(new double[] {9, 1, 5})).isEqualTo(5);
    assertThat(Moments.median(new double[] {9, 1, 5, 2})).isEqualTo(3.5);
    assertThat(Moments.median(new double[] {Double.MAX_VALUE, Double.MAX_VALUE}))
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
