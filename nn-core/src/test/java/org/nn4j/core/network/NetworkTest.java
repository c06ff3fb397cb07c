package org.nn4j.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.nn4j.api.Initializer;
import org.nn4j.api.Layer;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.activation.Identity;
import org.nn4j.core.layer.Dense;
import org.nn4j.core.random.RandomStream;

class NetworkTest {
  private static Network network(Precision precision) {
    return Network.builder(6)
        .precision(precision)
        .seed(5)
        .dense(17, "gelu")
        .layer("batch_norm")
        .dropout(0.5)
        .dense(3, "softmax")
        .build();
  }

  private static Matrix features(int rows) {
    RandomStream random = new RandomStream(3, "features");
    Matrix x = Matrix.zeros(Precision.FLOAT32, rows, 6);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < 6; c++) {
        x.set(r, c, random.nextGaussian());
      }
    }
    return x;
  }

  /** As in prediction: nothing drops out, and no row has a part in another's normalization. */
  @Test
  void theGradientOfTheInputsIsThatOfDifferences() {
    Network network = network(Precision.FLOAT64);
    Matrix x = Matrix.zeros(Precision.FLOAT64, 5, 6);
    x.copyFrom(features(5));
    BoundNetwork bound = network.bindForInputGradient(8);
    Matrix output = bound.forward(x, false);
    Matrix delta = Matrix.zeros(Precision.FLOAT64, 5, 3);
    for (int r = 0; r < 5; r++) {
      delta.set(r, r % 3, 1);
    }
    assertThat(output.toRows()).isDeepEqualTo(network.predict(x).toRows());
    Matrix gradient = bound.backward(delta);

    for (int r = 0; r < 5; r++) {
      for (int c = 0; c < 6; c++) {
        double value = x.get(r, c);
        x.set(r, c, value + 1e-5);
        double above = network.predict(x).get(r, r % 3);
        x.set(r, c, value - 1e-5);
        double below = network.predict(x).get(r, r % 3);
        x.set(r, c, value);
        assertThat(gradient.get(r, c)).isCloseTo((above - below) / 2e-5, within(1e-8));
      }
    }
  }

  @Test
  void manyThreadsPredictWhatOneDoes() throws Exception {
    Network network = network(Precision.FLOAT32);
    Matrix x = features(700);
    double[][] expected = network.predict(x).toRows();
    ExecutorService pool = Executors.newFixedThreadPool(20);
    try {
      List<Future<double[][]>> results = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        results.add(pool.submit(() -> network.predict(x).toRows()));
      }
      for (Future<double[][]> result : results) {
        assertThat(result.get()).isDeepEqualTo(expected);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aRowAloneIsPredictedAsInABatch() {
    Network network = network(Precision.FLOAT32);
    Matrix x = features(300);
    double[][] all = network.predict(x).toRows();
    for (int r : new int[] {0, 1, 255, 256, 299}) {
      assertThat(network.predict(x.rows(r, r + 1)).toRows()[0]).containsExactly(all[r]);
    }
    assertThat(network.predict(x.rows(0, 0)).rows()).isZero();
  }

  @Test
  void changingThePrecisionKeepsTheParameters() {
    Network single = network(Precision.FLOAT32);
    single.parameters().value("layers.1.running_var").set(0, 3, 0.1);
    Network both = single.withPrecision(Precision.FLOAT64).withPrecision(Precision.FLOAT32);
    assertThat(both.parameters().sha256()).isEqualTo(single.parameters().sha256());
  }

  /** An initializer that must not run where parameters are copied. */
  private record Once(AtomicInteger count) implements Initializer {
    @Override
    public String name() {
      return "once";
    }

    @Override
    public void fill(Matrix weights, int fanIn, int fanOut, RandomGenerator random) {
      count.incrementAndGet();
      weights.fill(7);
    }
  }

  @Test
  void parametersAreInitializedOnceAndCopiedAfterwards() {
    AtomicInteger count = new AtomicInteger();
    Layer layer = new Dense(2, new Identity()).withInitializer(new Once(count));
    Network network = Network.builder(3).layer(layer).build();
    Matrix weight = network.parameters().value("layers.0.weight");
    Matrix bias = network.parameters().value("layers.0.bias");
    weight.set(1, 1, 8);
    Network wide = network.withPrecision(Precision.FLOAT64);
    Network restored =
        Network.restore(
            network.layers(),
            3,
            Precision.FLOAT32,
            0,
            network.kernels(),
            Map.of("layers.0.weight", weight, "layers.0.bias", bias));
    assertThat(count).hasValue(1);
    assertThat(wide.parameters().value("layers.0.weight").get(1, 1)).isEqualTo(8);
    assertThat(restored.parameters().sha256()).isEqualTo(network.parameters().sha256());
    weight.set(1, 1, 9);
    assertThat(restored.parameters().value("layers.0.weight").get(1, 1)).isEqualTo(8);
  }

  @Test
  void parametersAreNamedByLayer() {
    assertThat(network(Precision.FLOAT64).parameters().specs())
        .extracting(spec -> spec.name() + " " + spec.rows() + "×" + spec.columns())
        .containsExactly(
            "layers.0.weight 6×17",
            "layers.0.bias 1×17",
            "layers.1.weight 1×17",
            "layers.1.bias 1×17",
            "layers.1.running_mean 1×17",
            "layers.1.running_var 1×17",
            "layers.3.weight 17×3",
            "layers.3.bias 1×3");
  }

  @Test
  void whatDoesNotFitIsRefusedWithBothShapes() {
    Network network = network(Precision.FLOAT32);
    assertThatThrownBy(() -> network.predict(Matrix.zeros(Precision.FLOAT32, 4, 7)))
        .hasMessage(
            "predict: the features are 4×7 but the network has 6 inputs; columns must equal inputs");
    assertThatThrownBy(() -> Network.builder(3).layer("residual([dense(4, relu)])").build())
        .hasMessageContaining("residual: its layers turn 3 columns into 4");
    assertThatThrownBy(() -> Network.builder(0).dense(2, "tanh").build())
        .hasMessage("network: the input width must be at least 1 but is 0");
    assertThatThrownBy(() -> network.parameters().offset("layers.1.running_mean"))
        .hasMessage("layers.1.running_mean is a statistic, not a trainable parameter");
    assertThatThrownBy(() -> Network.builder(3).build())
        .hasMessageStartingWith("a network needs at least one layer");
    assertThatThrownBy(() -> network.parameters().value("layers.9.weight"))
        .hasMessageContaining("no parameter 'layers.9.weight'; there are: layers.0.weight");
  }

  @Test
  void theSeedDecidesTheParameters() {
    String one = Network.builder(2).seed(1).dense(3, "tanh").build().parameters().sha256();
    String same = Network.builder(2).seed(1).dense(3, "tanh").build().parameters().sha256();
    String two = Network.builder(2).seed(2).dense(3, "tanh").build().parameters().sha256();
    assertThat(one).isEqualTo(same).isNotEqualTo(two);
  }
}
