package org.nn4j.formula;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FunctionTest {
  @Test
  void computesValueAndGradient() {
    Function f = Function.of("(x1 - 6)^2 + x2^2 - x1*x2");

    assertThat(f.variables()).containsExactly("x1", "x2");
    assertThat(f.value(8, 4)).isEqualTo(-12.0);
    assertThat(f.gradient(8, 4)).containsExactly(0, 0);
    assertThat(f.derivative("x2")).isEqualTo("2*x2 - x1");
    assertThat(f.latex())
        .isEqualTo("\\left(x_{1} - 6\\right)^{2} + x_{2}^{2} - x_{1} \\cdot x_{2}");
  }
}
