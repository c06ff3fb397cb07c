package org.nn4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Activation;
import org.nn4j.api.Layer;
import org.nn4j.api.Matrix;
import org.nn4j.api.Operator;
import org.nn4j.api.OperatorGraph;
import org.nn4j.api.Precision;
import org.nn4j.core.activation.Activations;
import org.nn4j.core.layer.ActivationLayer;
import org.nn4j.core.layer.Dense;
import org.nn4j.core.layer.Sequential;
import org.nn4j.core.network.Network;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.KernelsSelector;

/** Evaluates what parts say of themselves in standard operators against what they compute. */
class OperatorGraphTest {
  private static final long SEED = 5;

  static Stream<Layer> described() {
    Catalog catalog = Catalog.standard();
    Stream<Activation> configured =
        Stream.of(
                "leaky_relu(slope=0.3)",
                "elu(alpha=0.7)",
                "celu(alpha=1.6)",
                "prelu(initial=0.1, shared=false)",
                "entmax(alpha=2)",
                "soft_shrink(threshold=2)",
                "hard_shrink(threshold=0)",
                "threshold(threshold=-1, value=3)",
                "squareplus(b=0.3)",
                "rrelu(lower=-0.3, upper=0.5)",
                "parametric(mish)",
                "parametric(gelu)")
            .map(text -> catalog.create(Activation.class, text));
    Stream<Layer> layers =
        Stream.of(
                "dense(units=3, activation=gelu)",
                "dense(units=3, activation=prelu(shared=false))",
                "dense(units=3, activation=gelu, use_bias=false)",
                "dropout",
                "alpha_dropout",
                "batch_norm(eps=0.01)",
                "layer_norm(eps=0.01)",
                "scale",
                "rms_norm(eps=0.01)",
                "gaussian_noise",
                "dropconnect(dense(3, gelu), 0.3)",
                "glu",
                "glu(prelu(shared=false))",
                "glu(identity)",
                "geglu",
                "swiglu",
                "maxout",
                "maxout(pieces=4)",
                "dense(3, parametric(tanh))",
                "ensemble([dense(2, tanh), sequential([dense(3), dense(2)])], [0.3, -2])",
                "sequential([ensemble([dense(3), dense(3)]), activation(softmax)])",
                "residual(layers=[dense(units=4, activation=tanh), batch_norm])",
                "concat(branches=[dense(units=2, activation=silu), sequential, layer_norm])",
                "sequential(layers=[dense(units=5, activation=mish), dense(units=2)])",
                "pbld(frequencies=5, size=3)",
                "pbld(columns=1, frequencies=1, size=2)",
                "pbld(columns=4)",
                "piecewise_linear(bins=6, size=2)",
                "piecewise_linear(columns=1, bins=1, size=1)",
                "piecewise_linear(columns=4)",
                "embedding",
                "embedding([2, 3], 2)",
                "embedding([1, 2, 3, 4], 1)",
                "sequential([embedding([2], 2), pbld(columns=3), dense(3, parametric(selu))])",
                "sequential")
            .map(text -> catalog.create(Layer.class, text));
    return Stream.concat(
        Stream.concat(catalog.all(Activation.class).stream(), configured).map(ActivationLayer::new),
        layers);
  }

  @ParameterizedTest
  @MethodSource("described")
  void aPartComputesWhatItsOperatorsDo(Layer layer) {
    Network network =
        new Network(List.of(layer), 4, Precision.FLOAT64, SEED, KernelsSelector.standard());
    // Parameters other than their initial zeros and ones, so that each is seen to be read.
    RandomStream random = new RandomStream(SEED, "operators");
    network
        .parameters()
        .specs()
        .forEach(
            spec -> {
              Matrix value = network.parameters().value(spec.name());
              for (int r = 0; r < value.rows(); r++) {
                for (int c = 0; c < value.columns(); c++) {
                  value.set(r, c, 0.5 + random.nextDouble());
                }
              }
              if (spec.name().endsWith("bounds")) {
                setAscending(value);
              }
            });
    Matrix x = Matrix.zeros(Precision.FLOAT64, 50, 4);
    for (int r = 0; r < x.rows(); r++) {
      for (int c = 0; c < x.columns(); c++) {
        // every other row holds codes and what is none
        double value = 3 * random.nextGaussian();
        x.set(r, c, r % 2 == 0 ? value : Math.rint(value));
      }
    }

    double[][] expected = network.predict(x).toRows();
    double[][] actual =
        OperatorInterpreter.run(
            layer.operators().orElseThrow(),
            x,
            name -> network.parameters().value("layers.0." + name));

    for (int r = 0; r < expected.length; r++) {
      assertThat(actual[r])
          .as("row %d, seed %d", r, SEED)
          .containsExactly(expected[r], within(1e-12));
    }
  }

  /** Sets bounds as quantiles are, some of them equal: at either end and between. */
  private static void setAscending(Matrix bounds) {
    for (int r = 0; r < bounds.rows(); r++) {
      for (int c = 0; c < bounds.columns(); c++) {
        bounds.set(r, c, (c + r) / 2 - 2);
      }
    }
  }

  @Test
  void aPartThatSaysNothingMakesItsLayersSayNothing() {
    Layer own = new Dense(2, Activations.of("own", z -> z, z -> 1));

    assertThat(own.operators()).isEmpty();
    assertThat(new Sequential(List.of(new Dense(), own)).operators()).isEmpty();
  }

  @Test
  void parametersOfNestedLayersAreNamedAsTheyAreSaved() {
    OperatorGraph graph =
        Catalog.standard()
            .create(Layer.class, "sequential(layers=[dense, dense(activation=prelu)])")
            .operators()
            .orElseThrow();

    assertThat(graph.parameters())
        .containsExactly("0.weight", "0.bias", "1.weight", "1.bias", "1.activation.slope");
    assertThat(graph.operators()).extracting(Operator::type).contains("Gemm", "Min");
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing", "later"})
  void aValueMustBeThereBeforeItIsRead(String input) {
    Operator reads = operator(input, "out");
    Operator later = operator(OperatorGraph.INPUT, "later");

    assertThatThrownBy(
            () -> new OperatorGraph(Map.of(), Map.of(), Set.of(), List.of(reads, later), "out"))
        .hasMessage("operator graph: '" + input + "' is read but there is no such value before");
  }

  @Test
  void namesAreUniqueAndAttributesTyped() {
    Operator once = operator(OperatorGraph.INPUT, "a");

    assertThatThrownBy(
            () -> new OperatorGraph(Map.of("a", 1.0), Map.of(), Set.of(), List.of(once), "a"))
        .hasMessageContaining("two values have the name 'a'");
    assertThatThrownBy(
            () ->
                OperatorGraph.build(g -> g.apply("Elu", Map.of("alpha", 1f), OperatorGraph.INPUT)))
        .hasMessage("Elu.alpha must be a double, a long, a text or a list of longs but is 1.0");
  }

  private static Operator operator(String input, String output) {
    return new Operator("Relu", List.of(input), new TreeMap<>(), output);
  }
}
