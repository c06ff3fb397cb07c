package org.nn4j.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Activation;
import org.nn4j.api.Kernels;
import org.nn4j.api.KernelsProvider;
import org.nn4j.api.Matrix;
import org.nn4j.api.Parameters;
import org.nn4j.api.Precision;
import org.nn4j.api.math.NnMath;
import org.nn4j.core.registry.Catalog;

class FormulaActivationTest {
  private static final long SEED = 4;

  static Stream<String> formulas() {
    return Stream.concat(
        Formulas.all().stream().map(Formulas.ByHand::formula),
        Stream.of("z^3*exp(-z^2)", "where(z > 1, log(z), z - 1)", "z*sin(z)/(1 + z^2)"));
  }

  static List<Kernels> kernels() {
    return ServiceLoader.load(KernelsProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.unavailable().isEmpty())
        .map(KernelsProvider::create)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqrt(abs(z))", "sqrt(max(z, 0))", "abs(z)^0.5"})
  void aSlopeThatIsNoNumberIsRefused(String formula) {
    assertThatThrownBy(() -> new FormulaActivation(formula))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the derivative of the formula " + formula + " is ")
        .hasMessageContaining("but it must be a number for every z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "z/(1 + abs(z)) | from -1 to 1",
        "1/(1 + abs(z)) | from 0 to 1",
        "max(z, 0) + abs(z - 1) | from 1 to ∞",
        "log1p(abs(z)) - 3 | from -3 to ∞",
        "-exp(z) | from −∞ to 0",
        "z^3 | from −∞ to ∞"
      })
  void tellsWhatItsValuesAreBetween(String formula, String values) {
    assertThat(new FormulaActivation(formula).facts()).containsEntry("values", values);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "where(z < 0, 2*z, z) | where(z < 0, 2*z, z)",
        "where(z < 1, 2, z) | where(z < 1, 2, z)",
        "where(z > 1, 2, z) | where(z > 1, 2, z)",
        "where(z^2 < z, 2, z) | where(z > z^2, 2, z)"
      })
  void conditionsAreShownAsPeopleWriteThem(String formula, String shown) {
    assertThat(new FormulaActivation(formula).facts()).containsEntry("σ(z)", shown);
  }

  /** Matrices of any layout, ranges and all kernels give one number's bits. */
  @ParameterizedTest
  @MethodSource("formulas")
  void bitsDependOnNothingButTheNumber(String text) {
    FormulaActivation f = new FormulaActivation(text);
    assertThat(kernels()).hasSizeGreaterThanOrEqualTo(2);
    for (Precision precision : Precision.values()) {
      Matrix z = Matrix.zeros(precision, 3, 700);
      Random random = new Random(SEED);
      for (int i = 0; i < z.size(); i++) {
        z.set(i / 700, i % 700, 4 * random.nextGaussian());
      }
      Matrix a = Matrix.zeros(precision, 3, 700);
      Matrix g = Matrix.zeros(precision, 3, 700);
      g.fill(1.5);
      Matrix wantA = ranges(f, z, Matrix.zeros(precision, 3, 700));
      Matrix wantG = gradients(f, z, wantA);
      for (Kernels kernels : kernels()) {
        f.forward(z, a, kernels);
        assertThat(a.toRows()).as("%s %s", kernels.name(), precision).isEqualTo(wantA.toRows());
        Matrix gradient = copy(g);
        f.backward(z, a, gradient, kernels);
        assertThat(gradient.toRows()).as(kernels.name()).isEqualTo(wantG.toRows());
        Matrix wide = Matrix.zeros(precision, 3, 703).columns(2, 702);
        f.forward(z, wide, kernels);
        assertThat(wide.toRows()).as("with gaps").isEqualTo(wantA.toRows());
        Matrix wideGradient = Matrix.zeros(precision, 3, 703).columns(2, 702);
        wideGradient.fill(1.5);
        f.backward(z, wide, wideGradient, kernels);
        assertThat(wideGradient.toRows()).as("with gaps").isEqualTo(wantG.toRows());
      }
      if (precision == Precision.FLOAT64) {
        for (int c = 0; c < 700; c++) {
          assertThat(wantA.get(1, c)).isEqualTo(f.value(z.get(1, c)));
        }
      }
    }
  }

  private static Matrix copy(Matrix m) {
    return Matrix.of(m.precision(), m.toRows());
  }

  private static Matrix ranges(FormulaActivation f, Matrix z, Matrix a) {
    for (int r = 0; r < z.rows(); r++) {
      for (int c = 0; c < z.columns(); c++) {
        if (z.precision() == Precision.FLOAT32) {
          float[] one = new float[1];
          f.forward(new float[] {(float) z.get(r, c)}, 0, one, 0, 1);
          a.set(r, c, one[0]);
        } else {
          double[] one = new double[1];
          f.forward(new double[] {z.get(r, c)}, 0, one, 0, 1);
          a.set(r, c, one[0]);
        }
      }
    }
    return a;
  }

