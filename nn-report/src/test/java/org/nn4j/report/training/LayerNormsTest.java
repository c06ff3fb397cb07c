package org.nn4j.report.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.network.Network;
import org.nn4j.core.training.EpochResult;
import org.nn4j.core.training.TrainingListener;

class LayerNormsTest {

  @ParameterizedTest
  @EnumSource(Precision.class)
  void recordsTheNormsOfEveryLayer(Precision precision) {
    Network network = Runs.network(precision);
    LayerNorms norms = new LayerNorms();
    List<Double> squares = new ArrayList<>();
    TrainingListener direct =
        new TrainingListener() {
          @Override
          public void gradientsReady(int epoch, int batch, int batches, Matrix gradients) {
            if (epoch == 3) {
              squares.add(
                  sum(network.parameters().part(gradients, "layers.1.weight"))
                      + sum(network.parameters().part(gradients, "layers.1.bias")));
            }
          }
        };
    Runs.train(network, false, norms, direct);

    assertThat(norms.layers()).containsExactly("layers.0", "layers.1");
    assertThat(norms.epochs()).extracting(EpochNorms::epoch).containsExactly(1, 2, 3);
    EpochNorms last = norms.epochs().get(2);
    assertThat(last.gradients().get(1))
        .isCloseTo(
            Math.sqrt(squares.stream().mapToDouble(s -> s).average().orElseThrow()), within(1e-12));
    assertThat(last.parameters().get(0))
        .isCloseTo(
            Math.sqrt(
                sum(network.parameters().value("layers.0.weight"))
                    + sum(network.parameters().value("layers.0.bias"))),
            within(1e-12));
  }

  private static double sum(Matrix matrix) {
    double sum = 0;
    for (double[] row : matrix.toRows()) {
      for (double value : row) {
        sum += value * value;
      }
    }
    return sum;
  }

  @Test
  void changesNothing() {
    Network watched = Runs.network();
    Network plain = Runs.network();
    Runs.train(watched, true, new LayerNorms());
    Runs.train(plain, true);

    assertThat(watched.parameters().sha256()).isEqualTo(plain.parameters().sha256());
  }

  @Test
  void looksAtSomeOfManyBatches() {
    LayerNorms norms = new LayerNorms();
    Network network = Runs.network();
    norms.started(network);
    Matrix gradients = Matrix.zeros(Precision.FLOAT32, 1, network.parameters().trainable().size());
    for (int batch = 1; batch <= 1000; batch++) {
      gradients.fill(batch % 62 == 1 ? 1 : 100);
      norms.gradientsReady(1, batch, 1000, gradients);
    }
    norms.epochDone(new EpochResult(1, 1000, 0, 0, Map.of(), 0, 0, 0));

    // Every 62nd batch, whose gradients are 1: the norm is the root of their number.
    assertThat(norms.epochs().get(0).gradients().get(1)).isCloseTo(Math.sqrt(5), within(1e-12));
  }

  @Test
  void tellsNoGradientsWhereItLookedAtNone() {
    LayerNorms norms = new LayerNorms();
    norms.started(Runs.network());
    norms.epochDone(new EpochResult(1, 1000, 0, 0, Map.of(), 0, 0, 0));

    assertThat(norms.epochs().get(0).gradients()).containsOnly(Double.NaN);
    assertThat(norms.epochs().get(0).parameters()).allMatch(norm -> norm > 0);
  }

  @Test
  void startsAnewWithEveryRun() {
    LayerNorms norms = new LayerNorms();
    Runs.train(Runs.network(), false, norms);
    Runs.train(Runs.network(), false, norms);

    assertThat(norms.epochs()).hasSize(3);
    assertThatThrownBy(
            () -> new LayerNorms().epochDone(new EpochResult(1, 1, 0, 0, Map.of(), 0, 0, 0)))
        .isInstanceOf(IllegalStateException.class);
  }
}
