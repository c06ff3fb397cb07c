package org.nn4j.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionTest {
  private static final long SEED = 20261130;

  @Test
  void computesValueAndGradient() {
    Function f = Function.of("(x1 - 6)^2 + x2^2 - x1*x2");

    assertThat(f.variables()).containsExactly("x1", "x2");
    assertThat(f.value(8, 4)).isEqualTo(-12.0);
    assertThat(f.gradient(8, 4)).containsExactly(0, 0);
    assertThat(f.derivative("x2")).isEqualTo("2*x2 - x1");
    assertThat(f.latex())
        .isEqualTo("\\left(x_{1} - 6\\right)^{2} + x_{2}^{2} - x_{1} \\cdot x_{2}");
    assertThat(f.derivativeLatex("x2")).isEqualTo("2 \\cdot x_{2} - x_{1}");
    assertThat(f).hasToString("(x1 - 6)^2 + x2^2 - x1*x2");
  }

  @Test
  void variablesMayBeGivenAndNeedNotBeUsed() {
    Function f = Function.of("y^2", List.of("x", "y"));

    assertThat(f.gradient(3, 4)).containsExactly(0, 8);
    assertThatThrownBy(() -> f.value(1))
        .hasMessage("the function y^2 has the variables [x, y] but is given [1.0]");
    assertThatThrownBy(() -> Function.of("y^2", List.of("y", "y"))).hasMessageContaining("'y'");
    assertThatThrownBy(() -> Function.of("y^2", List.of("y", "exp"))).hasMessageContaining("'exp'");
    assertThatThrownBy(() -> f.derivative("q")).hasMessageContaining("no variable 'q'");
  }

  /** Central differences; away from kinks, since the points are random. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "abs(x) + y",
        "sign(x)*y",
        "sqrt(x^2 + 1)*y",
        "exp(x)*y",
        "expm1(x)*y",
        "log(x^2 + 1)/y",
        "log1p(x^2)*y",
        "sin(x*y)",
        "cos(x + y)",
        "tanh(x*y)",
        "sigmoid(x - y)",
        "softplus(x*y)",
        "erf(x*y)",
        "normal_cdf(x + 2*y)",
        "relu(x*y)",
        "min(x, y)",
        "max(x, y, x*y)",
        "clamp(x, -1, y^2)",
        "where(x < y, x^2, y^3)",
        "where(x >= y, exp(x), y)",
        "x/y",
        "-x^3/y",
        "x^-2*y",
        "(x^2 + 1)^1.5",
        "(x^2 + 1)^y",
        "2^x*y",
        "e^(x*y)",
        "pi*x - y",
        "x/(2 + abs(x))*y",
        "tanh(softplus(x))*y",
        "log(sigmoid(x*y))",
        "1/(1 + e^-(x*y))",
        "x*(1 + tanh(y))/2",
        "where(x > 0, log(x), y)"
      })
  void theGradientIsTheSlope(String text) {
    Function f = Function.of(text, List.of("x", "y"));
    Random random = new Random(SEED);
    for (int i = 0; i < 200; i++) {
      double x = 2 * random.nextGaussian();
      double y = 2 * random.nextGaussian();
      double h = 1e-6;
      double[] gradient = f.gradient(x, y);
      double byX = (f.value(x + h, y) - f.value(x - h, y)) / (2 * h);
      double byY = (f.value(x, y + h) - f.value(x, y - h)) / (2 * h);
      String where = text + " at (" + x + ", " + y + "), seed " + SEED;
      assertThat(gradient[0])
          .as(where)
          .isCloseTo(byX, within(1e-5 * (1 + Math.abs(byX) + Math.abs(f.value(x, y)))));
      assertThat(gradient[1])
          .as(where)
          .isCloseTo(byY, within(1e-5 * (1 + Math.abs(byY) + Math.abs(f.value(x, y)))));
    }
  }

  /** What is printed is read again and is the same function. */
  @Test
  void derivativesAreFormulas() {
    Random random = new Random(SEED);
    for (Formulas.ByHand one : Formulas.all()) {
      Function f = Function.of(one.formula(), List.of("z"));
      Function slope = Function.of(f.derivative("z"), List.of("z"));
      for (int i = 0; i < 50; i++) {
        double z = 3 * random.nextGaussian();
        double want = f.gradient(z)[0];
        assertThat(slope.value(z))
            .as("%s at %s, seed %d: %s", one, z, SEED, slope)
            .isCloseTo(want, within(1e-13 * (1 + Math.abs(want))));
      }
    }
  }

  @Test
  void simplifies() {
    List<String> slopes = new ArrayList<>();
    for (String text : List.of("relu(z)", "z - tanh(z)", "log(1 + e^z)", "abs(z)", "z^4", "-z")) {
      slopes.add(Function.of(text).derivative("z"));
    }

    assertThat(slopes)
        .containsExactly("where(z > 0, 1, 0)", "tanh(z)^2", "sigmoid(z)", "sign(z)", "4*z^3", "-1");
  }
}
