package org.nn4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.FullBatchOptimizer;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.Matrix;
import org.nn4j.api.Optimizer;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.Precision;
import org.nn4j.core.MisfitException;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.network.Network;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.registry.Catalog;

/** Training by optimizers that evaluate the loss over all rows several times in a step. */
class FullBatchTest {
  private static final long SEED = 20261;

  /** Rosenbrock's, (1 − x₁)² + 100·(x₂ − x₁²)². */
  private static final DifferentiableFunction VALLEY =
      new DifferentiableFunction() {
        @Override
        public int dimension() {
          return 2;
        }

        @Override
        public double value(double[] x) {
          double rest = x[1] - x[0] * x[0];
          return (1 - x[0]) * (1 - x[0]) + 100 * rest * rest;
        }

        @Override
        public void gradient(double[] x, double[] gradient) {
          double rest = x[1] - x[0] * x[0];
          gradient[0] = -2 * (1 - x[0]) - 400 * x[0] * rest;
          gradient[1] = 200 * rest;
        }
      };

  /** Evaluates where it stands three times, far away once, and moves a bit down. */
  private static final class Probe implements FullBatchOptimizer {
    private final List<Double> losses = new ArrayList<>();
    private final List<Double> far = new ArrayList<>();

    @Override
    public String name() {
      return "probe";
    }

    @Override
    public double lr() {
      return 0.1;
    }

    @Override
    public boolean step(Objective objective, OptimizerState state, double rate, long step) {
      losses.add(objective.loss());
      losses.add(objective.evaluate());
      Matrix parameters = objective.parameters();
      Matrix start = Matrix.zeros(parameters.precision(), 1, parameters.columns());
      start.copyFrom(parameters);
      parameters.fill(Double.MAX_VALUE);
      far.add(objective.evaluate());
      parameters.copyFrom(start);
      losses.add(objective.evaluate());
      for (int i = 0; i < parameters.columns(); i++) {
        parameters.set(0, i, start.get(0, i) - rate * objective.gradients().get(0, i));
      }
      return step < 5;
    }
  }

  private static Network.Builder network() {
    return Network.builder(3).precision(Precision.FLOAT64).seed(SEED).dense(6, "tanh");
  }

  private static Dataset data() {
    RandomStream random = new RandomStream(SEED, "data");
    Matrix x = Matrix.zeros(Precision.FLOAT64, 40, 3);
    Matrix y = Matrix.zeros(Precision.FLOAT64, 40, 2);
    for (int r = 0; r < 40; r++) {
      for (int c = 0; c < 3; c++) {
        x.set(r, c, random.nextGaussian());
      }
      y.set(r, 0, StrictMath.sin(x.get(r, 0)) * x.get(r, 1));
      y.set(r, 1, x.get(r, 2) * x.get(r, 0));
    }
    return new MatrixDataset(x, y);
  }

