package org.nn4j.core.layer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nn4j.api.Layer;
import org.nn4j.api.Matrix;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.Precision;
import org.nn4j.core.activation.Tanh;
import org.nn4j.core.network.Network;
import org.nn4j.core.registry.Catalog;

/** Dense layers with and without a bias. */
class DenseTest {
  private static Layer read(String expression) {
    return Catalog.standard().create(Layer.class, expression);
  }

  @Test
  void expressionsTellOfTheBiasOnlyWhereThereIsNone() {
    Dense with = new Dense(3, new Tanh());
    assertThat(with.useBias()).isTrue();
    assertThat(with.expression()).endsWith("max_norm=0.0)").doesNotContain("use_bias");
    assertThat(read(with.expression())).isEqualTo(with);
    assertThat(read("dense(3, tanh, use_bias=true)")).isEqualTo(with);
    Dense without = with.withUseBias(false);
    assertThat(without.expression()).endsWith("max_norm=0.0, use_bias=false)");
    assertThat(read(without.expression())).isEqualTo(without);
    assertThat(read("sequential([dense(3, tanh, use_bias=false)])").expression())
        .contains("use_bias=false");
    assertThat(without.withMaxNorm(1).withPenalty(0.1, 0.2).useBias()).isFalse();
  }

  /** The same bits as those of a layer whose bias is zero and stays so. */
  @ParameterizedTest
  @EnumSource
  void aLayerWithoutABiasIsOneWhoseBiasIsZero(Precision precision) {
    assertThat(new Dense(4, new Tanh()).withUseBias(false).declare(7).stream())
        .extracting(ParameterSpec::name)
        .containsExactly("weight");
    Network with = network(precision, true);
    Network without = network(precision, false);
    assertThat(without.parameters().trainable().size()).isEqualTo(7 * 4 + 4 * 2);
    assertThat(without.predict(features(precision)).toRows())
        .isDeepEqualTo(with.predict(features(precision)).toRows());
  }

  private static Network network(Precision precision, boolean bias) {
    return Network.builder(7)
        .precision(precision)
        .layer(new Dense(4, new Tanh()).withUseBias(bias))
        .layer(new Dense(2, new Tanh()).withUseBias(bias))
        .seed(11)
        .build();
  }

  private static Matrix features(Precision precision) {
    return Bench.batch(precision, 9, 7, "features");
  }

  @Test
  void aSummaryCountsTheParametersOfEachLayer() {
    Network network =
        Network.builder(4)
            .dense(16, "relu")
            .layer("dense(units=8, activation=tanh, use_bias=false)")
            .layer("batch_norm")
            .dense(3)
            .build();
    assertThat(network.summary())
        .isEqualTo(
            """
            layer         outputs  parameters
            input               4           0
            dense relu         16          80
            dense tanh          8         128
            batch_norm          8          32
            dense               3          27
            267 parameters, 251 of them trainable, float32""");
    assertThat(Network.builder(2).dense(1, "sigmoid").build().summary())
        .endsWith("\n3 parameters, float32");
  }
}
