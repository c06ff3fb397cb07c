package org.nn4j.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Activation;
import org.nn4j.api.Component;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.Layer;
import org.nn4j.api.Parameters;
import org.nn4j.api.Precision;
import org.nn4j.core.InputException;

class CatalogTest {
  private final Catalog catalog = Parts.catalog();

  @ParameterizedTest
  @ValueSource(strings = {"leaky_relu", "leaky-relu", "Leaky_ReLU", "LEAKY-RELU"})
  void foldsNames(String name) {
    assertThat(catalog.create(Activation.class, name)).isEqualTo(new Parts.LeakyRelu());
  }

  @Test
  void findsAliases() {
    assertThat(catalog.create(Activation.class, "Swish")).isEqualTo(new Parts.Silu());
    assertThat(catalog.find(Kind.ACTIVATION, "swish")).map(CatalogEntry::name).contains("silu");
  }

  @Test
  void listsAKindSortedByNameWithoutAliases() {
    assertThat(catalog.list(Kind.ACTIVATION))
        .extracting(CatalogEntry::name)
        .containsExactly(
            "acme.bent", "gelu", "leaky_relu", "relu", "silu", "softmax", "tanh", "tanh_shrink");
    assertThat(catalog.list(Kind.METRIC)).isEmpty();
  }

  @Test
  void elementsOfAListThatIsTheFirstParameterMayBeGivenAlone() {
    assertThat(catalog.create(Layer.class, "stack(dense, dense(2), weights=[1, 2])"))
        .isEqualTo(catalog.create(Layer.class, "stack([dense, dense(2)], [1, 2])"));
  }

  @Test
  void resolvesParametersByNamePositionAndType() {
    Parts.Dense dense =
        catalog.create(
            Parts.Dense.class,
            "dense(3e0, leaky_relu(slope=1/4), FLOAT64, bias=false, label=x, Seed=9007199254740993)");

    assertThat(dense)
        .isEqualTo(
            new Parts.Dense(
                3, new Parts.LeakyRelu(0.25), Precision.FLOAT64, false, "x", 9007199254740993L));
  }

  @Test
  void resolvesListsOfParts() {
    Layer stack =
        catalog.create(
            Layer.class, "stack([dense, dense(units=2, activation=silu), stack()], [1, 1/2])");

    assertThat(stack)
        .isEqualTo(
            new Parts.Stack(
                List.of(
                    new Parts.Dense(),
                    new Parts.Dense()
                        .with(Parameters.of("units", 2))
                        .with(Parameters.of("activation", new Parts.Silu())),
                    new Parts.Stack()),
                List.of(1.0, 0.5)));
  }

