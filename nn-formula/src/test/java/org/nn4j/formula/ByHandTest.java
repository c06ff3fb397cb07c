package org.nn4j.formula;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Formulas have the values and derivatives of the same activations written by hand. */
class ByHandTest {
  static List<Formulas.ByHand> all() {
    return Formulas.all();
  }

  @Test
  void thereAreForty() {
    assertThat(all()).hasSizeGreaterThanOrEqualTo(40);
  }

  @ParameterizedTest
  @MethodSource("all")
  void valuesAndDerivativesAreThoseWrittenByHand(Formulas.ByHand one) {
    FormulaActivation formula = new FormulaActivation(one.formula());
    double[] kinks = formula.kinks();
    for (int i = -640; i <= 640; i++) {
      double z = i / 64.0;
      double value = formula.value(z);
      double want = one.value().applyAsDouble(z);
      assertThat(Math.abs(value - want)).as("at %s", z).isLessThanOrEqualTo(Math.ulp(want));
      double slope = one.derivative().applyAsDouble(z);
      if (Arrays.stream(kinks).noneMatch(kink -> kink == z)) {
        assertThat(Math.abs(formula.derivative(z, value) - slope))
            .as("slope at %s: %s", z, slope)
            .isLessThanOrEqualTo(Math.ulp(Math.max(one.term(), Math.abs(slope))));
      }
    }
  }
}
