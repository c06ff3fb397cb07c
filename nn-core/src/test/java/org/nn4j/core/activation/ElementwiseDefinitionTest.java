package org.nn4j.core.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.OutputLink;
import org.nn4j.api.Precision;
import org.nn4j.core.random.RandomStream;

/** The scalar functions: σ' against differences of σ, limits, NaN, and values known in advance. */
class ElementwiseDefinitionTest {
  private static final double STEP = 1e-5;

  static List<ElementwiseActivation> elementwise() {
    return TestedActivations.elementwise();
  }

  @ParameterizedTest
  @MethodSource("elementwise")
  void derivativeIsTheLimitOfDifferences(ElementwiseActivation f) {
    RandomStream random = new RandomStream(TestedActivations.SEED, "points");
    double[] grid = DoubleStream.iterate(-12, z -> z < 12.01, z -> z + 0.0625).toArray();
    double[] drawn = DoubleStream.generate(() -> 4 * random.nextGaussian()).limit(2000).toArray();
    long checked =
        DoubleStream.concat(Arrays.stream(grid), Arrays.stream(drawn))
            .filter(z -> Arrays.stream(f.kinks()).allMatch(k -> Math.abs(z - k) > 2 * STEP))
            .peek(z -> assertDerivative(f, z))
            .count();
    assertThat(checked).isGreaterThan(2300);
  }

  private static void assertDerivative(ElementwiseActivation f, double z) {
    double numeric = (f.value(z + STEP) - f.value(z - STEP)) / (2 * STEP);
    assertThat(f.derivative(z, f.value(z)))
        .as("%s at %s (seed %d)", f.expression(), z, TestedActivations.SEED)
        .isCloseTo(numeric, within(tolerance(f, z) * Math.max(1, Math.abs(numeric))));
  }

  private static double tolerance(ElementwiseActivation f, double z) {
    boolean bends = f instanceof SparsePlus && Math.abs(Math.abs(z) - 1) < STEP;
    if (bends || Math.abs(z) < STEP) {
      // elu, celu and softsign bend at 0, sparse_plus at 1: the difference is exact to first order
      return STEP;
    }
    return f instanceof HardSigmoid ? 1e-8 : 2e-9; // its derivative is (float) 1/6 by definition
  }

  /** Those that are not continuous themselves. */
  private static final Set<Class<?>> JUMPING = Set.of(HardShrink.class, Threshold.class);

  @ParameterizedTest
  @MethodSource("elementwise")
  void derivativeJumpsAtKinks(ElementwiseActivation f) {
    for (double kink : f.kinks()) {
      double below = kink - 1e-9;
      double above = kink + 1e-9;
      if (!JUMPING.contains(f.getClass())) {
        assertThat(f.value(below)).as("continuous").isCloseTo(f.value(above), within(1e-8));
      }
      assertThat(f.derivative(below, f.value(below)))
          .as("%s at %s", f.expression(), kink)
          .isNotCloseTo(f.derivative(above, f.value(above)), within(0.01));
    }
  }

  /** Far out every σ but sin goes one way, so ±∞ must continue what ±1e300 begins. */
  @ParameterizedTest
  @MethodSource("elementwise")
  void takesItsLimitsAtInfinity(ElementwiseActivation f) {
    if (f instanceof Sin) {
      assertThat(f.value(Double.POSITIVE_INFINITY)).isNaN();
      return;
    }
    for (double sign : new double[] {-1, 1}) {
      double far = f.value(sign * 1e300);
      double limit = f.value(sign * Double.POSITIVE_INFINITY);
      if (Math.abs(far) > 1e200 || f instanceof Symlog) {
        assertThat(limit).isEqualTo(Math.copySign(Double.POSITIVE_INFINITY, far));
      } else {
        assertThat(limit).isCloseTo(far, within(1e-15));
      }
      assertThat(f.derivative(sign * Double.POSITIVE_INFINITY, limit))
          .isCloseTo(f.derivative(sign * 1e300, far), within(1e-300));
    }
  }

  @ParameterizedTest
  @MethodSource("elementwise")
  void propagatesNaN(ElementwiseActivation f) {
    assertThat(f.value(Double.NaN)).isNaN();
  }

