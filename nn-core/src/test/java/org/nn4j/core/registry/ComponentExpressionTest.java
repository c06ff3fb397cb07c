package org.nn4j.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Precision;
import org.nn4j.core.InputException;

class ComponentExpressionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "relu | relu",
        " relu ( ) | relu",
        "elu(1.0) | elu(1.0)",
        "huber(0.5)|huber(0.5)",
        "leaky_relu(slope=0.2)|leaky_relu(slope=0.2)",
        "a( 1e-3 ,-2, x = 1/3 )|a(0.001, -2, x=0.3333333333333333)",
        "a(.5, 2., 1E2, -1/4)|a(0.5, 2.0, 100.0, -0.25)",
        "a(9223372036854775807, 20000000000000000000)|a(9223372036854775807, 2.0E19)",
        "a(true, FALSE, True)|a(true, false, true)",
        "a(\"x, \\\"y\\\" \\\\ )\")|a(\"x, \\\"y\\\" \\\\ )\")",
        "a([], [1, [b, c(2)]])|a([], [1, [b, c(2)]])",
        "dense(16, leaky-relu(slope=0.1), Label=x.y-z)|dense(16, leaky-relu(slope=0.1), Label=x.y-z)",
        "a(b())|a(b)",
        "a(z*b(1.5 * z), b=1)|a(z*b(1.5 * z), b=1)",
        "a( 1/x )|a(1/x)",
        "a(-b(x,2), 1)|a(-b(x,2), 1)",
        "a((x + 1)^2)|a((x + 1)^2)",
        "a(b(x - 1, 2))|a(b(x - 1, 2))",
        "a(x - 1)|a(x - 1)",
        "a(b(x <= 1, x, 1e-3*x))|a(b(x <= 1, x, 1e-3*x))",
        "a([b(x+1)])|a([b(x+1)])",
        "a(2x)|a(2x)",
        "a(x²)|a(x²)",
        "a(x%2)|a(x%2)",
      })
  void readsAndPrints(String written, String printed) {
    assertThat(ComponentExpression.parse(written)).hasToString(printed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "leaky_relu(slope= | 18 | expected a value, and '(' is not closed",
        "``| 1 | expected a name",
        "1relu | 1 | expected a name",
        "релу | 1 | expected a name",
        "true | 1 | 'true' cannot be a name",
        "relu) | 5 | expected the end",
        "relu() x | 8 | expected the end",
        "relu( | 6 | expected a value, and '(' is not closed",
        "a(1 2) | 5 | expected ',' or ')'",
        "a(1,) | 5 | expected a value",
        "a([1 2]) | 6 | expected ',' or ']'",
        "a([1,) | 6 | expected a value, and '(' is not closed",
        "a(b=1, 2) | 8 | a positional argument follows a named one",
        "a(inf) | 3 | a number must be finite but is inf",
        "a(x=NaN) | 5 | a number must be finite but is NaN",
        "a(nan=1) | 3 | 'nan' cannot be a name",
        "a(1e400) | 3 | a number must be finite but is 1e400",
        "a(1/0) | 3 | a number must be finite but is 1/0",
        "a(0/0) | 3 | a number must be finite but is 0/0",
        "a(x=1/y) | 7 | expected a number",
        "a(x=2*y) | 6 | expected ',' or ')'",
        "a(y*2 | 4 | expected ',' or ')', and '(' is not closed",
        "a(y*(b(2)) | 4 | expected ',' or ')', and '(' is not closed",
        "y*b(2) | 2 | expected the end; a formula is written as formula(y*b(2))",
        "(y-t)^2 | 1 | expected a name; a formula is written as formula((y-t)^2)",
        "a(1, \"x) | 6 | a text has no closing quote",
        "a(\"x\\n\") | 5 | a backslash must precede '\"' or another backslash",
        "a(\"x\\ | 5 | a backslash must precede '\"' or another backslash",
        "a(\"😀\" 1) | 7 | expected ',' or ')'",
      })
  void tellsWhereTheGrammarIsBroken(String written, int character, String fault) {
    assertThatThrownBy(() -> ComponentExpression.parse(written))
        .isInstanceOf(InputException.class)
        .hasMessage("at character " + character + " of '" + written + "': " + fault);
  }

  static List<String> hostile() {
    return List.of(
        "a(".repeat(10_000),
        "a(" + "[".repeat(10_000),
        "a(" + "[".repeat(100_000) + "]".repeat(100_000) + ")",
        ")".repeat(10_000),
        "a(" + "9".repeat(100_000) + ")",
        "a(1e" + "9".repeat(100_000) + ")",
        "a(\"" + "\\\\".repeat(100_000),
        "a" + "\n".repeat(1000) + "\u2028\u0000(",
        "a b".repeat(10_000),
        "a(" + "b=1,".repeat(10_000),
        "\ud800(");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void answersHostileTextWithOneShortLine(String written) {
    assertThatThrownBy(() -> ComponentExpression.parse(written))
        .isInstanceOf(InputException.class)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(250).doesNotContain("\n"));
  }

  @Test
  void takesALongExpression() {
    String text = "a(" + "relu, ".repeat(50_000) + "b".repeat(100_000) + ")";

    assertThat(ComponentExpression.parse(text).arguments()).hasSize(50_001);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void readsBackWhatItPrints(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      ComponentExpression expression = expression(random, 4);
      assertThat(ComponentExpression.parse(expression.toString()))
          .as("seed %d, expression %d: %s", seed, i, expression)
          .isEqualTo(expression);
    }
  }

  private static ComponentExpression expression(Random random, int depth) {
    int positional = random.nextInt(3);
    int count = depth == 0 ? 0 : positional + random.nextInt(3);
    List<ComponentExpression.Argument> arguments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = i < positional ? null : name(random);
      arguments.add(new ComponentExpression.Argument(name, value(random, depth - 1)));
    }
    return new ComponentExpression(name(random), arguments);
  }

  private static ArgumentValue value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 6 : 4)) {
      case 0 -> new ArgumentValue.Numeral(random.nextLong() >> random.nextInt(64));
      case 1 -> new ArgumentValue.Numeral(finite(random));
      case 2 -> new ArgumentValue.Flag(random.nextBoolean());
      case 3 -> new ArgumentValue.Text(text(random));
      case 4 -> expression(random, depth);
      default ->
          new ArgumentValue.Items(
              Stream.generate(() -> value(random, depth - 1)).limit(random.nextInt(4)).toList());
    };
  }

  private static double finite(Random random) {
    double value = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(value) ? value : -0.0;
  }

  private static String name(Random random) {
    String rest = "abcXYZ019_.-";
    StringBuilder name = new StringBuilder("n");
    for (int i = random.nextInt(8); i > 0; i--) {
      name.append(rest.charAt(random.nextInt(rest.length())));
    }
    return name.toString();
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.append("a\"\\ ,()=[]\né😀".charAt(random.nextInt(14)));
    }
    return text.toString();
  }

  @Test
  void isMadeOfAConfigurationsValues() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("units", 16);
    values.put("rate", 0.5f);
    values.put("bias", false);
    values.put("precision", Precision.FLOAT64);
    values.put("activation", new Parts.LeakyRelu(0.2));
    values.put("list", List.of(1L, "x"));

    assertThat(ComponentExpression.of("dense", values))
        .hasToString(
            "dense(units=16, rate=0.5, bias=false, precision=\"float64\","
                + " activation=leaky_relu(slope=0.2), list=[1, \"x\"])");
  }

  @Test
  void refusesValuesThatItCannotPrint() {
    assertThatThrownBy(() -> ComponentExpression.of("a", Map.of("x", Map.of("y", 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("but is '{y=1}'");
    assertThatThrownBy(() -> ComponentExpression.of("a", Map.of("x", Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a number must be finite but is NaN");
    assertThatThrownBy(() -> ComponentExpression.of("a b", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'a b' cannot be a name");
  }
}
