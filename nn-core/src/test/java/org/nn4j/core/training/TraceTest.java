package org.nn4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.network.Network;
import org.nn4j.core.registry.Catalog;

class TraceTest {
  private static final Matrix X = Matrix.of(new double[] {1, -1, -0.5}, new double[] {-1, -0.5, 1});

  private static Network layerByHand() {
    Network network = Network.builder(3).dense(4, "sigmoid").precision(Precision.FLOAT64).build();
    network
        .parameters()
        .value("layers.0.weight")
        .copyFrom(
            Matrix.of(
                new double[] {1, 1, -0.2, -1},
                new double[] {-1, 0.5, 0.3, 1},
                new double[] {-0.5, -1, 0.5, 1}));
    network.parameters().value("layers.0.bias").copyFrom(Matrix.of(new double[] {-1, -1, 1, 1}));
    return network;
  }

  private static Loss loss(String name) {
    return Catalog.standard().create(Loss.class, name);
  }

  @Test
  void showsInputPreActivationAndOutputOfALayerByHand() {
    Trace trace = Trace.of(layerByHand(), X);

    assertThat(trace.loss()).isNaN();
    assertThat(trace.steps()).hasSize(1);
    Trace.Step step = trace.steps().get(0);
    assertThat(step.name()).isEqualTo("layers.0");
    assertThat(step.input().toRows()).isDeepEqualTo(X.toRows());
    Matrix z = step.preActivation();
    assertThat(z).isNotNull();
    double[][] expected = {{1.25, 0, 0.25, -1.5}, {-2, -3.25, 1.55, 2.5}};
    double[][] outputs = {{0.78, 0.50, 0.56, 0.18}, {0.12, 0.04, 0.83, 0.92}};
    for (int r = 0; r < 2; r++) {
      for (int c = 0; c < 4; c++) {
        assertThat(z.get(r, c)).isCloseTo(expected[r][c], within(1e-12));
        assertThat(step.output().get(r, c)).isCloseTo(outputs[r][c], within(0.0051));
      }
    }
    assertThat(step.delta()).isNull();
    assertThat(step.gradients()).isEmpty();
  }

  @Test
  void showsTheChainOfScalars() {
    Network network =
        Network.builder(1)
            .dense(1, "relu")
            .dense(1, "relu")
            .dense(1, "identity")
            .precision(Precision.FLOAT64)
            .build();
    double[] weights = {2, 2, 3};
    for (int l = 0; l < 3; l++) {
      network.parameters().value("layers." + l + ".weight").set(0, 0, weights[l]);
    }

    Trace trace =
        Trace.of(network, loss("mse"), Matrix.of(new double[] {1}), Matrix.of(new double[] {10}));

    assertThat(trace.loss()).isEqualTo(4);
    List<Double> deltas = new ArrayList<>();
    List<Double> gradients = new ArrayList<>();
    for (Trace.Step step : trace.steps()) {
      deltas.add(step.delta().get(0, 0));
      gradients.add(step.gradients().get("weight").get(0, 0));
    }
    assertThat(deltas).containsExactly(24.0, 12.0, 4.0);
    assertThat(gradients).containsExactly(24.0, 24.0, 16.0);
  }

  @Test
  void deltasSumToBiasGradientsWithAndWithoutFusing() {
    for (String name : List.of("categorical_cross_entropy", "mse")) {
      Network network =
          Network.builder(3)
              .dense(5, "tanh")
              .layer("dropout(rate=0.5)")
              .dense(4, "softmax")
              .precision(Precision.FLOAT64)
              .seed(7)
              .build();
      Matrix y = Matrix.of(new double[] {0, 1, 0, 0}, new double[] {0, 0, 0, 1});

      Trace trace = Trace.of(network, loss(name), X, y);

      for (Trace.Step step : trace.steps()) {
        step.gradients()
            .forEach(
                (parameter, gradient) -> {
                  double slope =
                      slope(network, loss(name), y, step.name() + "." + parameter, gradient);
                  assertThat(gradient.get(0, 1))
                      .as("%s %s %s", name, step.name(), parameter)
                      .isCloseTo(slope, within(1e-9));
                });
        Matrix bias = step.gradients().get("bias");
        for (int c = 0; bias != null && c < bias.columns(); c++) {
          double sum = step.delta().get(0, c) + step.delta().get(1, c);
          assertThat(bias.get(0, c)).as("%s %s", name, step.name()).isCloseTo(sum, within(1e-15));
        }
      }
      assertThat(trace.steps().get(1).output().toRows())
          .as("layers behave as in prediction")
          .isDeepEqualTo(trace.steps().get(1).input().toRows());
    }
  }

  /** Differentiates the loss numerically by the second number of a parameter. */
  private static double slope(
      Network network, Loss loss, Matrix y, String parameter, Matrix gradient) {
    Matrix value = network.parameters().value(parameter);
    assertThat(value.shape()).isEqualTo(gradient.shape());
    double at = value.get(0, 1);
    double h = 1e-5;
    value.set(0, 1, at + h);
    double above = Trace.of(network, loss, X, y).loss();
    value.set(0, 1, at - h);
    double below = Trace.of(network, loss, X, y).loss();
    value.set(0, 1, at);
    return (above - below) / (2 * h);
  }

  @Test
  void refusesFeaturesOfAnotherWidth() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trace.of(layerByHand(), X.columns(0, 2)))
        .withMessageContaining("trace");
  }

  @Test
  void doesNotChangeTheNetwork() {
    Network network = layerByHand();
    String before = network.parameters().sha256();

    Trace.of(network, loss("mse"), X, Matrix.zeros(Precision.FLOAT64, 2, 4));

    assertThat(network.parameters().sha256()).isEqualTo(before);
  }
}
