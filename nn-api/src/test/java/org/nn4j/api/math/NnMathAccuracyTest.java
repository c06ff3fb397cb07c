package org.nn4j.api.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Holds {@link NnMath} to the bounds of {@link MathFunction} on samples; see also {@link
 * NnMathExhaustiveTest}.
 */
@Execution(ExecutionMode.CONCURRENT)
class NnMathAccuracyTest {

  private static final int STRIDE = 1009;
  private static final long SEED = 20261129;

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

  /** Arguments where the error is large, found by a search over 60 to 200 million a function. */
  @ParameterizedTest
  @CsvSource({
    "EXP, 3.813344445922082, 0.84967",
    "EXP, -4.501866404871193, 0.84601",
    "EXPM1, 37.08619195001475, 1.15221",
    "DECAY_MINUS_1, -0.3467439338354008, 1.14234",
    "LOG, 1.4116841200330286, 0.81575",
    "LOG, 0.7071065992664558, 0.85954",
    "LOG1P, 0.4172892581767766, 1.40074",
    "LOG1P, 0.41454960233353194, 1.45461",
    "TANH, 9.530809245968813, 2.49988",
    "SIGMOID, -36.73731945469121, 2.49494",
    "SOFTPLUS, -0.7968828609464471, 1.70699",
    "ERF, -0.8787964823432837, 1.76585",
    "NORMAL_CDF, -9.73259549913676E-4, 7.64917",
    "GELU, -0.015715373685212256, 8.09897",
  })
  void theWorstArgumentsKnownAreWithinTheBound(MathFunction function, double x, double ulps) {
    assertThat(function.doubleError(x)).isCloseTo(ulps, within(1e-5));
    assertThat(ulps).isLessThan(function.doubleUlps);
    Random random = new Random(SEED);
    double width = 0.02;
    for (int i = 0; i < 20_000; i++) {
      double near = x * (1 + width * (random.nextDouble() - 0.5));
      assertWithinBound(function, near);
    }
  }

  @ParameterizedTest
  @EnumSource
  void manyDoublesStayWithinTheirBound(MathFunction function) {
    Samples.doubles(SEED, 400_000, function.reach, x -> assertWithinBound(function, x));
  }

  private static void assertWithinBound(MathFunction function, double x) {
    double error = function.fastError(x);
    if (!(error <= function.doubleUlps)) {
      assertThat(error)
          .as("%s(%s), seed %d", function, x, SEED)
          .isLessThanOrEqualTo(function.doubleUlps);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theFastReferenceIsRight(MathFunction function) {
    MathContext digits = MathContext.DECIMAL64;
    Samples.doubles(
        SEED,
        400,
        Math.min(function.reach, 1e300),
        x -> {
          boolean outside = (function == MathFunction.LOG && x <= 0) || x <= -1;
          if (Math.abs(x) < 1e-280 || (outside && function.reach > 1e9)) {
            return;
          }
          BigDecimal exact = function.doubleReference.apply(new BigDecimal(x));
          BigDecimal fast = FastReference.valueOf(function.name()).at(x).exact();
          double error = fast.subtract(exact).divide(exact, digits).abs().doubleValue();
          assertThat(error).as("%s(%s)", function, x).isLessThan(1e-21);
        });
  }

  @Test
  void theJavadocStatesTheBounds() throws IOException {
    String source = Files.readString(Path.of("src/main/java/org/nn4j/api/math/NnMath.java"));
    Matcher stated =
        Pattern.compile(
                "Error at most ([0-9.]+) ulp[^}]*?public static (float|double) (\\w+)",
                Pattern.DOTALL)
            .matcher(source);
    Map<String, Double> bounds = new TreeMap<>();
    while (stated.find()) {
      bounds.put(stated.group(2) + " " + stated.group(3), Double.valueOf(stated.group(1)));
    }
    Map<String, Double> held = new TreeMap<>();
    for (MathFunction function : MathFunction.values()) {
      String name = function.method();
      held.put("float " + name, function.floatUlps);
      held.put("double " + name, function.doubleUlps);
    }
    assertThat(bounds).isEqualTo(held);
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
