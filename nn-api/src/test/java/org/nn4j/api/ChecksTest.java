package org.nn4j.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.function.DoubleConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksTest {
  private static void accepts(DoubleConsumer check, double... values) {
    for (double value : values) {
      assertThatCode(() -> check.accept(value)).as("%s", value).doesNotThrowAnyException();
    }
  }

  private static void refuses(DoubleConsumer check, String rule, double... values) {
    for (double value : values) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> check.accept(value))
          .withMessage("eps must be " + rule + " but is " + value);
    }
  }

  @Test
  void boundsBelongToTheRange() {
    accepts(v -> Checks.nonNegative("eps", v), 0, -0.0, Double.MIN_VALUE, Double.MAX_VALUE);
    refuses(v -> Checks.nonNegative("eps", v), "a finite number ≥ 0", -Double.MIN_VALUE);
    accepts(v -> Checks.positive("eps", v), Double.MIN_VALUE, Double.MAX_VALUE);
    refuses(v -> Checks.positive("eps", v), "a finite number > 0", 0, -1);
    accepts(v -> Checks.finite("eps", v), -Double.MAX_VALUE, 0, Double.MAX_VALUE);
    accepts(v -> Checks.inRange("eps", v, 0, 1), 0, Math.nextDown(1.0));
    refuses(v -> Checks.inRange("eps", v, 0, 1), "in [0.0, 1.0)", 1, -Double.MIN_VALUE);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void whatIsNotFinitePassesNone(double value) {
    refuses(v -> Checks.nonNegative("eps", v), "a finite number ≥ 0", value);
    refuses(v -> Checks.positive("eps", v), "a finite number > 0", value);
    refuses(v -> Checks.finite("eps", v), "a finite number", value);
    refuses(v -> Checks.inRange("eps", v, 0, 1), "in [0.0, 1.0)", value);
  }

  @Test
  void wholeNumbersHaveALeastOne() {
    assertThatCode(() -> Checks.atLeast("units", 1, 1)).doesNotThrowAnyException();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checks.atLeast("units", 0, 1))
        .withMessage("units must be at least 1 but is 0");
  }

  @Test
  void aDeclaredParameterHasRowsAndColumns() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ParameterSpec.trainable("weight", 3, -2, new NoValues()))
        .withMessage("weight: columns must be at least 1 but is -2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ParameterSpec.statistic("mean", 0, 3, new NoValues()))
        .withMessage("mean: rows must be at least 1 but is 0");
  }

  @Test
  void aRegularizerHasFactorsOfAtLeast0() {
    for (int i = 0; i < 3; i++) {
      double[] factors = new double[3];
      factors[i] = -0.5;
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Regularizer(factors[0], factors[1], factors[2]))
          .withMessage(
              List.of("l1", "l2", "max_norm").get(i) + " must be a finite number ≥ 0 but is -0.5");
    }
  }

  @Test
  void aRegularizersBoundsAscend() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Regularizer(0, 0, 1, 2, false))
        .withMessage("min_norm must be at most max_norm, 1.0, but is 2.0");
    assertThat(new Regularizer(0, 0, 0, 2, false).constrains()).isTrue();
    assertThat(Regularizer.NONE.constrains()).isFalse();
  }

  @Test
  void aMatrixMayFillAnArray() {
    assertThat(Shapes.size(1, Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
    assertThatIllegalArgumentException().isThrownBy(() -> Shapes.size(2, 1 << 30));
  }

  private record NoValues() implements Initializer {
    @Override
    public String name() {
      return "no_values";
    }

    @Override
    public void fill(
        Matrix weights, int fanIn, int fanOut, java.util.random.RandomGenerator random) {}
  }
}