  private static TrainingPlan.Builder plan() {
    return TrainingPlan.builder().loss("mse").optimizer("lbfgs").epochs(30);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4})
  void aStepHasOneObjectiveAndTheNextAnother(int shards) {
    Probe probe = new Probe();
    Network network =
        network().layer("batch_norm").layer("dropout(0.5)").dense(2, "identity").build();
    TrainingPlan plan = plan().optimizer(probe).mixup(0.4).shards(shards).epochs(5).build();
    History history = new Trainer(plan).fit(network, data());
    assertThat(history.epochs()).hasSize(5);
    for (int step = 0; step < 5; step++) {
      double loss = probe.losses.get(3 * step);
      assertThat(probe.losses.subList(3 * step, 3 * step + 3)).containsOnly(loss);
      assertThat(history.epochs().get(step).loss()).isEqualTo(loss);
    }
    assertThat(probe.losses.stream().distinct()).hasSize(history.epochs().size());
    assertThat(probe.far).noneMatch(Double::isFinite);
  }

  /** With sgd, whose steps are the same, as witness. */
  @Test
  void statisticsMoveOnceInAStep() {
    Network probed = network().layer("batch_norm").dense(2, "identity").build();
    Network plain = network().layer("batch_norm").dense(2, "identity").build();
    new Trainer(plan().optimizer(new Probe()).epochs(3).build()).fit(probed, data());
    TrainingPlan sgd = plan().optimizer("sgd(lr=0.1)").fullBatch().shuffle(false).epochs(3).build();
    new Trainer(sgd).fit(plain, data());
    assertThat(probed.parameters().sha256()).isEqualTo(plain.parameters().sha256());
  }

  @Test
  void lbfgsFitsWhereAdamIsStillOnItsWay() {
    Network network = network().dense(2, "identity").build();
    History history = new Trainer(plan().epochs(200).build()).fit(network, data());
    Network other = network().dense(2, "identity").build();
    History adam =
        new Trainer(plan().optimizer("adam(lr=0.03)").fullBatch().epochs(200).build())
            .fit(other, data());
    assertThat(last(history)).isLessThan(0.5 * last(adam));
    for (int i = 1; i < history.epochs().size(); i++) {
      assertThat(history.epochs().get(i).loss())
          .isLessThanOrEqualTo(history.epochs().get(i - 1).loss());
    }
  }

  private static double last(History history) {
    return history.epochs().get(history.epochs().size() - 1).loss();
  }

  @Test
  void aMinimumEndsTheRun() {
    Network network = Network.builder(3).precision(Precision.FLOAT64).dense(2, "identity").build();
    History history = new Trainer(plan().epochs(500).build()).fit(network, data());
    assertThat(history.epochs()).hasSizeLessThan(60);
    assertThat(history.stopped()).isEqualTo("lbfgs can go no lower");
  }

  @Test
  void penaltiesArePartOfWhatIsMinimized() {
    Network network =
        Network.builder(3)
            .precision(Precision.FLOAT64)
            .layer("dense(units=2, activation=identity, l2=0.5)")
            .build();
    History history = new Trainer(plan().epochs(500).build()).fit(network, data());
    Matrix weight = network.parameters().value("layers.0.weight");
    // A minimum of mse + l2/2·Σw²: neither the data's nor the penalty's alone.
    assertThat(history.stopped()).isEqualTo("lbfgs can go no lower");
    double step = 1e-4;
    double least = last(history);
    for (int r = 0; r < 3; r++) {
      double value = weight.get(r, 0);
      for (double moved : new double[] {value - step, value + step}) {
        weight.set(r, 0, moved);
        Evaluator evaluator = new Evaluator(new Trainer(plan().build()).plan().loss());
        double squares = 0;
        for (int i = 0; i < 3; i++) {
          for (int j = 0; j < 2; j++) {
            squares += weight.get(i, j) * weight.get(i, j);
          }
        }
        double loss = evaluator.evaluate(network, data()).loss() + 0.25 * squares;
        assertThat(loss).isGreaterThan(least);
      }
      weight.set(r, 0, value);
    }
  }

  @Test
  void frozenParametersStay() {
    Network network = network().dense(2, "identity").build();
    String before = network.parameters().value("layers.0.weight").toString();
    double[][] weights = network.parameters().value("layers.0.weight").toRows();
    new Trainer(plan().parameterGroups("layers.0.*(rate=0)").build()).fit(network, data());
    assertThat(network.parameters().value("layers.0.weight").toRows())
        .as(before)
        .isDeepEqualTo(weights);
  }

  @Test
  void batchesBoundsOnGradientsAndRatesOfGroupsAreRefused() {
    assertThat(plan().build().batchSize()).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan().batch(32).build())
        .withMessageContaining(
            "lbfgs evaluates the loss over all rows in every step, but batch is 32");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan().clipNorm(1).build())
        .withMessageContaining("lbfgs needs the gradient of the loss as it is");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan().parameterGroups("*.bias(rate=0.1)").build())
        .withMessageContaining("the group *.bias(rate=0.1, decay=1.0) has a rate of its own");
  }

  @Test
  void levenbergMarquardtNeedsFewSteps() {
    Network network = network().dense(2, "identity").build();
    History history =
        new Trainer(plan().optimizer("levenberg_marquardt").epochs(40).build())
            .fit(network, data());
    Network other = network().dense(2, "identity").build();
    History lbfgs = new Trainer(plan().epochs(40).build()).fit(other, data());
    assertThat(last(history)).isLessThan(0.5 * last(lbfgs));
    for (int i = 1; i < history.epochs().size(); i++) {
      assertThat(history.epochs().get(i).loss())
          .isLessThanOrEqualTo(history.epochs().get(i - 1).loss());
    }
  }

  /** A linear network has one minimum, and its Gauss–Newton matrix is the Hessian. */
  @ParameterizedTest
  @ValueSource(strings = {"mse", "half_squared_error"})
  void bothFindTheMinimumOfWeightedRowsWithPenalties(String loss) {
    RandomStream random = new RandomStream(SEED, "weights");
    Matrix weights = Matrix.zeros(Precision.FLOAT64, 40, 1);
    for (int r = 0; r < 40; r++) {
      weights.set(r, 0, 1 + random.nextInt(4));
    }
    MatrixDataset plain = (MatrixDataset) data();
    Matrix x = Matrix.zeros(Precision.FLOAT64, 40, 3);
    Matrix y = Matrix.zeros(Precision.FLOAT64, 40, 2);
    int[] rows = IntStream.range(0, 40).toArray();
    plain.features(rows, 0, 40, x, network().build().kernels());
    plain.targets(rows, 0, 40, y);
    Dataset data = new MatrixDataset(x, y, weights, null);
    double[] ends = new double[2];
    int[] steps = new int[2];
    for (int i = 0; i < 2; i++) {
      Network network =
          Network.builder(3)
              .precision(Precision.FLOAT64)
              .layer("dense(units=2, activation=identity, l2=0.5)")
              .build();
      String optimizer = i == 0 ? "lbfgs" : "levenberg_marquardt(mu=1e-9)";
      TrainingPlan plan = plan().loss(loss).optimizer(optimizer).epochs(500).build();
      History history = new Trainer(plan).fit(network, data);
      assertThat(history.stopped()).endsWith("can go no lower");
      ends[i] = last(history);
      steps[i] = history.epochs().size();
    }
    assertThat(ends[1]).isCloseTo(ends[0], offset(1e-12));
    assertThat(steps[1]).as("a Newton step, and the look that ends the run").isEqualTo(2);
  }

  @Test
  void levenbergMarquardtFreezes() {
    Network network = network().dense(2, "identity").build();
    double[][] weights = network.parameters().value("layers.0.weight").toRows();
    TrainingPlan plan =
        plan().optimizer("levenberg_marquardt").parameterGroups("layers.0.weight(rate=0)").build();
    History history = new Trainer(plan).fit(network, data());
    assertThat(network.parameters().value("layers.0.weight").toRows()).isDeepEqualTo(weights);
    assertThat(last(history)).isLessThan(0.5 * history.epochs().get(0).loss());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "huber; dense(2); 0; minimizes squares of errors, but the loss is huber; take mse, or"
            + " lbfgs",
        "mae; dense(2); 0; but the loss is mae",
        "log_cosh; dense(2); 0; but the loss is log_cosh",
        "mse; dropout(0.5); 0; needs outputs that depend on their own row alone",
        "mse; batch_norm; 0; needs outputs that depend on their own row alone",
        "mse; dense(1000); 0; at most 5000, but there are 9026",
        "mse; dense(2); 4; needs all rows in one process"
      })
  void levenbergMarquardtSaysWhatItCannotDo(String loss, String layer, int shards, String message) {
    Network network = network().layer(layer).dense(2, "identity").build();
    TrainingPlan plan = plan().loss(loss).optimizer("levenberg_marquardt").shards(shards).build();
    assertThatThrownBy(() -> new Trainer(plan).fit(network, data()))
        .isInstanceOf(MisfitException.class)
        .hasMessageStartingWith("levenberg_marquardt")
        .hasMessageContaining(message);
  }

  @Test
  void functionsThatAreNoErrorsAreRefusedByLevenbergMarquardt() {
    assertThatThrownBy(
            () ->
                new Minimizer(
                        Catalog.standard().create(Optimizer.class, "levenberg_marquardt"),
                        LearningRateSchedule.CONSTANT,
                        9,
                        0)
                    .minimize(VALLEY, 0, 3))
        .isInstanceOf(MisfitException.class)
        .hasMessageStartingWith("levenberg_marquardt minimizes sums of squares")
        .hasMessageEndingWith("take one that needs the gradient alone, such as lbfgs");
  }

  @Test
  void minimizesOtherFunctions() {
    Catalog catalog = Catalog.standard();
    Minimizer minimizer =
        new Minimizer(
            catalog.create(Optimizer.class, "lbfgs"), LearningRateSchedule.CONSTANT, 100, 0);
    Minimizer.Path path = minimizer.minimize(VALLEY, -1.2, 1);
    assertThat(path.converged()).isTrue();
    assertThat(path.points()).hasSizeLessThan(60);
    assertThat(path.end().value()).isLessThan(1e-12);
  }
}