  @Test
  void takesPartsAndTextsFromCode() {
    ComponentExpression composed =
        ComponentExpression.of("dense", Map.of("activation", new Parts.LeakyRelu(0.3)));
    ComponentExpression written =
        ComponentExpression.of("dense", Map.of("activation", "leaky_relu(0.3)"));

    Layer dense = catalog.create(Layer.class, composed);

    assertThat(dense).isEqualTo(catalog.create(Kind.LAYER, written));
    assertThat(((Parts.Dense) dense).activation()).isEqualTo(new Parts.LeakyRelu(0.3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "true", "NaN", "x", "1", "quote\"\\"})
  void readsBackWhatPartsPrint(String label) {
    Component part =
        new Parts.Stack(
            List.of(new Parts.Dense(7, new Parts.Silu(), Precision.FLOAT64, true, label, -1)),
            List.of(1e-300, -0.1, 1e18));

    assertThat(catalog.create(Kind.LAYER, part.expression())).isEqualTo(part);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "leaky_relu(slop=1)|activation leaky_relu has no parameter 'slop'; did you mean 'slope'?"
            + " It has: slope.",
        "leaky_relu(foo=1)|activation leaky_relu has no parameter 'foo'. It has: slope.",
        "relu(x=1)|activation relu has no parameter 'x'. It has: none.",
        "relu(1)|activation relu has no parameters but is given 1. It has: none.",
        "leaky_relu(1, 2)|activation leaky_relu has 1 parameter but is given 2. It has: slope.",
        "leaky_relu(1, slope=2)|activation leaky_relu: the parameter 'slope' is given twice",
        "leaky_relu(slope=1, Slope=2)|activation leaky_relu: the parameter 'slope' is given twice",
        "leaky_relu(-1)|activation leaky_relu: slope must be a finite number ≥ 0 but is -1.0",
        "leaky_relu(x)|activation leaky_relu: slope must be a number but is 'x'",
        "leaky_relu(f(1))|activation leaky_relu: slope must be a number but is 'f(1)'",
        "leaky_relu([1])|activation leaky_relu: slope must be a number but is '[1]'",
      })
  void explainsFaultyParameters(String expression, String message) {
    assertThatThrownBy(() -> catalog.create(Activation.class, expression))
        .isInstanceOf(InputException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "dense(units=1.5)|layer dense: units must be a whole number but is '1.5'",
        "dense(seed=1e300)|layer dense: seed must be a whole number but is '1.0E300'",
        "dense(bias=1)|layer dense: bias must be true or false but is '1'",
        "dense(precision=float16)|layer dense: precision must be one of float32, float64 but is"
            + " 'float16'",
        "dense(activation=3)|layer dense: activation must be of kind activation but is '3'",
        "dense(label=3)|layer dense: label must be a text but is '3'",
        "dense(activation=leaky_relu(slop=1))|activation leaky_relu has no parameter 'slop'; did"
            + " you mean 'slope'? It has: slope.",
        "stack(dense)|layer stack: layers must be a list such as [a, b] but is 'dense'",
        "stack([3])|layer stack: layers[0] must be of kind layer but is '3'",
      })
  void explainsValuesOfTheWrongType(String expression, String message) {
    assertThatThrownBy(() -> catalog.create(Layer.class, expression))
        .isInstanceOf(InputException.class)
        .hasMessage(message);
  }

  @Test
  void keepsTheCauseOfARefusedValue() {
    assertThatThrownBy(() -> catalog.create(Activation.class, "leaky_relu(-1)"))
        .hasCauseInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesAPartOfANarrowerType() {
    Catalog one = Catalog.of(new Parts.LeakyRelu());

    assertThat(one.create(ElementwiseActivation.class, "leaky_relu")).isNotNull();
    assertThatThrownBy(() -> one.create(Parts.Silu.class, "leaky_relu"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("activation leaky_relu is not of the type");
    assertThatThrownBy(() -> one.create(Component.class, "leaky_relu"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no kind of part");
  }

  @Test
  void refusesTwoPartsOfOneName() {
    assertThatThrownBy(() -> catalog.with(new Parts.Plain("swish")))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            "two activations have the name 'swish': org.nn4j.core.registry.Parts$Silu (")
        .hasMessageContaining(") and org.nn4j.core.registry.Parts$Plain (")
        .hasMessageEndingWith("); remove or rename one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Relu", "9relu", "my relu", "my-relu", "inf", "true", "é"})
  void refusesIllegalNames(String name) {
    assertThatThrownBy(() -> Catalog.of(new Parts.Plain(name)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must match [a-z][a-z0-9_.]*")
        .hasMessageEndingWith("but is '" + name + "'");
  }

  @Test
  void refusesNamesAbove64Characters() {
    assertThat(Catalog.of(new Parts.Plain("a".repeat(64))).list(Kind.ACTIVATION)).hasSize(1);
    assertThatThrownBy(() -> Catalog.of(new Parts.Plain("a".repeat(65))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 64 characters");
  }

  @Test
  void refusesAPartOfNoKind() {
    assertThatThrownBy(() -> Catalog.of((Component) () -> "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("implements none of the kinds of parts");
  }

  @ParameterizedTest
  @CsvSource({"activation, ACTIVATION", "Losses, LOSS", "schedules, SCHEDULE", "metric, METRIC"})
  void kindsAreNamedInTheSingularOrThePlural(String word, Kind kind) {
    assertThat(Kind.named(word)).isEqualTo(kind);
  }

  @Test
  void anUnknownKindIsAnsweredWithAll() {
    assertThatThrownBy(() -> Kind.named("optimisers"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "unknown kind of part 'optimisers'; did you mean 'optimizers'? There are:"
                + " activations, losses, optimizers, schedules, initializers, layers, metrics,"
                + " sources, models.");
  }
}
