package org.nn4j.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;

/** The vector kernels against the scalar ones, and where they run at all. */
class SimdKernelsTest {
  private static final long SEED = 20260105;
  private static final int NUMBERS = 40_000;

  @Test
  void theProviderIsAvailableBecauseTheTestsRunWithTheFlag() {
    SimdKernelsProvider provider = new SimdKernelsProvider();
    assertThat(provider.unavailable()).isEmpty();
    assertThat(provider.priority()).isGreaterThan(new ScalarKernelsProvider().priority());
    assertThat(provider.create().name()).isEqualTo("simd");
    assertThat(Candidate.all()).anyMatch(c -> c.kernels().name().equals("simd"));
  }

  @Test
  void jvmsWithoutC2AreRefusedWithAReason() {
    String server = "OpenJDK 64-Bit Server VM";
    assertThat(SimdKernelsProvider.compilerFault(server, "mixed mode, sharing", "25+36")).isNull();
    assertThat(SimdKernelsProvider.compilerFault(server, "interpreted mode", "25+36"))
        .contains("-Xint");
    assertThat(SimdKernelsProvider.compilerFault(server, "mixed mode, emulated-client", "25+36"))
        .contains("TieredStopAtLevel");
    assertThat(SimdKernelsProvider.compilerFault(server, "mixed mode", "21+35-jvmci-23.1"))
        .contains("Graal");
    assertThat(SimdKernelsProvider.compilerFault("Eclipse OpenJ9 VM", "JRE 17", "openj9-0.40"))
        .startsWith("Eclipse OpenJ9 VM is not HotSpot");
    assertThat(SimdKernelsProvider.compilerFault("OpenJDK 64-Bit Zero VM", "interpreted", "25"))
        .startsWith("OpenJDK 64-Bit Zero VM is not HotSpot");
  }

  static Stream<Arguments> functions() {
    return Stream.of(Precision.values())
        .flatMap(p -> Stream.of(ElementwiseFunction.values()).map(f -> Arguments.of(p, f)));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void functionsHaveTheScalarBitsOverTheWholeRange(Precision precision, ElementwiseFunction f) {
    Matrix z = Matrix.of(precision, numbers(precision));
    for (double alpha : new double[] {1, 0.3, -2}) {
      Matrix[] scalar = valueAndGradient(new ScalarKernels(), f, alpha, z);
      Matrix[] simd = valueAndGradient(new SimdKernels(), f, alpha, z);
      String what = f + " with alpha " + alpha + ", seed " + SEED;
      Matrices.assertSameBits(simd[0], scalar[0], "value of " + what);
      Matrices.assertSameBits(simd[1], scalar[1], "gradient of " + what);
    }
  }

  private static Matrix[] valueAndGradient(
      Kernels kernels, ElementwiseFunction f, double alpha, Matrix z) {
    Matrix a = Matrix.zeros(z.precision(), 1, z.columns());
    Matrix g = Matrix.zeros(z.precision(), 1, z.columns());
    g.fill(1.25);
    kernels.apply(f, alpha, z, a);
    kernels.applyGradient(f, alpha, z, a, g);
    return new Matrix[] {a, g};
  }

  /** What is special, ordinary numbers, and every other one any bits at all. */
  private static double[] numbers(Precision precision) {
    Random random = new Random(SEED);
    double[] special = {
      0,
      -0.0,
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.MIN_VALUE,
      -Float.MIN_VALUE,
      Float.MAX_VALUE,
      -Double.MAX_VALUE
    };
    double[] numbers = new double[NUMBERS];
    for (int i = 0; i < NUMBERS; i++) {
      if (i < special.length) {
        numbers[i] = special[i];
      } else if (i % 2 == 0) {
        numbers[i] = 20 * random.nextGaussian();
      } else {
        numbers[i] =
            precision == Precision.FLOAT32
                ? Float.intBitsToFloat(random.nextInt())
                : Double.longBitsToDouble(random.nextLong());
      }
    }
    return numbers;
  }
}
