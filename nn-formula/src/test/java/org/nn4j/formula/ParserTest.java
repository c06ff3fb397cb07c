package org.nn4j.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ParserTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "z*sigmod(z) | unknown function 'sigmod' at character 3; did you mean 'sigmoid'?",
        "z*b | unknown name 'b' at character 3; the variable is z, and a parameter has its value"
            + " behind the formula: b=1",
        "Z | unknown name 'Z' at character 1; names are in lower case, such as z",
        "_*z | unknown name '_' at character 1; names are in lower case and begin with a letter",
        "zz*2 | unknown name 'zz' at character 1; did you mean 'z'?",
        "ln(z) | unknown function 'ln' at character 1; did you mean 'log'?",
        "z² | expected an operator or the end at character 2; that is written as in x^2",
        "z·z | expected an operator or the end at character 2; that is written as in 2*x",
        "z%2 | expected an operator or the end at character 2; there is no remainder",
        "tanh | a function without arguments, 'tanh', at character 1",
        "z + | expected a number, a name or '(' at character 4",
        "2z | expected an operator or the end at character 2; that is written as in 2*x",
        "(z | expected ')' at character 3",
        "z) | expected an operator or the end at character 2",
        "z**2 | a power is written as x^2 at character 2",
        "1e999*z | a number must be finite but is 1e999 at character 1",
        "max(z) | max takes 2 arguments but is given 1 at character 6",
        "tanh(z, 1) | tanh takes 1 argument but is given 2 at character 10",
        "tanh() | tanh takes 1 argument but is given 0 at character 6",
        "clamp(z, 0) | clamp takes 3 arguments but is given 2 at character 11",
        "where(z, 1, 2) | expected '<', '<=', '>' or '>=': where(condition, x, y) at character 8",
        "where(z > 0, 1) | expected ',' at character 15",
        "z > 0 | expected an operator or the end at character 3",
        "z*€ | expected a number, a name or '(' at character 3",
      })
  void pointsAtTheFault(String text, String message) {
    assertThatThrownBy(() -> new FormulaActivation(text))
        .isInstanceOf(FormulaException.class)
        .hasMessage(message);
  }

  @Test
  void marksTheFaultWithACaret() {
    FormulaException fault =
        catchThrowableOfType(FormulaException.class, () -> new FormulaActivation("z +\tsigmod(z)"));

    assertThat(fault.index()).isEqualTo(4);
    assertThat(fault.marked()).isEqualTo("z + sigmod(z)\n    ^");
  }

  static List<String> hostile() {
    return List.of(
        "(".repeat(1900),
        "-".repeat(1900) + "z",
        "z^".repeat(900) + "z",
        "tanh(".repeat(390),
        "z*".repeat(5000) + "z",
        "z" + "\u202e".repeat(50) + "*",
        "9".repeat(1999),
        "",
        " ",
        "where(z>0,".repeat(100),
        "\ud800");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void answersHostileTextWithOneShortLine(String text) {
    assertThatThrownBy(() -> new FormulaActivation(text))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(3000).doesNotContain("\n"));
  }

  @Test
  void boundsTheOperationsOfDerivatives() {
    Graph graph = new Graph();

    assertThatThrownBy(() -> IntStream.rangeClosed(0, Graph.MOST).forEach(graph::number))
        .hasMessage("the formula and its derivatives have more than 2000 operations; shorten it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1/0*z | is -Infinity at z = -16.0",
        "log(z) | is NaN at z = -16.0",
        "1/z | is Infinity at z = 0.0",
        "sqrt(z) | is NaN at z = -16.0",
        "z^0.3 | is NaN at z = -16.0",
        "2 | does not depend on z",
      })
  void anActivationIsANumberEverywhere(String text, String fault) {
    assertThatThrownBy(() -> new FormulaActivation(text)).hasMessageContaining(fault);
  }

  @Test
  void parametersHaveNamesOfTheirOwnAndAreUsed() {
    assertThatThrownBy(() -> new FormulaActivation("z*b", Map.of("b", 1.0, "c", 2.0)))
        .hasMessage("the formula z*b has no parameter 'c'");
    assertThatThrownBy(() -> new FormulaActivation("z*tanh(z)", Map.of("tanh", 1.0)))
        .hasMessageContaining("'tanh' cannot be a parameter");
    assertThatThrownBy(() -> new FormulaActivation("z*b", Map.of("b", Double.NaN)))
        .hasMessage("b must be a finite number but is NaN");
  }
}
