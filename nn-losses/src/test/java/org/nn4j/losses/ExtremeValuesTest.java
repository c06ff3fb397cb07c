package org.nn4j.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;

/** Values at the ends of the domains and of the number formats. */
class ExtremeValuesTest {

  private static Sample sample(Loss loss, Precision precision, double[] output, double[] target) {
    return new Sample(loss, Matrix.of(precision, output), Matrix.of(precision, target));
  }

  @ParameterizedTest
  @EnumSource
  void hugeLogitsCostTheirDifference(Precision precision) {
    Sample sample =
        sample(
            new SoftmaxCrossEntropy(),
            precision,
            new double[] {-1000, 1000, 0},
            new double[] {1, 0, 0});
    assertThat(sample.value()).isEqualTo(2000);
    assertThat(sample.gradient().toRows()[0]).containsExactly(-1, 1, 0);
  }

  @ParameterizedTest
  @EnumSource
  void anExcludedClassCostsNothing(Precision precision) {
    Sample sample =
        sample(
            new SoftmaxCrossEntropy(),
            precision,
            new double[] {Double.NEGATIVE_INFINITY, 0, 0},
            new double[] {0, 0.5, 0.5});
    assertThat(sample.value()).isCloseTo(Math.log(2), within(1e-15));
    assertThat(sample.gradient().toRows()[0]).containsExactly(0, 0, 0);
  }

  @ParameterizedTest
  @EnumSource
  void logProbabilitiesCostTheirSizeAndExcludedClassesNothing(Precision precision) {
    Sample sample =
        sample(
            new NegativeLogLikelihood(),
            precision,
            new double[] {-1000, -0.0, Double.NEGATIVE_INFINITY, -Double.MIN_VALUE},
            new double[] {1, 0, 0, 0});
    assertThat(sample.value()).isEqualTo(1000);
    assertThat(sample.gradient().toRows()[0]).containsExactly(-1, -0.0, -0.0, -0.0);
    sample.target().set(0, 0, 0.5);
    sample.target().set(0, 2, 0.5);
    assertThat(sample.value()).isEqualTo(Double.POSITIVE_INFINITY);
    sample.output().set(0, 1, Double.NaN);
    assertThat(sample.value()).isNaN();
  }

  @ParameterizedTest
  @EnumSource
  void hugeBinaryLogitsCostThemselves(Precision precision) {
    Sample sample =
        sample(
            new BinaryCrossEntropyWithLogits(),
            precision,
            new double[] {1000, -1000, 1000, -1000},
            new double[] {0, 1, 1, 0});
    assertThat(sample.value()).isEqualTo(500);
    assertThat(sample.gradient().toRows()[0]).containsExactly(0.25, -0.25, 0, 0);
  }

  @ParameterizedTest
  @EnumSource
  void certainAndWrongProbabilitiesCost100AsInPyTorch(Precision precision) {
    Sample sample =
        sample(
            new BinaryCrossEntropy(),
            precision,
            new double[] {0, 1, 0, 1},
            new double[] {1, 0, 0, 1});
    assertThat(sample.value()).isEqualTo(50);
    double bound = precision.round(0.25e12);
    assertThat(sample.gradient().toRows()[0]).containsExactly(-bound, bound, 0, 0);
  }

  @ParameterizedTest
  @EnumSource
  void aClassOfProbability0IsFinite(Precision precision) {
    for (Loss loss : new Loss[] {new CategoricalCrossEntropy(), new KlDivergence()}) {
      Sample sample = sample(loss, precision, new double[] {0, 1}, new double[] {1, 0});
      assertThat(sample.value()).isEqualTo(100);
      assertThat(sample.gradient().get(0, 0)).isEqualTo(precision.round(-1e12));
      assertThat(sample.gradient().get(0, 1)).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRateOf0IsFinite(Precision precision) {
    Sample sample = sample(new Poisson(), precision, new double[] {0, 0}, new double[] {0, 3});
    assertThat(sample.value()).isEqualTo(150);
    assertThat(sample.gradient().toRows()[0])
        .containsExactly(0.5, precision.round(0.5 * (1 - 3e12)));
  }

  @Test
  void equalDistributionsHaveNoDivergence() {
    double[] p = {0.125, 0, 0.875};
    assertThat(sample(new KlDivergence(), Precision.FLOAT64, p, p).value()).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-12, 1e-6, 0.01, 0.999999, 1, 1.000001, 20, 1e5, 1e300})
  void logCoshKeepsItsDigits(double error) {
    double square = error * error;
    double expected =
        error < 0.02
            ? square / 2 - square * square / 12 + square * square * square / 45
            : error > 300 ? error - StrictMath.log(2) : StrictMath.log(StrictMath.cosh(error));
    double value = new LogCosh().value(error, 0);
    assertThat(value).isCloseTo(expected, within(3e-13 * expected));
    assertThat(new LogCosh().value(0, error)).isEqualTo(value);
  }

  @Test
  void kinksHaveTheDerivative0() {
    assertThat(new MeanAbsoluteError().derivative(2, 2)).isZero();
    assertThat(new Hinge().derivative(1, 1)).isZero();
    assertThat(new Hinge().derivative(-1, -1)).isZero();
  }
}
