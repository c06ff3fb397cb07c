package org.nn4j.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordParametersTest {
  enum Mode {
    MIN,
    LESS_THAN {
      @Override
      public String toString() {
        return "<";
      }
    }
  }

  /** One parameter of every kind; a nested record, as examples have them. */
  record Everything(
      double weightDecay,
      float slope,
      int units,
      long seed,
      boolean nesterov,
      Double boxed,
      String label,
      Mode mode,
      Component inner,
      List<Integer> milestones,
      List<List<Component>> layers)
      implements Component {
    Everything {
      Checks.nonNegative("weight_decay", weightDecay);
    }

    Everything() {
      this(0, 1, 2, 3, false, 4.0, "plain", Mode.MIN, new Leaf(), List.of(5), List.of());
    }

    @Override
    public String name() {
      return "everything";
    }
  }

  record Leaf() implements Component {
    @Override
    public String name() {
      return "leaf";
    }
  }

  private static final class Hidden {
    private record Buried(int depth) implements Component {
      @Override
      public String name() {
        return "buried";
      }
    }
  }

  private static Everything with(String name, Object value) {
    return (Everything) new Everything().with(Parameters.of(name, value));
  }

  @Test
  void namesAreSnakeCaseAndInOrder() {
    assertThat(new Everything().parameters().names())
        .containsExactly(
            "weight_decay",
            "slope",
            "units",
            "seed",
            "nesterov",
            "boxed",
            "label",
            "mode",
            "inner",
            "milestones",
            "layers");
  }

  @ParameterizedTest
  @CsvSource({
    "lr, lr",
    "weightDecay, weight_decay",
    "maxNorm2, max_norm2",
    "l2Rate, l2_rate",
    "already_snake, already_snake"
  })
  void camelCaseBecomesSnakeCase(String camel, String snake) {
    assertThat(RecordParameters.snakeCase(camel)).isEqualTo(snake);
  }

  @Test
  void oneValueChangesAndTheOthersStay() {
    assertThat(with("units", 7))
        .isEqualTo(
            new Everything(
                0, 1, 7, 3, false, 4.0, "plain", Mode.MIN, new Leaf(), List.of(5), List.of()));
    Leaf leaf = new Leaf();
    assertThat(leaf.with(Parameters.NONE)).isSameAs(leaf);
  }

  @Test
  void numbersAreConvertedWhereNothingIsLost() {
    assertThat(with("units", 7.0).units()).isEqualTo(7);
    assertThat(with("units", 7L).units()).isEqualTo(7);
    assertThat(with("weight_decay", 1).weightDecay()).isEqualTo(1);
    assertThat(with("boxed", 2L).boxed()).isEqualTo(2.0);
    assertThat(with("slope", 0.25).slope()).isEqualTo(0.25f);
    assertThat(with("seed", Long.MAX_VALUE).seed()).isEqualTo(Long.MAX_VALUE);
    assertThat(with("seed", -0x1p63).seed()).isEqualTo(Long.MIN_VALUE);
    assertThat(with("milestones", List.of(1.0, 2L)).milestones()).containsExactly(1, 2);
  }

  @Test
  void enumConstantsAreNamedInLowerCase() {
    assertThat(with("mode", "less_than").mode()).isEqualTo(Mode.LESS_THAN);
    assertThat(with("mode", Mode.LESS_THAN).expression()).contains("mode=less_than");
  }

  @Test
  void partsAndListsOfPartsAreTakenAsTheyAre() {
    List<List<Component>> layers = List.of(List.of(new Leaf()), List.of());
    assertThat(with("layers", layers).layers()).isEqualTo(layers);
    assertThat(with("inner", new Everything()).inner()).isEqualTo(new Everything());
  }

  static Object value(String text) {
    return switch (text) {
      case "2^63" -> 0x1p63;
      case "text" -> "text";
      case "leaf" -> new Leaf();
      case "list" -> List.of(1, "x");
      default -> Double.valueOf(text);
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "units | 1.5 | everything.units must be a whole number but is '1.5'",
        "units | NaN | everything.units must be a whole number but is 'NaN'",
        "units | 3e9 | everything.units must be a whole number from -2147483648 to 2147483647"
            + " but is '3.0E9'",
        "seed | 2^63 | everything.seed must be a whole number but is '9.223372036854776E18'",
        "seed | text | everything.seed must be a number but is 'text'",
        "nesterov | 1 | everything.nesterov must be true or false but is '1.0'",
        "label | 1 | everything.label must be a text but is '1.0'",
        "mode | text | everything.mode must be one of min, less_than but is 'text'",
        "inner | text | everything.inner must be of kind component but is 'text'",
        "weight_decay | leaf | everything.weight_decay must be a number but is 'leaf'",
        "milestones | leaf | everything.milestones must be a list such as [a, b] but is 'leaf'",
        "milestones | list | everything.milestones[1] must be a number but is 'x'",
        "weight_decay | -1 | weight_decay must be a finite number ≥ 0 but is -1.0",
        "weight | 1 | everything has no parameter 'weight'; it has weight_decay, slope,"
      })
  void aWrongValueIsRefusedWithTheRule(String name, String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(name, value(text)))
        .withMessageStartingWith(message);
  }

  @Test
  void theShortExpressionLeavesOutWhatIsByDefault() {
    assertThat(new Leaf().shortExpression()).isEqualTo("leaf");
    assertThat(new Everything().shortExpression()).isEqualTo("everything");
    assertThat(with("mode", Mode.LESS_THAN).with(Parameters.of("units", 7)).shortExpression())
        .isEqualTo("everything(units=7, mode=less_than)");
    assertThat(with("inner", with("slope", 2)).shortExpression())
        .startsWith("everything(inner=everything(weight_decay=0.0, slope=2.0");
    assertThat(new Hidden.Buried(3).shortExpression())
        .as("without a constructor that tells defaults")
        .isEqualTo("buried(depth=3)");
  }

  @Test
  void aPartWithoutParametersSaysSo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Leaf().with(Parameters.of("x", 1)))
        .withMessage("leaf has no parameter 'x'; it has none");
  }

  @Test
  void recordsThatAreNotPublicAreReadWhereTheModuleAllows() {
    Component buried = new Hidden.Buried(3);
    assertThat(buried.expression()).isEqualTo("buried(depth=3)");
    assertThat(buried.with(Parameters.of("depth", 4))).isEqualTo(new Hidden.Buried(4));
  }

  /** A part that is no record, says that it has parameters and does not override {@code with}. */
  private static final class Forgetful implements Component {
    @Override
    public String name() {
      return "forgetful";
    }

    @Override
    public Parameters parameters() {
      return Parameters.of("x", 1);
    }
  }

  @Test
  void aChangeIsNeverDroppedSilently() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new Forgetful().with(Parameters.of("x", 2)))
        .withMessageContaining("override with(Parameters)");
  }

  record Wild(List<? extends Component> parts) implements Component {
    @Override
    public String name() {
      return "wild";
    }
  }

  @Test
  void aTypeThatCannotBeAParameterIsTheAuthorsFault() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new Wild(List.of()).with(Parameters.of("parts", List.of(1))))
        .withMessageContaining("wild.parts[0] has a type that cannot be a parameter");
  }

  @Test
  void parametersPrintAsTheInsideOfAnExpression() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("rate", 0.1);
    values.put("name", "a_b.c");
    values.put("quoted", "say \"hi\" \\ bye");
    values.put("number", "12");
    values.put("truth", "True");
    values.put("mode", Mode.LESS_THAN);
    values.put("parts", List.of(new Leaf(), List.of(1, true)));
    assertThat(Parameters.of(values))
        .hasToString(
            "rate=0.1, name=a_b.c, quoted=\"say \\\"hi\\\" \\\\ bye\", number=\"12\","
                + " truth=\"True\", mode=less_than, parts=[leaf, [1, true]]");
    assertThat(new Leaf().expression()).isEqualTo("leaf");
  }

  @Test
  void parametersAreFoundByName() {
    Parameters parameters = Parameters.of("rate", 0.1);
    assertThat(parameters.value("rate")).isEqualTo(0.1);
    assertThat(parameters.find("Rate")).isEmpty();
    assertThat(parameters).isEqualTo(Parameters.of("rate", 0.1)).isNotEqualTo(Parameters.NONE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parameters.value("size"))
        .withMessage("no parameter 'size'; there are: rate");
    Parameters.Entry entry = parameters.entries().get(0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Parameters.of(List.of(entry, entry)))
        .withMessage("a parameter is given twice: [rate, rate]");
    assertThatThrownBy(() -> parameters.entries().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
