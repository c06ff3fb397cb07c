package org.nn4j.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.DensityLoss;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;

/** Losses whose outputs are parameters of densities: shapes, moments and the ends of numbers. */
class DensityLossTest {
  private static final double LOG_2_PI = Math.log(2 * Math.PI);

  private static Sample one(DensityLoss loss, Precision precision, double y, double... output) {
    return new Sample(loss, Matrix.of(precision, output), Matrix.of(precision, new double[] {y}));
  }

  private static double[] moments(DensityLoss loss, double... output) {
    Matrix mean = Matrix.of(new double[] {Double.NaN});
    Matrix deviation = Matrix.of(new double[] {Double.NaN});
    loss.moments(Matrix.of(output), mean, deviation);
    return new double[] {mean.get(0, 0), deviation.get(0, 0)};
  }

  @Test
  void oneComponentIsTheWholeGaussianLikelihood() {
    Sample mixture = Sample.of(new MixtureDensity(1, 1e-6), Precision.FLOAT64, 5, 2);
    Sample gaussian =
        new Sample(new GaussianNll(1e-6, true), mixture.output().columns(2, 6), mixture.target());
    assertThat(mixture.value()).isCloseTo(gaussian.value(), within(1e-12 * gaussian.value()));
    Matrix expected = gaussian.gradient();
    Matrix gradient = mixture.gradient();
    for (int r = 0; r < 5; r++) {
      assertThat(gradient.get(r, 0)).as("of a single component's weight").isZero();
      for (int c = 0; c < 4; c++) {
        double slope = expected.get(r, c);
        assertThat(gradient.get(r, c + 2))
            .as("seed %d", Sample.SEED)
            .isCloseTo(slope, within(1e-12 * Math.max(1, Math.abs(slope))));
      }
    }
  }

  @Test
  void theConstantIsAddedWhereItIsAskedFor() {
    Sample plain = Sample.of(new GaussianNll(), Precision.FLOAT64, 4, 3);
    Sample full = new Sample(new GaussianNll(1e-6, true), plain.output(), plain.target());
    assertThat(full.value() - plain.value()).isCloseTo(LOG_2_PI / 2, within(1e-12));
    assertThat(full.gradient().toRows()).isDeepEqualTo(plain.gradient().toRows());
  }

  @Test
  void twoValuesThatAreEquallyLikelyHaveTheirMeanAndTheirDistance() {
    double s = Math.log(0.25 - 1e-6);
    double[] moments = moments(new MixtureDensity(2, 1e-6), 5, 5, -1, 3, s, s);
    assertThat(moments).containsExactly(new double[] {1, Math.sqrt(4.25)}, within(1e-12));
    assertThat(moments(new MixtureDensity(2, 1e-6), 0, -2000, 7, 1e9, s, 1e6))
        .as("a component of no weight")
        .containsExactly(new double[] {7, 0.5}, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({
    "2, 1, 'the network has 3 outputs but the targets have 1 column with a density of 2 parameters;"
        + " there must be 2 outputs'",
    "9, 2, 'the network has 3 outputs but the targets have 2 columns, each with a density of 9"
        + " parameters; there must be 18 outputs'"
  })
  void anotherNumberOfOutputsIsNamedWithTheRightOne(int parameters, int targets, String message) {
    DensityLoss loss = parameters == 2 ? new GaussianNll() : new MixtureDensity();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loss.requireShapes(3, targets))
        .withMessage(loss.name() + ": " + message);
    loss.requireShapes(parameters * targets, targets);
  }

  /** Whatever the log-variance is, the likelihood is that of σ² = e^s + ε. */
  @ParameterizedTest
  @ValueSource(doubles = {-1000, -40, -1e-300, 0, 1e-9, 3, 40, 700})
  void logVariancesOfAnySizeHaveTheirLikelihood(double s) {
    for (double error : new double[] {0, 1e-3, 2, -1000}) {
      for (Precision precision : Precision.values()) {
        double given = precision.round(error);
        double variance = StrictMath.exp(precision.round(s)) + 1e-6;
        double expected = (StrictMath.log(variance) + given * given / variance) / 2;
        Sample sample = one(new GaussianNll(), precision, 0, given, s);
        assertThat(sample.value())
            .isCloseTo(expected, within(1e-13 * Math.max(1, Math.abs(expected))));
        assertThat(sample.gradient().toRows()[0]).doesNotContain(Double.NaN);
        assertThat(Math.abs(sample.gradient().get(0, 1))).isFinite();
      }
    }
  }

  /** At 5000 e^s is no double, but its logarithm is one. */
  @ParameterizedTest
  @EnumSource
  void variancesBeyondTheNumberFormatCostTheirLogarithm(Precision precision) {
    Sample gaussian = one(new GaussianNll(), precision, 0, 1, 5000);
    assertThat(gaussian.value()).isEqualTo(2500);
    assertThat(gaussian.gradient().toRows()[0]).containsExactly(0, 0.5);
    Sample mixture = one(new MixtureDensity(2, 1e-6), precision, 0, 0, 0, 1, 1, 5000, 5000);
    assertThat(mixture.value()).isCloseTo(2500 + LOG_2_PI / 2, within(1e-9));
    assertThat(mixture.gradient().toRows()[0]).containsExactly(0, 0, 0, 0, 0.25, 0.25);
  }

  @Test
  void aTargetThatIsMetExactlyCostsNoMoreThanTheFloorAllows() {
    assertThat(one(new GaussianNll(), Precision.FLOAT64, 2, 2, -500).value())
        .isCloseTo(Math.log(1e-6) / 2, within(1e-12));
    assertThat(moments(new GaussianNll(0.04, false), 2, -500))
        .containsExactly(new double[] {2, 0.2}, within(1e-15));
  }

  /** Where all densities underflow the nearest component has the target all the same. */
  @ParameterizedTest
  @EnumSource
  void theNearestComponentIsDrawnToATargetThatIsFarFromAll(Precision precision) {
    Sample sample = one(new MixtureDensity(3, 1e-6), precision, 1000, 0, 0, 0, -1, 1, 0, 0, 0, 0);
    double square = 999.0 * 999 / (1 + 1e-6);
    assertThat(sample.value())
        .isCloseTo(
            Math.log(3) + (LOG_2_PI + Math.log(1 + 1e-6) + square) / 2, within(1e-9 * square));
    double[] gradient = sample.gradient().toRows()[0];
    assertThat(gradient[1]).as("the weight of the nearest").isCloseTo(-2.0 / 3, within(1e-6));
    assertThat(gradient[4]).as("its mean").isCloseTo(-999, within(2e-3));
    assertThat(gradient[3]).as("the mean of another").isZero();
  }

  @Test
  void componentsAndFloorAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MixtureDensity(0, 1e-6))
        .withMessage("components must be at least 1 but is 0");
    for (double wrong : new double[] {0, -1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new GaussianNll(wrong, false))
          .withMessage("eps must be a finite number > 0 but is " + wrong);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new MixtureDensity(2, wrong))
          .withMessage("eps must be a finite number > 0 but is " + wrong);
    }
  }
}
