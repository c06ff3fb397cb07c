package org.nn4j.core.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nn4j.api.math.NnMath;

/**
 * Numbers without other source are those of scikit-learn 1.2.1, but for what it makes of 5:
 * rounding moves one of the two quantiles that are 5 to just below it there.
 */
class NormalQuantilesTest {
  private static final double BOUND = 5.199337582192817;
  private static final double[] SAMPLE = {3, 1, 1, 1, 4, 1, 5, 9, 2, 6.5, 5, 3, -2, 2.25, 1e3};

  private static NormalQuantiles fit(double... values) {
    return NormalQuantiles.fit(OrderStatistics.of(values));
  }

  @Test
  void interpolatesRanksAndTakesTheMiddleOfEqualOnes() {
    NormalQuantiles curve = fit(SAMPLE);
    double[] values = {-1, 1, 1.5, 2, 2.2, 3, 4.5, 5, 9, 500};
    double[] expected = {
      -1.9807523966472789, -0.920822976368379, -0.4637077514571792, -0.36610635680056924,
      -0.2165341244491707, 0.08964235107576254, 0.4637077514571792, 0.6744897501960817,
      1.4652337926855223, 1.7986297580892898
    };
    for (int i = 0; i < values.length; i++) {
      assertThat(curve.apply(values[i])).as("%s", values[i]).isCloseTo(expected[i], within(1e-14));
    }
  }

  @Test
  void keepsAtMostAThousandQuantiles() {
    double[] values =
        IntStream.range(0, 2500).mapToDouble(i -> Math.pow(i * 7919 % 2503, 2) / 1000).toArray();
    NormalQuantiles curve = fit(values);
    assertThat(curve.quantiles()).hasSize(1000).startsWith(0.0).endsWith(6260.004);
    double[] others = {0.0005, 1, 100, 1234.5, 3000, 6000, 6260};
    double[] expected = {
      -3.7848157650762504,
      -2.2369772293601575,
      -1.1428971419699954,
      -0.13929157629952668,
      0.5023719736854193,
      2.0332718577563007,
      4.978715324270327
    };
    for (int i = 0; i < others.length; i++) {
      assertThat(curve.apply(others[i])).as("%s", others[i]).isCloseTo(expected[i], within(1e-9));
    }
  }

  @Test
  void whatLiesAtTheEndsAndBeyondIsBounded() {
    NormalQuantiles curve = fit(SAMPLE);
    for (double low : new double[] {-2, -5, -1e308, Double.NEGATIVE_INFINITY}) {
      assertThat(curve.apply(low)).isEqualTo(-BOUND);
    }
    for (double high : new double[] {1e3, 2e3, 1e308, Double.POSITIVE_INFINITY}) {
      assertThat(curve.apply(high)).isEqualTo(BOUND);
    }
    assertThat(curve.apply(Double.NaN)).isNaN();
  }

  @Test
  void survivesNumbersWhoseDifferenceOverflows() {
    NormalQuantiles curve = fit(-1e308, 1e308, 1.5e308);
    assertThat(curve.apply(0)).isCloseTo(NormalQuantiles.inverseCdf(0.25), within(1e-15));
    assertThat(curve.invert(0)).isEqualTo(1e308);
  }

  @Test
  void returnsToTheUnitsOfTheData() {
    NormalQuantiles curve = fit(SAMPLE);
    double[] normal = {-9, -1.5, -0.3, 0, 0.7, 2, 5.19, 9};
    double[] expected = {
      -2,
      0.8059024532920391,
      2.0873100223386656,
      3,
      4.999999999999999,
      684.364669350962,
      999.998541189963,
      1000
    };
    for (int i = 0; i < normal.length; i++) {
      assertThat(curve.invert(normal[i])).as("%s", normal[i]).isCloseTo(expected[i], within(1e-9));
    }
    assertThat(curve.invert(Double.NaN)).isNaN();
  }

  @ParameterizedTest
  @CsvSource({
    "1e-7,-5.199337582192817",
    "0.001,-3.090232306167813",
    "0.025,-1.9599639845400538",
    "0.3,-0.5244005127080407",
    "0.5,0",
    "0.9,1.2815515655446008",
    "0.999999,4.753424308817089"
  })
  void inverseOfTheNormalDistributionIsThatOfTables(double share, double expected) {
    assertThat(NormalQuantiles.inverseCdf(share)).isCloseTo(expected, within(2e-15 * 5));
  }

  @Test
  void inverseOfTheNormalDistributionUndoesIt() {
    for (int i = 1; i < 10_000; i++) {
      double share = i / 10_000.0;
      assertThat(NnMath.normalCdf(NormalQuantiles.inverseCdf(share)))
          .as("%s", share)
          .isCloseTo(share, within(4e-16));
    }
  }

  @Test
  void refusesQuantilesThatAreNone() {
    assertThatThrownBy(() -> new NormalQuantiles(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least two numbers, not all one, but are [1.0]");
    assertThatThrownBy(() -> new NormalQuantiles(2, 2)).hasMessageContaining("not all one");
    assertThatThrownBy(() -> new NormalQuantiles(2, 1))
        .hasMessage("quantiles must be finite and ascend, but number 1 is 1.0");
    assertThatThrownBy(() -> new NormalQuantiles(Double.NaN, 1)).hasMessageContaining("number 0");
  }
}
