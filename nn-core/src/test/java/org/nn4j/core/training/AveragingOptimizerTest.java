package org.nn4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.network.Network;

/** Optimizers that are evaluated at an average of their way. */
class AveragingOptimizerTest {
  private static final MatrixDataset LINE =
      new MatrixDataset(Matrix.column(1, 2, 3), Matrix.column(2, 4, 6));

  private static TrainingPlan.Builder plan(String optimizer) {
    return TrainingPlan.builder().loss("mse").optimizer(optimizer).epochs(5).fullBatch();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "schedule_free_sgd(lr=0.2)",
        "schedule_free_adamw(lr=0.5)",
        "asgd(lr=0.2, t0=0)" // oscillates
      })
  void epochsAreThoseOfTheAverage(String optimizer) {
    Network network = Network.builder(1).dense(1).build();
    List<Double> losses = new ArrayList<>();
    Evaluator evaluator = new Evaluator(plan(optimizer).build().loss());
    TrainingListener evaluating =
        TrainingListener.eachEpoch(epoch -> losses.add(evaluator.evaluate(network, LINE).loss()));
    TrainingPlan plan =
        plan(optimizer).earlyStopping("validation_loss(patience=inf, restore_best=false)").build();
    History history = new Trainer(plan, evaluating).fit(network, LINE, LINE);
    assertThat(evaluator.evaluate(network, LINE).loss())
        .as("the network ends with the average")
        .isEqualTo(history.last().validationLoss());
    assertThat(losses.get(4))
        .as("listeners see the parameters of the steps")
        .isNotEqualTo(history.last().validationLoss());
  }

  @Test
  void theBestEpochIsKeptAtItsAverage() {
    Network network = Network.builder(1).dense(1).build();
    TrainingPlan plan =
        plan("asgd(lr=0.3, t0=0)").earlyStopping("validation_loss(patience=inf)").build();
    History history = new Trainer(plan).fit(network, LINE, LINE);
    double least =
        history.epochs().stream().mapToDouble(EpochResult::validationLoss).min().orElseThrow();
    assertThat(new Evaluator(plan.loss()).evaluate(network, LINE).loss()).isEqualTo(least);
  }

  @Test
  void whatIsFrozenStays() {
    Network network = Network.builder(1).dense(2, "tanh").dense(1).seed(3).build();
    double[][] weights = network.parameters().value("layers.0.weight").toRows();
    double learnt = network.parameters().value("layers.1.weight").get(0, 0);
    TrainingPlan plan =
        plan("schedule_free_sgd(lr=0.1)").parameterGroups("layers.0.*(rate=0)").build();
    new Trainer(plan).fit(network, LINE, LINE);
    assertThat(network.parameters().value("layers.0.weight").toRows()).isDeepEqualTo(weights);
    assertThat(network.parameters().value("layers.1.weight").get(0, 0)).isNotEqualTo(learnt);
  }

  @Test
  void constraintsHoldAtTheAverage() {
    Network network = Network.builder(1).layer("dense(1, max_norm=0.5)").build();
    new Trainer(plan("schedule_free_sgd(lr=0.1)").epochs(40).build()).fit(network, LINE);
    assertThat(Math.abs(network.parameters().value("layers.0.weight").get(0, 0)))
        .isLessThanOrEqualTo(0.5f);
  }

  /** At a constant rate the shares make a mean. */
  @Test
  void statisticsAreAveragedByTheSharesOfTheSteps() {
    Network network =
        Network.builder(1)
            .precision(Precision.FLOAT64)
            .dense(2, "tanh")
            .layer("batch_norm")
            .dense(1)
            .build();
    List<double[]> seen = new ArrayList<>();
    TrainingListener recording =
        new TrainingListener() {
          @Override
          public void batchDone(int epoch, int batch, int batches, double loss, double rate) {
            seen.add(network.parameters().statistics().toRows()[0]);
          }
        };
    new Trainer(plan("schedule_free_sgd(lr=0.1)").build(), recording).fit(network, LINE);
    assertThat(seen).hasSize(5);
    double[] end = network.parameters().statistics().toRows()[0];
    for (int i = 0; i < end.length; i++) {
      int index = i;
      double mean = seen.stream().mapToDouble(s -> s[index]).average().orElseThrow();
      assertThat(end[i]).isCloseTo(mean, within(1e-14)).isNotEqualTo(seen.get(4)[i]);
    }
  }

  /** Bounds of bins are statistics too, found in the data before the first step. */
  @ParameterizedTest
  @ValueSource(strings = {"constant", "warmup(steps=4, start_factor=0)"})
  void statisticsThatNoStepChangesStay(String schedule) {
    List<double[][]> bounds = new ArrayList<>();
    for (String optimizer : List.of("sgd", "schedule_free_sgd(lr=0.1)")) {
      Network network = Network.builder(1).layer("piecewise_linear(bins=3)").dense(1).build();
      new Trainer(plan(optimizer).schedule(schedule).build()).fit(network, LINE);
      bounds.add(network.parameters().statistics().toRows());
    }
    assertThat(bounds.get(1)).isDeepEqualTo(bounds.get(0));
  }

  @Test
  void aRunThatEndsBeforeItsFirstStepEndsWhereItBegan() {
    Network network = Network.builder(1).dense(1).build();
    String before = network.parameters().sha256();
    TrainingListener stopping =
        new TrainingListener() {
          @Override
          public void started(TrainingRun run) {
            run.stop("at once");
          }
        };
    History history = new Trainer(plan("schedule_free_adamw").build(), stopping).fit(network, LINE);
    assertThat(history.steps()).isZero();
    assertThat(network.parameters().sha256()).isEqualTo(before);
  }

  @Test
  void anotherAverageIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan("asgd").averaging("swa").build())
        .withMessage(
            "asgd evaluates an average of its own, but weight averaging is swa(start=0.75); leave"
                + " one of the two out");
  }
}
