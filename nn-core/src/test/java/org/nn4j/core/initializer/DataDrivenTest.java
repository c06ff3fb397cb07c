package org.nn4j.core.initializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.network.Network;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.registry.KernelsSelector;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.core.training.TrainingPlan;
import org.nn4j.core.training.TrainingRun;

class DataDrivenTest {
  private static final Kernels KERNELS = KernelsSelector.standard();

  /** Columns of different means and deviations. */
  private static Matrix sample(Precision precision, int rows, int columns) {
    RandomStream random = new RandomStream(3, "sample");
    Matrix x = Matrix.zeros(precision, rows, columns);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        x.set(r, c, 5 * c + (c + 1) * random.nextGaussian());
      }
    }
    return x;
  }

  private static double[] meanAndDeviation(Matrix z, int column) {
    double sum = 0;
    double squares = 0;
    for (int r = 0; r < z.rows(); r++) {
      sum += z.get(r, column);
      squares += z.get(r, column) * z.get(r, column);
    }
    double mean = sum / z.rows();
    return new double[] {mean, Math.sqrt(squares / z.rows() - mean * mean)};
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void preActivationsHaveDeviationOneAndBiasesLieAmongThem(Precision precision) {
    Matrix x = sample(precision, 300, 4);
    Matrix weights = Matrix.zeros(precision, 4, 6);
    Matrix bias = Matrix.zeros(precision, 1, 6);
    Matrix z = Matrix.zeros(precision, 300, 6);
    DataDriven initializer = new DataDriven();
    RandomStream random = new RandomStream(1, "test");
    initializer.fill(weights, 4, 6, random);
    initializer.adapt(x, weights, bias, z, KERNELS, random);

    KERNELS.affine(x, weights, Matrix.zeros(precision, 1, 6), z);
    Set<Double> distances = new HashSet<>();
    for (int unit = 0; unit < 6; unit++) {
      double[] moments = meanAndDeviation(z, unit);
      assertThat(moments[1]).as("unit %s", unit).isCloseTo(1, within(1e-4));
      // Five of the rows, mixed: hardly further away than a single one.
      double distance = moments[0] + bias.get(0, unit);
      assertThat(distance).as("unit %s", unit).isBetween(-3.0, 3.0);
      distances.add(distance);
    }
    assertThat(distances).as("each unit draws for itself").hasSize(6);
  }

  @Test
  void oneRowIsTheKinkItself() {
    Matrix x = sample(Precision.FLOAT64, 50, 2);
    Matrix weights = Matrix.of(new double[] {1}, new double[] {0.5});
    Matrix bias = Matrix.zeros(Precision.FLOAT64, 1, 1);
    Matrix z = Matrix.zeros(Precision.FLOAT64, 50, 1);
    new DataDriven(1).adapt(x, weights, bias, z, KERNELS, new RandomStream(1, "test"));
    KERNELS.affine(x, weights, bias, z);
    double nearest = Double.MAX_VALUE;
    for (int r = 0; r < 50; r++) {
      nearest = Math.min(nearest, Math.abs(z.get(r, 0)));
    }
    assertThat(nearest).isLessThan(1e-12);
  }

  @Test
  void aConstantUnitKeepsItsWeightsAndNoRowsKeepTheBias() {
    Matrix x = Matrix.zeros(Precision.FLOAT32, 5, 2);
    Matrix weights = Matrix.zeros(Precision.FLOAT32, 2, 1);
    weights.fill(3);
    Matrix bias = Matrix.zeros(Precision.FLOAT32, 1, 1);
    bias.fill(0.25);
    Matrix z = Matrix.zeros(Precision.FLOAT32, 5, 1);
    new DataDriven(0).adapt(x, weights, bias, z, KERNELS, new RandomStream(1, "test"));
    assertThat(weights.toRows()).isDeepEqualTo(new double[][] {{3}, {3}});
    assertThat(bias.get(0, 0)).isEqualTo(0.25);
    new DataDriven(5).adapt(x, weights, null, z, KERNELS, new RandomStream(1, "test"));
    assertThatIllegalArgumentException().isThrownBy(() -> new DataDriven(-1));
  }

  private static Network network(String hidden) {
    return Network.builder(3).seed(5).layer(hidden).layer(hidden).dense(1).build();
  }

  private static TrainingPlan plan() {
    return TrainingPlan.builder().loss("mse").epochs(1).batch(8).build();
  }

  /** Each layer is adapted to what comes out of the one before, whatever the batch. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "dense(units=3, activation=relu, initializer=data_driven)",
        "residual([dense(units=3, activation=relu, initializer=data_driven)])",
        "sequential([dropout(0.5), dense(units=3, use_bias=false, initializer=data_driven)])"
      })
  void trainingAdaptsEveryLayerBeforeItsFirstStep(String hidden) {
    Network network = network(hidden);
    String before = network.parameters().sha256();
    String[] atTheStart = new String[1];
    TrainingListener start =
        new TrainingListener() {
          @Override
          public void started(TrainingRun run) {
            atTheStart[0] = network.parameters().sha256();
          }
        };
    Matrix x = sample(Precision.FLOAT32, 40, 3);
    Dataset data = new MatrixDataset(x, Matrix.zeros(Precision.FLOAT32, 40, 1));
    new Trainer(plan(), start).fit(network, data);
    assertThat(atTheStart[0]).isNotEqualTo(before);

    Network other = network(hidden);
    other.bindForPrediction(40).adapt(x);
    assertThat(other.parameters().sha256()).as("by all 40 rows").isEqualTo(atTheStart[0]);
  }

  @Test
  void whatHasBeenTrainedIsNotAdaptedAgain() {
    Network network = network("dense(units=3, activation=relu, initializer=data_driven)");
    Dataset data =
        new MatrixDataset(sample(Precision.FLOAT32, 40, 3), Matrix.zeros(Precision.FLOAT32, 40, 1));
    new Trainer(plan()).fit(network, data);
    String trained = network.parameters().sha256();
    TrainingPlan still = plan().toBuilder().optimizer("sgd(lr=0)").build();
    new Trainer(still).fit(network, data);
    assertThat(network.parameters().sha256()).as("trained on").isEqualTo(trained);
    Network copy = network.withParameters(network.parameters());
    new Trainer(still).fit(copy, data);
    assertThat(copy.parameters().sha256()).as("a copy").isEqualTo(trained);
  }

  /** Samples of which those whose features were read are known. */
  private record Counted(int size, Set<Integer> read) implements Dataset {
    @Override
    public int featureWidth() {
      return 3;
    }

    @Override
    public int targetWidth() {
      return 1;
    }

    @Override
    public void features(int[] order, int from, int to, Matrix x) {
      synchronized (read) {
        for (int i = from; i < to; i++) {
          read.add(order[i]);
        }
      }
      x.copyFrom(sample(x.precision(), x.rows(), 3));
    }

    @Override
    public void targets(int[] order, int from, int to, Matrix y) {
      y.fill(0);
    }
  }

  @Test
  void aLargeTableIsReadInPartAndOthersNotAtAll() {
    TrainingListener stop =
        new TrainingListener() {
          @Override
          public void started(TrainingRun run) {
            run.stop("the initial values are all there is to see");
          }
        };
    Counted large = new Counted(100_000, new HashSet<>());
    new Trainer(plan(), stop)
        .fit(network("dense(units=3, activation=relu, initializer=data_driven)"), large);
    assertThat(large.read).hasSize(4096);
    assertThat(large.read.stream().mapToInt(i -> i).max().orElse(0)).isGreaterThan(95_000);

    Counted unread = new Counted(100_000, new HashSet<>());
    new Trainer(plan(), stop).fit(network("dense(units=3, activation=relu)"), unread);
    assertThat(unread.read).isEmpty();
  }
}