  private static Matrix gradients(FormulaActivation f, Matrix z, Matrix a) {
    Matrix g = Matrix.zeros(z.precision(), z.rows(), z.columns());
    for (int r = 0; r < z.rows(); r++) {
      for (int c = 0; c < z.columns(); c++) {
        if (z.precision() == Precision.FLOAT32) {
          float[] one = {1.5f};
          float[] value = {(float) a.get(r, c)};
          f.backward(new float[] {(float) z.get(r, c)}, 0, value, 0, one, 0, 1);
          g.set(r, c, one[0]);
        } else {
          double[] one = {1.5};
          double[] value = {a.get(r, c)};
          f.backward(new double[] {z.get(r, c)}, 0, value, 0, one, 0, 1);
          g.set(r, c, one[0]);
        }
      }
    }
    return g;
  }

  @Test
  void allocatesNothingInSteadyState() {
    Activation f = new FormulaActivation("z*tanh(softplus(z)) + where(z > 1, sin(z), 0)");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Kernels kernels = kernels().get(0);
    for (Precision precision : Precision.values()) {
      Matrix z = Matrix.zeros(precision, 8, 33);
      Matrix a = Matrix.zeros(precision, 8, 33);
      long least = Long.MAX_VALUE;
      for (int i = 0; i < 50 && least > 0; i++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int call = 0; call < 100; call++) {
          f.forward(z, a, kernels);
          f.backward(z, a, a, kernels);
        }
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertThat(least).as("bytes of 100 calls, %s", precision).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "abs(z - 1) + relu(2*z + 3) | -1.5, 1.0",
        "clamp(z, -1, 2) | -1.0, 2.0",
        "where(z > 0, z, exp(z) - 1) | 0.0",
        "where(z > 0, z, 0.5*z) | 0.0",
        "max(z^2 - 4, 0) | -2.0, 2.0",
        "min(exp(z), 1) | 0.0",
        "abs(z)*z | 0.0",
        "sqrt(z^2) | 0.0",
        "tanh(z) | ",
      })
  void findsWhereTheSlopeJumps(String text, String kinks) {
    double[] want =
        kinks == null
            ? new double[0]
            : Arrays.stream(kinks.split(", ")).mapToDouble(Double::parseDouble).toArray();

    assertThat(new FormulaActivation(text).kinks()).containsExactly(want, offset(1e-9));
  }

  @Test
  void limitsAreFiniteWhereTheFunctionIs() {
    for (String text : List.of("z*sigmoid(z)", "z^3*exp(-z^2)", "z/(1 + abs(z))", "1/(1 + e^-z)")) {
      FormulaActivation f = new FormulaActivation(text);
      double inf = Double.POSITIVE_INFINITY;
      for (double z : new double[] {-inf, -1e300, -1e4, 1e4}) {
        assertThat(f.value(z)).as("%s at %s", text, z).isFinite();
        assertThat(f.derivative(z, f.value(z))).as("%s' at %s", text, z).isFinite();
      }
      assertThat(f.derivative(inf, f.value(inf))).as("%s' at ∞", text).isFinite();
      assertThat(f.value(Double.NaN)).isNaN();
    }
  }

  @Test
  void isWrittenAndReadAsItWas() {
    Catalog catalog = Catalog.of(new FormulaActivation());
    for (String expression :
        List.of(
            "formula(z*sigmoid(1.702*z))",
            "formula(z*tanh(softplus(b*z)), b=2)",
            "formula(\"max(z, 0.1*z)\")",
            "formula(z)",
            "formula((z + 1)^2 - 1e-3)")) {
      assertThat(catalog.create(Activation.class, expression).expression()).isEqualTo(expression);
    }
    assertThat(catalog.create(Activation.class, "formula(max(z,0.1*z))"))
        .isEqualTo(new FormulaActivation("max(z, 0.1*z)"));
  }

  @Test
  void parametersChange() {
    FormulaActivation f = new FormulaActivation("z*tanh(b*z)", Map.of("b", 2.0));

    assertThat(f.with(Parameters.of("b", 3)).value(1)).isEqualTo(NnMath.tanh(3.0));
    assertThat(f.with(Parameters.of("formula", "z + 1")).parameters().names())
        .containsExactly("formula");
    assertThat(f.with(Parameters.of(Map.of("formula", "z + c", "c", 1))).value(1)).isEqualTo(2);
    assertThatThrownBy(() -> f.with(Parameters.of("b", "x")))
        .hasMessage("b must be a number but is 'x'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "z*sigmoid(z) | from -0.2784 to ∞",
        "z*tanh(z) | from 0 to ∞",
        "z/(1 + abs(z)) | from -1 to 1",
        "tanh(z) | from -1 to 1",
        "-abs(z) | from −∞ to 0",
        "log1p(abs(z)) | from 0 to ∞",
        "z^3 | from −∞ to ∞",
        "exp(-z^2) | from 0 to 1"
      })
  void itTellsItsRange(String formula, String range) {
    assertThat(new FormulaActivation(formula).facts()).containsEntry("values", range);
  }
}
