package org.nn4j.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.api.DoubleMatrix;
import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.testkit.reference.Formulas;

/** Element-wise functions of every available provider. */
@Execution(ExecutionMode.CONCURRENT)
class FunctionsTest {
  private static final long SEED = 20260104;
  private static final double ALPHA = 0.7;
  private static final Set<ElementwiseFunction> EXPONENTIAL =
      Set.of(ElementwiseFunction.ELU, ElementwiseFunction.SELU, ElementwiseFunction.CELU);
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  static Stream<Arguments> functions() {
    return Candidate.all()
        .flatMap(c -> Stream.of(ElementwiseFunction.values()).map(f -> Arguments.of(c, f)));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void valuesFollowTheFormula(Candidate candidate, ElementwiseFunction f) {
    double[] z = grid();
    double[] a = values(candidate, f, ALPHA, z);
    for (int i = 0; i < z.length; i++) {
      double want = Formulas.value(f, ALPHA, z[i]);
      double tolerance = tolerance(candidate, f, z[i], want);
      if (!(Math.abs(a[i] - want)
          <= tolerance)) { // a million times: no message is built unless it fails
        assertThat(a[i]).as("%s(%s)", f, z[i]).isCloseTo(want, within(tolerance));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void derivativesFollowTheFormula(Candidate candidate, ElementwiseFunction f) {
    double[] z = grid();
    double[] d = derivatives(candidate, f, ALPHA, z);
    for (int i = 0; i < z.length; i++) {
      double want = Formulas.derivative(f, ALPHA, z[i]);
      double tolerance = tolerance(candidate, f, z[i], want);
      if (!(Math.abs(d[i] - want)
          <= tolerance)) { // a million times: no message is built unless it fails
        assertThat(d[i]).as("%s'(%s)", f, z[i]).isCloseTo(want, within(tolerance));
      }
    }
  }

  /** In float64 alone: differences of float32 values say nothing. */
  static Stream<Arguments> preciseFunctions() {
    return functions().filter(a -> ((Candidate) a.get()[0]).precision() == Precision.FLOAT64);
  }

  @ParameterizedTest
  @MethodSource("preciseFunctions")
  void derivativesAreSlopesOfTheValues(Candidate candidate, ElementwiseFunction f) {
    double h = 1e-5;
    // Its derivative is (float) 1/6 by definition.
    double tolerance = f == ElementwiseFunction.HARD_SIGMOID ? 1e-8 : 1e-9;
    double most = f == ElementwiseFunction.EXP || f == ElementwiseFunction.EXPM1 ? 1 : 8;
    double[] z = new Random(SEED).doubles(500, -8, most).filter(x -> awayFromKinks(f, x)).toArray();
    double[] d = derivatives(candidate, f, ALPHA, z);
    double[] right = values(candidate, f, ALPHA, shifted(z, h));
    double[] left = values(candidate, f, ALPHA, shifted(z, -h));
    for (int i = 0; i < z.length; i++) {
      assertThat(d[i])
          .as("%s'(%s), seed %d", f, z[i], SEED)
          .isCloseTo((right[i] - left[i]) / (2 * h), within(tolerance));
    }
  }

  /** Each kink's derivative as {@link ElementwiseFunction} documents it; PyTorch's choices. */
  @ParameterizedTest
  @CsvSource({
    "RELU, 0, 0",
    "RELU6, 0, 0",
    "RELU6, 6, 0",
    "LEAKY_RELU, 0, 0.7",
    "ELU, 0, 0.7",
    "SELU, 0, 1.7580993408473768",
    "CELU, 0, 1",
    "SOFTSIGN, 0, 1",
    "HARD_TANH, -1, 0",
    "HARD_TANH, 1, 0",
    "HARD_SIGMOID, -3, 0",
    "HARD_SIGMOID, 3, 0",
    "HARD_SWISH, -3, -0.5",
    "HARD_SWISH, 3, 1.5",
  })
  void atAKinkTheDerivativeIsTheDocumentedOne(ElementwiseFunction f, double kink, double want) {
    Candidate.all()
        .forEach(
            c -> {
              double exact = c.precision() == Precision.FLOAT32 ? (float) want : want;
              double[] sides = kink == 0 ? new double[] {0.0, -0.0} : new double[] {kink};
              assertThat(derivatives(c, f, ALPHA, sides)).as("%s: %s", c, f).containsOnly(exact);
            });
  }

  /** Taken from a, which rounds to −α, these would be 0 from −17 or −37 on. */
  @ParameterizedTest
  @MethodSource("functions")
  void theTailOfADerivativeKeepsItsDigits(Candidate candidate, ElementwiseFunction f) {
    if (!EXPONENTIAL.contains(f)) {
      return;
    }
    boolean single = candidate.precision() == Precision.FLOAT32;
    double[] z = single ? new double[] {-17.5, -20, -60} : new double[] {-20, -37.5, -100, -490};
    double[] d = derivatives(candidate, f, ALPHA, z);
    for (int i = 0; i < z.length; i++) {
      double want = Formulas.derivative(f, ALPHA, z[i]);
      assertThat(d[i])
          .as("%s: %s'(%s)", candidate, f, z[i])
          .isPositive()
          .isCloseTo(want, within(want * (single ? 1e-5 : 2e-13)));
    }
    double tiny = single ? Float.MIN_VALUE : Double.MIN_VALUE;
    double huge = single ? Float.MAX_VALUE : Double.MAX_VALUE;
    double atZero = f == ElementwiseFunction.CELU ? 1 : -leftLimit(f, 0);
    double right = rightSlope(f);
    assertThat(derivatives(candidate, f, ALPHA, -tiny, tiny, -1000, -huge, huge, 745))
        .as("%s: %s'", candidate, f)
        .containsExactly(rounded(single, atZero, right, 0, 0, right, right));
  }

  private static double[] rounded(boolean single, double... x) {
    return Arrays.stream(x).map(v -> single ? (float) v : v).toArray();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void nanStaysNan(Candidate candidate, ElementwiseFunction f) {
    double[] z = new double[40];
    z[3] = Double.NaN;
    z[39] = Double.NaN;
    double[] a = values(candidate, f, ALPHA, z);
    double[] d = derivatives(candidate, f, ALPHA, z);
    for (int i = 0; i < z.length; i++) {
      assertThat(Double.isNaN(a[i])).as("%s at %d", f, i).isEqualTo(i == 3 || i == 39);
      assertThat(Double.isNaN(d[i])).as("%s' at %d", f, i).isEqualTo(i == 3 || i == 39);
    }
  }

  /** Kernels clamp and choose by the bits of numbers, which order NaN by its sign. */
  @ParameterizedTest
  @MethodSource("functions")
  void extremeBitsGiveWhatTheScalarKernelsDo(Candidate candidate, ElementwiseFunction f) {
    boolean single = candidate.precision() == Precision.FLOAT32;
    int[] bits = {0, 1, 0x7f_ffff, 0x80_0000, 0x7f7f_ffff, 0x7f80_0000, 0x7f80_0001, 0x7fff_ffff};
    Matrix z = Matrix.zeros(candidate.precision(), 1, 2 * bits.length);
    for (int i = 0; i < bits.length; i++) {
      for (int sign = 0; sign < 2; sign++) {
        if (single) {
          float[] array = ((FloatMatrix) z).array();
          array[2 * i + sign] = Float.intBitsToFloat(bits[i] | sign << 31);
        } else {
          long high = (long) bits[i] << 29;
          long whole = bits[i] < 0x7f80_0000 ? high : high | 0x7ff0_0000_0000_0000L;
          double[] array = ((DoubleMatrix) z).array();
          array[2 * i + sign] = Double.longBitsToDouble(whole | (long) sign << 63);
        }
      }
    }
    Matrix a = Matrix.zeros(candidate.precision(), 1, z.columns());
    Matrix want = Matrix.zeros(candidate.precision(), 1, z.columns());
    candidate.kernels().apply(f, ALPHA, z, a);
    new ScalarKernels().apply(f, ALPHA, z, want);
    Matrices.assertSameBits(a, want, candidate + ": " + f);
    a.fill(1);
    Matrix slope = Matrix.zeros(candidate.precision(), 1, z.columns());
    slope.fill(1);
    candidate.kernels().applyGradient(f, ALPHA, z, want, a);
    new ScalarKernels().applyGradient(f, ALPHA, z, want, slope);
    Matrices.assertSameBits(a, slope, candidate + ": " + f + "'");
  }

  @ParameterizedTest
  @MethodSource("functions")
  void farOutTheLimitsHold(Candidate candidate, ElementwiseFunction f) {
    boolean single = candidate.precision() == Precision.FLOAT32;
    double huge = (single ? Float.MAX_VALUE : Double.MAX_VALUE) / 2; // selu multiplies by 1.05
    double[] z = {-INFINITY, -huge, -1e4, -800, 800, 1e4, huge, INFINITY};
    double[] a = values(candidate, f, ALPHA, z);
    double[] d = derivatives(candidate, f, ALPHA, z);
    for (int i = 0; i < z.length; i++) {
      double want = z[i] < 0 ? leftLimit(f, z[i]) : rightLimit(f, z[i]);
      assertThat(a[i]).as("%s(%s)", f, z[i]).satisfies(x -> assertNear(x, want));
      double slope = z[i] < 0 ? leftSlope(f) : rightSlope(f);
      assertThat(d[i]).as("%s'(%s)", f, z[i]).satisfies(x -> assertSlope(x, slope));
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void layoutDoesNotChangeABit(Candidate candidate, ElementwiseFunction f) {
    Matrices make = new Matrices(candidate.precision(), new Random(SEED));
    for (int columns : new int[] {1, 7, 16, 33, 530, 1100}) {
      Matrix z = make.random(3, columns);
      Matrix a = make.blank(3, columns);
      Matrix g = make.random(3, columns);
      candidate.kernels().apply(f, ALPHA, z, a);
      Matrix gradient = make.copy(g);
      candidate.kernels().applyGradient(f, ALPHA, z, a, gradient);
      Matrix expected = Matrix.zeros(candidate.precision(), 3, columns);
      Matrix expectedGradient = Matrix.zeros(candidate.precision(), 3, columns);
      for (int r = 0; r < 3; r++) {
        for (int c = 0; c < columns; c++) {
          Matrix one = Matrix.of(candidate.precision(), new double[] {z.get(r, c)});
          Matrix value = Matrix.zeros(candidate.precision(), 1, 1);
          Matrix slope = Matrix.of(candidate.precision(), new double[] {g.get(r, c)});
          new ScalarKernels().apply(f, ALPHA, one, value);
          new ScalarKernels().applyGradient(f, ALPHA, one, value, slope);
          expected.set(r, c, value.get(0, 0));
          expectedGradient.set(r, c, slope.get(0, 0));
        }
      }
      Matrices.assertSameBits(a, expected, f + " of 3×" + columns + " seed=" + SEED);
      Matrices.assertSameBits(gradient, expectedGradient, f + "' of 3×" + columns);
    }
  }

  private static double[] values(Candidate c, ElementwiseFunction f, double alpha, double[] z) {
    Matrix a = Matrix.zeros(c.precision(), 1, z.length);
    c.kernels().apply(f, alpha, Matrix.of(c.precision(), z), a);
    return a.toRows()[0];
  }

  private static double[] derivatives(
      Candidate c, ElementwiseFunction f, double alpha, double... z) {
    Matrix a = Matrix.of(c.precision(), values(c, f, alpha, z));
    Matrix g = Matrix.zeros(c.precision(), 1, z.length);
    g.fill(1);
    c.kernels().applyGradient(f, alpha, Matrix.of(c.precision(), z), a, g);
    return g.toRows()[0];
  }

  /** Multiples of 1/64, so that float32 holds the arguments and their squares are exact. */
  private static double[] grid() {
    double[] z = new double[2 * 40 * 64 + 1];
    for (int i = 0; i < z.length; i++) {
      z[i] = i / 64.0 - 40;
    }
    return z;
  }

  /**
   * Relative to the result; where a sum cancels (1 − a², roots of a derivative), relative to its
   * terms, which are about 1, or to z in tanh_shrink.
   */
  private static double tolerance(
      Candidate candidate, ElementwiseFunction f, double z, double want) {
    boolean single = candidate.precision() == Precision.FLOAT32;
    double terms =
        switch (f) {
          case GELU, SILU, MISH, SOFTPLUS, GELU_TANH, ELU, SELU, CELU -> z < -2 ? 0 : 0.2;
          case TANH_SHRINK -> Math.max(0.2, Math.abs(z));
          default -> 0.2;
        };
    double smallest = single ? Float.MIN_NORMAL : Double.MIN_NORMAL;
    // The argument of its exponential has a rounding error that grows with it.
    double condition =
        switch (f) {
          case GELU_TANH -> 1 + Math.abs(z * z * z) / 14;
          case CELU -> 1 + Math.abs(z) / 10;
          case NORMAL_CDF -> 1 + z * z;
          default -> 1;
        };
    double relative = condition * (single ? 4e-6 : 1e-14);
    return relative * Math.max(Math.abs(want), terms) + smallest;
  }

  private static boolean awayFromKinks(ElementwiseFunction f, double z) {
    for (double kink : kinks(f)) {
      if (Math.abs(z - kink) < 1e-3) {
        return false;
      }
    }
    boolean bend = f == ElementwiseFunction.SOFTSIGN || f == ElementwiseFunction.CELU;
    return !bend || Math.abs(z) > 1e-3; // their second derivative jumps at 0
  }

  /** Returns where the derivative jumps. */
  private static double[] kinks(ElementwiseFunction f) {
    return switch (f) {
      case RELU, LEAKY_RELU, ELU, SELU -> new double[] {0};
      case RELU6 -> new double[] {0, 6};
      case HARD_TANH -> new double[] {-1, 1};
      case HARD_SIGMOID, HARD_SWISH -> new double[] {-3, 3};
      default -> new double[0];
    };
  }

  private static double[] shifted(double[] z, double h) {
    return Arrays.stream(z).map(x -> x + h).toArray();
  }

  private static void assertNear(double actual, double want) {
    if (Double.isInfinite(want)) {
      assertThat(actual).isEqualTo(want);
    } else {
      assertThat(actual).isCloseTo(want, within(2e-3 * Math.abs(want) + 1e-20));
    }
  }

  private static void assertSlope(double actual, double want) {
    if (Double.isInfinite(want)) {
      assertThat(actual).isEqualTo(want);
    } else {
      assertThat(actual).isCloseTo(want, within(2e-6));
    }
  }

  private static double leftLimit(ElementwiseFunction f, double z) {
    return switch (f) {
      case LEAKY_RELU -> ALPHA * z;
      case ELU, CELU -> -ALPHA;
      case SELU -> -1.7580993408473768;
      case TANH, SOFTSIGN, HARD_TANH, EXPM1 -> -1;
      case TANH_SHRINK -> z + 1;
      default -> 0;
    };
  }

  private static double rightLimit(ElementwiseFunction f, double z) {
    return switch (f) {
      case SIGMOID, TANH, SOFTSIGN, HARD_TANH, HARD_SIGMOID, NORMAL_CDF -> 1;
      case EXP, EXPM1 -> INFINITY;
      case RELU6 -> 6;
      case SELU -> 1.0507009873554805 * z;
      case TANH_SHRINK -> z - 1;
      default -> z;
    };
  }

  private static double leftSlope(ElementwiseFunction f) {
    return switch (f) {
      case LEAKY_RELU -> ALPHA;
      case TANH_SHRINK -> 1;
      default -> 0;
    };
  }

  private static double rightSlope(ElementwiseFunction f) {
    return switch (f) {
      case SIGMOID, TANH, SOFTSIGN, HARD_TANH, HARD_SIGMOID, RELU6, NORMAL_CDF -> 0;
      case EXP, EXPM1 -> INFINITY;
      case SELU -> 1.0507009873554805;
      default -> 1;
    };
  }
}
