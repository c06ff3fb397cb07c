package org.nn4j.core.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.core.activation.Activations;
import org.nn4j.core.diagnosis.Finding.Kind;
import org.nn4j.core.network.Network;
import org.nn4j.core.registry.Catalog;

class NetworkDiagnosisTest {
  private static final Loss LOSS = Catalog.standard().create(Loss.class, "binary_cross_entropy");

  private static List<Finding> look(Network network, boolean untrained) {
    return NetworkDiagnosis.of(network, LOSS, Blobs.x(200), Blobs.y(200), untrained);
  }

  private static Network two(String activation) {
    return Network.builder(3).seed(1).dense(8, activation).dense(1, "sigmoid").build();
  }

  private static Network deep(int layers, String layer) {
    Network.Builder builder = Network.builder(3).seed(1);
    for (int i = 0; i < layers; i++) {
      builder.layer(layer);
    }
    return builder.dense(1, "sigmoid").build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"relu", "leaky_relu", "tanh", "sigmoid", "gelu", "selu", "softsign", "prelu"})
  void nothingIsWrongWithAFreshNetwork(String activation) {
    assertThat(look(two(activation), true)).isEmpty();
    assertThat(look(deep(4, "dense(16, " + activation + ")"), true)).isEmpty();
  }

  @Test
  void aSlopeThatGrowsWithoutBoundDoesNotMakeUnitsDead() {
    ElementwiseActivation square = Activations.of("square", z -> z * z, z -> 2 * z);
    Network network =
        Network.builder(3).seed(1).dense(8, square).dense(8, "cube").dense(1, "sigmoid").build();

    assertThat(look(network, true)).noneMatch(found -> found.kind() == Kind.DEAD_UNITS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"relu", "gelu", "elu", "silu"})
  void unitsThatPassNoGradientAreDead(String activation) {
    Network network = two(activation);
    for (int unit = 0; unit < 4; unit++) {
      network.parameters().value("layers.0.bias").set(0, unit, -50);
    }

    assertThat(look(network, false))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.kind()).isEqualTo(Kind.DEAD_UNITS);
              assertThat(found.subject()).isEqualTo("layers.0 (dense)");
              assertThat(found.message())
                  .startsWith("layers.0 (dense): 4 of 8 units are dead: they pass no gradient on")
                  .contains("any of the 200 samples", "try a smaller learning rate");
            });
  }

  @Test
  void aUnitWithAnySlopeIsNotDead() {
    Network network = two("leaky_relu");
    network.parameters().value("layers.0.bias").fill(-50);
    assertThat(look(network, false)).isEmpty();
  }

  @Test
  void aFewDeadUnitsAreAsTheyAreInHealthyNetworks() {
    Network network = two("relu");
    for (int unit = 0; unit < 3; unit++) {
      network.parameters().value("layers.0.bias").set(0, unit, -50);
    }
    assertThat(look(network, false)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tanh", "sigmoid", "softsign", "hard_tanh"})
  void unitsThatAreAtTheirEndsBeforeTrainingAreSaturated(String activation) {
    Network network = two(activation);
    network.parameters().value("layers.0.weight").copyFrom(scaled(network, 1000));

    assertThat(look(network, true))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.kind()).isEqualTo(Kind.SATURATED_UNITS);
              assertThat(found.message())
                  .startsWith("layers.0 (dense): 8 of 8 units are saturated")
                  .contains("scale the inputs");
            });
  }

  /** Units that tell samples apart by being at the one end or the other are what training wants. */
  @Test
  void unitsThatUseBothTheirEndsAfterTrainingAreFine() {
    Network network = two("tanh");
    network.parameters().value("layers.0.weight").copyFrom(scaled(network, 1000));
    assertThat(look(network, false)).isEmpty();
  }

  @Test
  void unitsThatAreStuckAtOneEndAreSaturatedAtAnyTime() {
    Network network = two("tanh");
    network.parameters().value("layers.0.bias").fill(50);
    assertThat(look(network, false))
        .extracting(Finding::kind)
        .containsExactly(Kind.SATURATED_UNITS);
  }

  @Test
  void anOutputThatIsSureOfItselfIsFine() {
    Network network = two("tanh");
    network.parameters().value("layers.1.bias").fill(50);
    assertThat(look(network, false)).isEmpty();
  }

  @Test
  void activationsOfTheirOwnLayersAndOfPluginsAreLookedAt() {
    Network network =
        Network.builder(3)
            .seed(1)
            .dense(4, Activations.of("ramp", z -> Math.max(0, z), z -> z > 0 ? 1 : 0))
            .dense(6, "identity")
            .layer("activation(relu)")
            .dense(1, "sigmoid")
            .build();
    network.parameters().value("layers.0.bias").fill(-50);
    network.parameters().value("layers.1.bias").fill(-50);
    assertThat(look(network, false))
        .extracting(Finding::subject)
        .containsExactly("layers.0 (dense)", "layers.2 (activation)");
  }

  @Test
  void deepSigmoidsLoseTheirGradients() {
    List<Finding> found = look(deep(12, "dense(16, sigmoid)"), true);

    assertThat(found).singleElement().matches(f -> f.kind() == Kind.VANISHING_GRADIENTS);
    assertThat(found.get(0).message())
        .startsWith("layers.0 (dense): gradients vanish: the deltas here are ")
        .contains("times those of layers.12 (dense)", "relu or gelu");
  }

  @ParameterizedTest
  @CsvSource({"12, 'dense(32, relu, normal(std=2))'", "1, 'dense(8, relu, normal(std=100000))'"})
  void weightsFarTooLargeMakeGradientsExplode(int layers, String layer) {
    List<Finding> found = look(deep(layers, layer), true);

    assertThat(found).isNotEmpty().allMatch(f -> f.kind() == Kind.EXPLODING_GRADIENTS);
    assertThat(found.get(0).message())
        .contains("gradients explode: their length is", "clip_norm or a smaller learning rate");
  }

  private static Matrix scaled(Network network, double factor) {
    Matrix weight =
        network.withParameters(network.parameters()).parameters().value("layers.0.weight");
    for (int r = 0; r < weight.rows(); r++) {
      for (int c = 0; c < weight.columns(); c++) {
        weight.set(r, c, factor * weight.get(r, c));
      }
    }
    return weight;
  }
}
