package org.nn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.api.Matrix;
import org.nn4j.api.Optimizer;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.Precision;
import tools.jackson.databind.JsonNode;

class GoldenOptimizerTest {

  static Stream<Arguments> runs() throws IOException {
    return Golden.files("optimizer-").stream()
        .flatMap(f -> Stream.of(Precision.values()).map(p -> Arguments.of(f, p)));
  }

  @Test
  void everyOptimizerThatPyTorchHasIsThere() throws IOException {
    assertThat(Golden.files("optimizer-")).hasSizeGreaterThanOrEqualTo(17);
  }

  @ParameterizedTest
  @MethodSource("runs")
  void trainsAsPyTorchDoes(Path file, Precision precision) {
    JsonNode golden = Golden.read(file);
    JsonNode train = golden.get("train");
    Optimizer optimizer = Parts.optimizer(train.get("optimizer").stringValue());
    TanhNetwork network = new TanhNetwork(golden);
    Matrix parameters = row(precision, TanhNetwork.flatten(golden));
    Matrix gradients = Matrix.zeros(precision, 1, parameters.columns());
    OptimizerState state = new OptimizerState(optimizer, precision, parameters.columns());

    double[] losses = Golden.numbers(train.get("losses"));
    for (int i = 0; i < losses.length; i++) {
      double loss = network.gradient(parameters, gradients);
      assertThat(loss)
          .as("loss before step %d", i + 1)
          .isCloseTo(losses[i], near(losses[i], precision));
      optimizer.beginStep(state, optimizer.lr(), i + 1);
      optimizer.update(
          parameters, gradients, state, 0, parameters.columns(), optimizer.lr(), i + 1);
    }

    double[] trained = TanhNetwork.flatten(train);
    for (int i = 0; i < trained.length; i++) {
      assertThat(parameters.get(0, i))
          .as("parameter %d", i)
          .isCloseTo(trained[i], near(trained[i], precision));
    }
  }

  /** Relative; in float32 absolute below 0.1, where parameters come from larger ones. */
  private static Offset<Double> near(double expected, Precision precision) {
    return precision == Precision.FLOAT64
        ? within(1e-11 * Math.abs(expected))
        : within(1e-4 * Math.max(Math.abs(expected), 0.1));
  }

  private static Matrix row(Precision precision, double[] values) {
    Matrix row = Matrix.zeros(precision, 1, values.length);
    for (int i = 0; i < values.length; i++) {
      row.set(0, i, values[i]);
    }
    return row;
  }
}