  /** Values of PyTorch 2 in float64, rounded to 12 digits. */
  @ParameterizedTest
  @CsvSource({
    "-2, 0.119202922022, -0.964027580076, -0.864664716763, -1.520166468595, -0.045500263896,"
        + " -0.045402305912, -0.238405844044, -0.252501482696, 0.126928011043, -0.666666666667,"
        + " 0.166666666667, -0.333333333333, -1.035972419924",
    "1, 0.731058578630, 0.761594155956, 1, 1.050700987355, 0.841344746069, 0.841191990608,"
        + " 0.731058578630, 0.865098388267, 1.313261687518, 0.5, 0.666666666667, 0.666666666667,"
        + " 0.238405844044"
  })
  void agreesWithReferenceValues(
      double z,
      double sigmoid,
      double tanh,
      double elu,
      double selu,
      double gelu,
      double geluTanh,
      double silu,
      double mish,
      double softplus,
      double softsign,
      double hardSigmoid,
      double hardSwish,
      double tanhShrink) {
    double[] values = {
      sigmoid,
      tanh,
      elu,
      selu,
      gelu,
      geluTanh,
      silu,
      mish,
      softplus,
      softsign,
      hardSigmoid,
      hardSwish,
      tanhShrink
    };
    ElementwiseActivation[] functions = {
      new Sigmoid(),
      new Tanh(),
      new Elu(),
      new Selu(),
      new Gelu(),
      new GeluTanh(),
      new Silu(),
      new Mish(),
      new Softplus(),
      new Softsign(),
      new HardSigmoid(),
      new HardSwish(),
      new TanhShrink()
    };
    for (int i = 0; i < values.length; i++) {
      assertThat(functions[i].value(z))
          .as("%s(%s)", functions[i].name(), z)
          .isCloseTo(values[i], within(1e-12));
    }
  }

  /** The derivatives at all kinks, as documented: PyTorch's choices. */
  static final Map<String, Map<Double, Double>> AT_KINKS =
      Map.ofEntries(
          Map.entry("clamp(least=0.0, greatest=1.0)", Map.of(0.0, 0.0, 1.0, 0.0)),
          Map.entry("hard_shrink(threshold=0.5)", Map.of(-0.5, 0.0, 0.5, 0.0)),
          Map.entry("soft_shrink(threshold=0.5)", Map.of(-0.5, 0.0, 0.5, 0.0)),
          Map.entry("sparse_sigmoid", Map.of(-1.0, 0.0, 1.0, 0.0)),
          Map.entry("threshold(threshold=1.0, value=0.0)", Map.of(1.0, 0.0)),
          Map.entry("rectified_tanh", Map.of(0.0, 0.0)),
          Map.entry("rrelu(lower=0.125, upper=0.3333333333333333)", Map.of(0.0, 11.0 / 48)),
          Map.entry("relu", Map.of(0.0, 0.0)),
          Map.entry("relu6", Map.of(0.0, 0.0, 6.0, 0.0)),
          Map.entry("leaky_relu(slope=0.01)", Map.of(0.0, 0.01)),
          Map.entry("leaky_relu(slope=0.2)", Map.of(0.0, 0.2)),
          Map.entry("leaky_relu(slope=-0.5)", Map.of(0.0, -0.5)),
          Map.entry("elu(alpha=1.5)", Map.of(0.0, 1.5)),
          Map.entry("elu(alpha=0.0)", Map.of(0.0, 0.0)),
          Map.entry("selu", Map.of(0.0, 1.7580993408473768)),
          Map.entry("hard_tanh", Map.of(-1.0, 0.0, 1.0, 0.0)),
          Map.entry("hard_sigmoid", Map.of(-3.0, 0.0, 3.0, 0.0)),
          Map.entry("hard_swish", Map.of(-3.0, -0.5, 3.0, 1.5)));

  @ParameterizedTest
  @MethodSource("elementwise")
  void atAKinkTheDerivativeIsTheDocumentedOne(ElementwiseActivation f) {
    Map<Double, Double> documented = AT_KINKS.getOrDefault(f.expression(), Map.of());
    assertThat(documented.keySet())
        .as("%s", f.expression())
        .containsExactlyInAnyOrderElementsOf(Arrays.stream(f.kinks()).boxed().toList());
    documented.forEach(
        (kink, want) -> {
          assertThat(f.derivative(kink, f.value(kink))).isEqualTo(want, within(1e-15));
          if (kink == 0) {
            assertThat(f.derivative(-0.0, f.value(-0.0))).isEqualTo(want, within(1e-15));
          }
          for (Kernels kernels : TestedActivations.kernels()) {
            for (Precision precision : Precision.values()) {
              Matrix z = Matrix.of(precision, new double[] {kink});
              Matrix a = Matrix.zeros(precision, 1, 1);
              Matrix g = Matrix.of(precision, new double[] {1});
              f.forward(z, a, kernels);
              f.backward(z, a, g, kernels);
              assertThat(g.get(0, 0))
                  .as("%s at %s, %s, %s", f.expression(), kink, kernels.name(), precision)
                  .isEqualTo(precision == Precision.FLOAT32 ? want.floatValue() : want);
            }
          }
        });
  }

  /** Losses fuse by the declared link, so nothing but the function itself may declare it. */
  @Test
  void onlySigmoidAndSoftmaxDeclareLinks() {
    assertThat(new Sigmoid().link()).isEqualTo(OutputLink.LOGISTIC);
    assertThat(new Softmax().link()).isEqualTo(OutputLink.SOFTMAX);
    assertThat(TestedActivations.all()).filteredOn(a -> a.link() != OutputLink.NONE).hasSize(2);
  }
}
