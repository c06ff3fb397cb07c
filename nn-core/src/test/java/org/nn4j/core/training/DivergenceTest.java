package org.nn4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.network.Network;
import org.nn4j.core.training.DivergenceException.TensorRange;

/** What is told of the first number that is not finite, beside where it is. */
class DivergenceTest {

  private static DivergenceException train(
      Network network, String optimizer, int batch, Matrix x, Matrix y) {
    TrainingPlan plan =
        TrainingPlan.builder()
            .loss("mse")
            .optimizer(optimizer)
            .batch(batch)
            .shuffle(false)
            .epochs(50)
            .build();
    long[] lines = LongStream.range(2, 2 + x.rows()).toArray();
    return catchThrowableOfType(
        DivergenceException.class,
        () -> new Trainer(plan).fit(network, new MatrixDataset(x, y, null, lines)));
  }

  private static Matrix column(double... values) {
    Matrix matrix = Matrix.zeros(Precision.FLOAT32, values.length, 1);
    for (int i = 0; i < values.length; i++) {
      matrix.set(i, 0, values[i]);
    }
    return matrix;
  }

  private static Network line(double weight) {
    Network network = Network.builder(1).dense(1, "identity").build();
    network.parameters().value("layers.0.weight").fill(weight);
    return network;
  }

  @Test
  void theRangeTheLinesAndTheFirstSampleAreTold() {
    Matrix x = column(1, -2, 3e38, 2, 4);
    DivergenceException e = train(line(2), "sgd(lr=0)", 0, x, column(0, 0, 0, 0, 0));

    assertThat(e.phase()).isEqualTo("Z");
    assertThat(e.range()).isEqualTo(new TensorRange(5, 1, 0, 1, -4, 8, 2, 0));
    assertThat(e.lines()).containsExactly(2, 3, 4, 5, 6);
    assertThat(e)
        .hasMessageContaining(
            "layers.0 (dense), phase Z (data lines 2, 3, 4, 5, 6): 1 infinite of 5×1, the others"
                + " from -4.00 to 8.00; first in line 4; try a smaller learning rate");
  }

  @Test
  void ofManyLinesTheFirstTenAreShown() {
    Matrix x = Matrix.zeros(Precision.FLOAT32, 12, 1);
    x.fill(3e38);
    DivergenceException e = train(line(2), "sgd(lr=0)", 0, x, x);
    assertThat(e.lines()).hasSize(12);
    assertThat(e).hasMessageContaining("(data lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 2 more)");
  }

  /** z = 1 and a loss of 1e38, but a gradient of −2·1e19·1e20. */
  @Test
  void aGradientThatOverflowsIsNamed() {
    DivergenceException e = train(line(1e-20), "sgd", 0, column(1e20), column(1e19));

    assertThat(e.phase()).isEqualTo("gradient");
    assertThat(e)
        .hasMessageContaining(
            "phase gradient, parameter layers.0.weight (data lines 2): 1 infinite of 1×1; first at"
                + " [0, 0]; try");
  }

  @Test
  void anUpdateThatOverflowsNamesTheBatchThatMadeIt() {
    DivergenceException e =
        train(line(0), "sgd(lr=1e30)", 2, column(0, 0, 1e9, 1, 1, 1), column(0, 0, 1, 1, 1, 1));

    assertThat(e.phase()).isEqualTo("update");
    assertThat(e.batch()).isEqualTo(2);
    assertThat(e.lines()).containsExactly(4, 5);
    assertThat(e).hasMessageContaining("phase update, parameter layers.0.weight (data lines 4, 5)");
  }

  /** σ(z) = z with a derivative that is infinite above 0. */
  private record Cliff() implements ElementwiseActivation {
    @Override
    public String name() {
      return "cliff";
    }

    @Override
    public double value(double z) {
      return z;
    }

    @Override
    public double derivative(double z, double a) {
      return z > 0 ? Double.POSITIVE_INFINITY : 1;
    }
  }

  /** Dropout hands its memory on, so what the layer before makes of it is not dropout's fault. */
  @Test
  void aDeltaBehindDropoutIsBlamedOnTheActivation() {
    Network network =
        Network.builder(1)
            .seed(4)
            .dense(2, new Cliff())
            .dropout(0.1)
            .dense(3, "tanh")
            .dense(1, "identity")
            .build();
    network.parameters().value("layers.0.weight").fill(1);
    DivergenceException e = train(network, "sgd", 0, column(-1, 2), column(5, 6));

    assertThat(e.phase()).isEqualTo("Δ");
    assertThat(e.layer()).isEqualTo("layers.0 (dense)");
    assertThat(e).hasMessageContaining("; first in line 3; ");
  }

  @Test
  void theLastGoodCheckpointIsAdded() {
    DivergenceException e = train(line(2), "sgd(lr=0)", 0, column(3e38), column(0));

    assertThat(e.checkpoint()).isNull();
    DivergenceException saved = e.withCheckpoint(Path.of("runs", "checkpoint-7.safetensors"));
    assertThat(saved.checkpoint()).endsWith("checkpoint-7.safetensors");
    assertThat(saved)
        .hasMessage(e.getMessage() + "; the last good checkpoint is " + saved.checkpoint());
    assertThat(saved.range()).isEqualTo(e.range());
    assertThat(e.withCheckpoint(null)).hasMessageEndingWith("; there is no checkpoint");
  }

  @Test
  void aMatrixWithoutAFiniteNumberHasNoRange() {
    assertThat(TensorRange.of(column(Double.NaN, Double.NEGATIVE_INFINITY)))
        .hasToString("1 NaN and 1 infinite of 2×1");
    assertThat(TensorRange.of(column(3, 4)).row()).isEqualTo(-1);
    assertThat(TensorRange.of(column(Double.NaN, 5)))
        .hasToString("1 NaN of 2×1, the others from 5.00 to 5.00");
  }
}
