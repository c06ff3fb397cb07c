package org.nn4j.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Layer;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.api.TrainingClock;
import org.nn4j.core.InputException;
import org.nn4j.core.random.RandomStream;

class DropoutTest {
  private static final int ROWS = 400;
  private static final int WIDTH = 250;

  private static Matrix normal(Precision precision) {
    RandomStream random = new RandomStream(Bench.SEED, "normal");
    Matrix x = Matrix.zeros(precision, ROWS, WIDTH);
    for (int i = 0; i < ROWS * WIDTH; i++) {
      x.set(i / WIDTH, i % WIDTH, random.nextGaussian());
    }
    return x;
  }

  private static double mean(Matrix matrix, double power) {
    double sum = 0;
    for (double[] row : matrix.toRows()) {
      for (double v : row) {
        sum += power == 2 ? v * v : v;
      }
    }
    return sum / matrix.size();
  }

  @ParameterizedTest
  @CsvSource({"FLOAT32, 0.1", "FLOAT64, 0.5", "FLOAT32, 0.9"})
  void dropoutKeepsTheExpectation(Precision precision, double rate) {
    Bench bench = new Bench(new Dropout(rate), precision, ROWS, WIDTH, true);
    Matrix ones = Matrix.zeros(precision, ROWS, WIDTH);
    ones.fill(1);
    Matrix output = bench.layer.forward(ones, true);
    double kept = precision.round(1 / (1 - rate));
    int zeros = 0;
    for (double[] row : output.toRows()) {
      for (double v : row) {
        assertThat(v).isIn(0.0, kept);
        zeros += v == 0 ? 1 : 0;
      }
    }
    double deviation = Math.sqrt(rate * (1 - rate) * output.size());
    assertThat((double) zeros)
        .as("dropped, seed %s", Bench.SEED)
        .isCloseTo(rate * output.size(), offset(4 * deviation));
    assertThat(ones.get(3, 3)).as("the input").isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dropout(rate=0.4)", "alpha_dropout(rate=0.4)"})
  void theGradientTakesTheSameMaskAndEveryPassANewOne(String layer) {
    Bench bench = new Bench(layer, Precision.FLOAT64, ROWS, WIDTH, true);
    Matrix x = normal(Precision.FLOAT64);
    double[][] first = bench.layer.forward(x, true).toRows();
    Matrix gradient = Matrix.zeros(Precision.FLOAT64, ROWS, WIDTH);
    gradient.fill(1);
    Matrix back = bench.layer.backward(gradient);
    double dropped = dropped(layer);
    double scale = max(back);
    for (int r = 0; r < ROWS; r++) {
      for (int c = 0; c < WIDTH; c++) {
        boolean isDropped = Math.abs(first[r][c] - dropped) < 1e-12;
        assertThat(back.get(r, c)).isEqualTo(isDropped ? 0 : scale);
      }
    }
    assertThat(bench.layer.forward(x, true).toRows()).isNotEqualTo(first);
  }

  /** Where dropped elements end up: 0, or a·α'+b of alpha dropout. */
  private static double dropped(String layer) {
    if (layer.startsWith("dropout")) {
      return 0;
    }
    double alpha = -1.7580993408473766;
    double q = 0.6;
    double a = 1 / Math.sqrt(q + alpha * alpha * q * (1 - q));
    return a * alpha - a * alpha * (1 - q);
  }

  private static double max(Matrix matrix) {
    double max = 0;
    for (double[] row : matrix.toRows()) {
      for (double v : row) {
        max = Math.max(max, v);
      }
    }
    return max;
  }

  @ParameterizedTest
  @CsvSource({"FLOAT32, 0.05", "FLOAT64, 0.2", "FLOAT32, 0.5"})
  void alphaDropoutKeepsMeanAndVariance(Precision precision, double rate) {
    Bench bench = new Bench(new AlphaDropout(rate), precision, ROWS, WIDTH, true);
    Matrix output = bench.layer.forward(normal(precision), true);
    assertThat(mean(output, 1)).as("mean, seed %s", Bench.SEED).isCloseTo(0, offset(0.015));
    assertThat(mean(output, 2)).as("variance, seed %s", Bench.SEED).isCloseTo(1, offset(0.02));
  }

  /** A moment of a run of 100 steps. */
  private record Moment(long step) implements TrainingClock {
    @Override
    public long epoch() {
      return step / 10;
    }

    @Override
    public long stepsPerEpoch() {
      return 10;
    }

    @Override
    public long totalEpochs() {
      return 10;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dropout", "alpha_dropout"})
  void theRateFollowsTheSchedule(String layer) {
    Bench bench =
        new Bench(layer + "(0.4, schedule=flat_cosine)", Precision.FLOAT64, ROWS, WIDTH, true);
    Bench full = new Bench(layer + "(0.4)", Precision.FLOAT64, ROWS, WIDTH, true);
    Bench half = new Bench(layer + "(0.2)", Precision.FLOAT64, ROWS, WIDTH, true);
    Matrix x = normal(Precision.FLOAT64);
    bench.layer.beginStep(new Moment(49));
    assertThat(bench.layer.forward(x, true).toRows())
        .isDeepEqualTo(full.layer.forward(x, true).toRows());
    bench.layer.beginStep(new Moment(100));
    assertThat(bench.layer.forward(x, true)).as("the rate 0").isSameAs(x);

    Bench fresh =
        new Bench(layer + "(0.4, schedule=flat_cosine)", Precision.FLOAT64, ROWS, WIDTH, true);
    fresh.layer.beginStep(new Moment(75)); // half of the cosine
    double[][] scheduled = fresh.layer.forward(x, true).toRows();
    double[][] fixed = half.layer.forward(x, true).toRows();
    for (int r = 0; r < ROWS; r++) {
      assertThat(scheduled[r]).containsExactly(fixed[r], offset(1e-12));
    }
  }

  @Test
  void aScheduleIsLeftOutWhereItIsConstantAndCheckedElsewhere() {
    assertThat(Bench.create("dropout(0.3, constant)")).isEqualTo(new Dropout(0.3));
    assertThat(new Dropout(0.3).expression()).isEqualTo("dropout(rate=0.3)");
    assertThat(new AlphaDropout(0.3).expression()).isEqualTo("alpha_dropout(rate=0.3)");
    Layer scheduled = Bench.create("alpha_dropout(schedule=flat_cosine(0.25))");
    assertThat(scheduled.expression())
        .isEqualTo("alpha_dropout(rate=0.5, schedule=flat_cosine(flat=0.25))");
    assertThat(Bench.create(scheduled.expression())).isEqualTo(scheduled);
    assertThatThrownBy(() -> Bench.create("dropout(schedule=reduce_on_plateau)"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "dropout: schedule must depend on time alone but reduce_on_plateau depends on the"
                + " loss");
    Bench bench = new Bench("dropout(0.5, cyclic(max_factor=40))", Precision.FLOAT32, 2, 2, true);
    assertThatThrownBy(() -> bench.layer.beginStep(new Moment(99)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("dropout: the rate must be in [0, 1) but is ")
        .hasMessageContaining(" in step 100, 0.5 by the schedule cyclic(");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"dropout(0.9)", "alpha_dropout(0.9)", "dropout(rate=0)", "alpha_dropout(rate=0)"})
  void nothingIsDroppedInPredictionOrAtRateZero(String layer) {
    Bench bench = new Bench(layer, Precision.FLOAT32, ROWS, WIDTH, true);
    Matrix x = normal(Precision.FLOAT32);
    boolean training = layer.endsWith("=0)");
    bench.layer.forward(x, true);
    assertThat(bench.layer.forward(x, training).toRows()).isDeepEqualTo(x.toRows());
    Matrix gradient = normal(Precision.FLOAT32);
    assertThat(bench.layer.backward(gradient).toRows()).isDeepEqualTo(x.toRows());
  }
}
