package org.nn4j.api.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Measures the bounds that {@link NnMath}'s Javadoc states: minutes on two cores. */
@Tag("exhaustive")
class NnMathExhaustiveTest {

  private static final int BLOCKS = 1 << 12;

  @ParameterizedTest
  @EnumSource
  void everyFloatStaysWithinTheBound(MathFunction function) {
    long size = (1L << 32) / BLOCKS;
    WorstError worst =
        IntStream.range(0, BLOCKS)
            .parallel()
            .mapToObj(block -> WorstError.overFloats(function, block * size, size, 1))
            .reduce(WorstError.NONE, WorstError::and);
    worst.report(function, "float");
    assertThat(worst.ulps()).as("at %s", worst.at()).isLessThanOrEqualTo(function.floatUlps);
  }

  @ParameterizedTest
  @EnumSource
  void manyDoublesStayWithinTheBound(MathFunction function) {
    WorstError worst =
        IntStream.range(0, 64)
            .parallel()
            .mapToObj(
                seed -> NnMathAccuracyTest.worstOverDoubles(function, seed, 8_000, 100 + seed))
            .reduce(WorstError.NONE, WorstError::and);
    worst.report(function, "double");
    assertThat(worst.ulps()).as("at %s", worst.at()).isLessThanOrEqualTo(function.doubleUlps);
  }
}
