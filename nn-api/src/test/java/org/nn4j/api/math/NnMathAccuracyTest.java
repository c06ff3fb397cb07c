package org.nn4j.api.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Holds {@link NnMath} to the bounds of {@link MathFunction} on samples; see also {@link
 * NnMathExhaustiveTest}.
 */
class NnMathAccuracyTest {

  private static final int STRIDE = 1009;

  @ParameterizedTest
  @EnumSource
  void floatsStayWithinTheirBound(MathFunction function) {
    WorstError worst = WorstError.overFloats(function, 0, (1L << 32) / STRIDE, STRIDE);
    assertThat(worst.ulps()).as("at %s", worst.at()).isLessThanOrEqualTo(function.floatUlps);
  }

  @ParameterizedTest
  @EnumSource
  void doublesStayWithinTheirBound(MathFunction function) {
    WorstError worst = worstOverDoubles(function, 20260101, 4_000, 500);
    assertThat(worst.ulps()).as("at %s", worst.at()).isLessThanOrEqualTo(function.doubleUlps);
  }

  @Test
  void doublesAgreeWithStrictMathOnManyMoreArguments() {
    // StrictMath is itself within an ulp (tanh: 2.5), which adds to our bound.
    assertClose(MathFunction.EXP, StrictMath::exp, 1);
    assertClose(MathFunction.EXPM1, StrictMath::expm1, 1);
    assertClose(MathFunction.LOG, StrictMath::log, 1);
    assertClose(MathFunction.LOG1P, StrictMath::log1p, 1);
    assertClose(MathFunction.TANH, StrictMath::tanh, 2.5);
  }

  @Test
  void referenceAgreesWithKnownValues() {
    // Abramowitz and Stegun, tables 7.1 and 26.2
    assertThat(BigReference.erf(BigDecimal.ONE).toString())
        .startsWith("0.842700792949714869341220635082");
    assertThat(BigReference.normalCdf(new BigDecimal("-5")).toString())
        .startsWith("2.866515718791939116737523");
  }

  static WorstError worstOverDoubles(MathFunction function, long seed, int count, int steps) {
    WorstError[] worst = {WorstError.NONE};
    Samples.doubles(
        seed, count, function.reach, x -> worst[0] = worst[0].and(function.doubleError(x), x));
    Samples.grid(steps, function.reach, x -> worst[0] = worst[0].and(function.doubleError(x), x));
    return worst[0];
  }

  private static void assertClose(
      MathFunction function, DoubleUnaryOperator reference, double slack) {
    Samples.doubles(
        7,
        400_000,
        function.reach,
        x -> {
          double actual = function.onDouble.applyAsDouble(x);
          double expected = reference.applyAsDouble(x);
          boolean same = Double.compare(actual, expected) == 0;
          double bound = (function.doubleUlps + slack) * Math.ulp(expected);
          if (!same && !(Math.abs(actual - expected) <= bound)) {
            assertThat(actual).as("%s(%s)", function, x).isEqualTo(expected);
          }
        });
  }
}
