package org.nn4j.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.activation.Tanh;

/** Noise, dropped weights and random slopes: in training alone, and the same in both passes. */
class RandomLayersTest {
  private static final int WIDTH = 40;

  private static Matrix identity() {
    Matrix identity = Matrix.zeros(Precision.FLOAT64, WIDTH, WIDTH);
    for (int i = 0; i < WIDTH; i++) {
      identity.set(i, i, 1);
    }
    return identity;
  }

  private static Matrix ones(int columns) {
    Matrix ones = Matrix.zeros(Precision.FLOAT64, WIDTH, columns);
    ones.fill(1);
    return ones;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gaussian_noise(std=0.5)", "activation(rrelu)", "dropconnect(dense(7), 0.5)"})
  void everyPassDrawsAnew(String layer) {
    Bench bench = new Bench(layer, Precision.FLOAT64, WIDTH, WIDTH, true);
    Matrix x = Bench.batch(Precision.FLOAT64, WIDTH, WIDTH, "x");
    double[][] first = bench.layer.forward(x, true).toRows();
    assertThat(Arrays.deepEquals(bench.layer.forward(x, true).toRows(), first)).isFalse();
  }

  /** With the identity as its input a linear layer puts out its weights. */
  @Test
  void dropconnectDropsWeightsAndTheirGradients() {
    double rate = 0.25;
    Bench bench =
        new Bench(new DropConnect(new Dense(), rate), Precision.FLOAT64, WIDTH, WIDTH, true);
    Matrix weight = bench.value("weight");
    Matrix before = Matrix.zeros(Precision.FLOAT64, WIDTH, 1);
    before.copyFrom(weight);
    Matrix output = bench.layer.forward(identity(), true);
    int dropped = 0;
    double[] expected = new double[WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      double kept = weight.get(i, 0) * (1 / (1 - rate));
      assertThat(output.get(i, 0)).isIn(kept, 0.0);
      expected[i] = output.get(i, 0) == 0 ? 0 : 1 / (1 - rate);
      dropped += output.get(i, 0) == 0 ? 1 : 0;
    }
    assertThat(dropped).as("of %d, seed %s", WIDTH, Bench.SEED).isBetween(2, 20);
    bench.layer.backward(ones(1));
    assertThat(bench.gradient("weight").toRows())
        .isDeepEqualTo(
            Arrays.stream(expected).mapToObj(g -> new double[] {g}).toArray(double[][]::new));
    assertThat(weight.toRows()).as("the weights themselves").isDeepEqualTo(before.toRows());
    assertThat(bench.layer.forward(identity(), false).toRows()).isDeepEqualTo(before.toRows());
  }

  @Test
  void dropconnectIsOfDenseLayers() {
    assertThatThrownBy(() -> new DropConnect(new LayerNorm(), 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("layer must be a dense one")
        .hasMessageContaining("layer_norm");
    assertThatThrownBy(() -> new DropConnect(new Dense(2, new Tanh()), 1))
        .hasMessage("rate must be in [0.0, 1.0) but is 1.0");
  }

  @ParameterizedTest
  @EnumSource
  void noiseHasItsDeviationAndPassesGradients(Precision precision) {
    Bench bench = new Bench("gaussian_noise(std=0.5)", precision, 200, 300, true);
    Matrix x = Bench.batch(precision, 200, 300, "x");
    Matrix output = bench.layer.forward(x, true);
    double sum = 0;
    double squares = 0;
    for (int r = 0; r < 200; r++) {
      for (int c = 0; c < 300; c++) {
        double noise = output.get(r, c) - x.get(r, c);
        sum += noise;
        squares += noise * noise;
      }
    }
    int n = output.size();
    assertThat(sum / n).as("seed %s", Bench.SEED).isCloseTo(0, within(5 * 0.5 / Math.sqrt(n)));
    assertThat(squares / n).isCloseTo(0.25, within(5 * 0.25 * Math.sqrt(2.0 / n)));
    Matrix gradient = Bench.batch(precision, 200, 300, "g");
    assertThat(bench.layer.backward(gradient)).isSameAs(gradient);
    assertThat(bench.layer.forward(x, false)).isSameAs(x);
  }

  @Test
  void rreluHasOneSlopeForBothPassesAndTheMeanInPrediction() {
    Bench bench =
        new Bench(
            "activation(rrelu(lower=0.25, upper=0.5))", Precision.FLOAT64, WIDTH, WIDTH, true);
    Matrix x = Bench.batch(Precision.FLOAT64, WIDTH, WIDTH, "x");
    Matrix output = bench.layer.forward(x, true);
    Matrix slopes = bench.layer.backward(ones(WIDTH));
    double least = 1;
    double greatest = 0;
    for (int r = 0; r < WIDTH; r++) {
      for (int c = 0; c < WIDTH; c++) {
        double slope = slopes.get(r, c);
        assertThat(output.get(r, c)).isEqualTo(slope * x.get(r, c));
        if (x.get(r, c) > 0) {
          assertThat(slope).isEqualTo(1);
        } else {
          least = Math.min(least, slope);
          greatest = Math.max(greatest, slope);
        }
      }
    }
    assertThat(least).as("seed %s", Bench.SEED).isBetween(0.25, 0.28);
    assertThat(greatest).isBetween(0.47, 0.5);
    Matrix predicted = bench.layer.forward(x, false);
    Matrix mean = bench.layer.backward(ones(WIDTH));
    for (int c = 0; c < WIDTH; c++) {
      double z = x.get(0, c);
      assertThat(predicted.get(0, c)).isEqualTo(z > 0 ? z : 0.375 * z);
      assertThat(mean.get(0, c)).isEqualTo(z > 0 ? 1 : 0.375);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "glu, 5, glu: the input has 5 columns; groups of 2",
    "swiglu, 1, swiglu: the input has 1 columns; groups of 2",
    "maxout(pieces=3), 8, maxout: the input has 8 columns; groups of 3"
  })
  void columnsThatCannotBeDividedAreRefused(String layer, int width, String message) {
    String[] parts = message.split("; ");
    assertThatThrownBy(() -> Bench.create(layer).outputWidth(width))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(parts[0])
        .hasMessageContaining(parts[1]);
  }
}
