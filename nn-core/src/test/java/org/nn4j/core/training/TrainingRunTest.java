package org.nn4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.network.Network;

/** What a run tells of itself, to listeners and in its epochs. */
class TrainingRunTest {

  private static TrainingPlan.Builder plan() {
    return TrainingPlan.builder().loss("mse").optimizer("sgd(lr=0.01)").epochs(20).batch(2);
  }

  private static Network network() {
    return Network.builder(1).seed(1).dense(1, "identity").build();
  }

  /** Five samples, so that the last of three batches has one. */
  private static Dataset data() {
    Matrix x = Matrix.zeros(Precision.FLOAT32, 5, 1);
    for (int r = 0; r < 5; r++) {
      x.set(r, 0, r);
    }
    return new MatrixDataset(x, x);
  }

  /** Keeps the run. */
  private abstract static class Watcher implements TrainingListener {
    TrainingRun run;

    @Override
    public void started(TrainingRun newRun) {
      run = newRun;
    }
  }

  @Test
  void countsEpochsBatchesAndStepsAsTheyEnd() {
    List<String> seen = new ArrayList<>();
    Watcher watcher =
        new Watcher() {
          @Override
          public void gradientsReady(int epoch, int batch, int batches, Matrix gradients) {
            seen.add("gradients " + epoch + ": " + batch + " of " + batches);
          }

          @Override
          public void batchDone(int epoch, int batch, int batches, double loss, double rate) {
            TrainingState state = run.state();
            assertThat(state.steps()).isEqualTo(run.steps());
            assertThat(state.epochs()).isEqualTo(run.epochs());
            assertThat(state.batch()).isEqualTo(run.batch());
            seen.add(run.epochs() + " + " + run.batch() + "/" + run.batches() + ", " + run.steps());
          }
        };
    new Trainer(plan().epochs(2).build(), watcher).fit(network(), data());
    assertThat(seen)
        .containsExactly(
            "gradients 1: 1 of 3",
            "0 + 1/3, 1",
            "gradients 1: 2 of 3",
            "0 + 2/3, 2",
            "gradients 1: 3 of 3",
            "0 + 3/3, 3",
            "gradients 2: 1 of 3",
            "1 + 1/3, 4",
            "gradients 2: 2 of 3",
            "1 + 2/3, 5",
            "gradients 2: 3 of 3",
            "1 + 3/3, 6");
    assertThat(watcher.run.samples()).isEqualTo(5);
  }

  @Test
  void epochsLastNoLongerThanTheRun() {
    Watcher watcher = new Watcher() {};
    History history = new Trainer(plan().build(), watcher).fit(network(), data());
    double sum = 0;
    for (EpochResult epoch : history.epochs()) {
      assertThat(epoch.seconds()).isPositive();
      assertThat(epoch.samplesPerSecond() * epoch.seconds()).isCloseTo(5, within(1e-9));
      sum += epoch.seconds();
    }
    assertThat(watcher.run.seconds()).isGreaterThanOrEqualTo(sum);
  }

  @Test
  void aScheduleIsToldTheLossesItWatches() {
    TrainingPlan rising =
        plan()
            .epochs(4)
            .optimizer("sgd(lr=0.25)") // too much: the loss rises
            .schedule("reduce_on_plateau(factor=0.5, patience=0)")
            .shuffle(false)
            .build();
    assertThat(new Trainer(rising).fit(network(), data()).epochs())
        .extracting(EpochResult::rate)
        .containsExactly(0.25, 0.25, 0.125, 0.0625);
  }

  @Test
  void metricsWithoutValidationDataAreOfTheTrainingData() {
    TrainingPlan plan = plan().epochs(1).metric("mae").build();
    EpochResult alone = new Trainer(plan).fit(network(), data()).last();
    assertThat(alone.validationLoss()).isNaN();
    assertThat(alone.watchedLoss()).isEqualTo(alone.loss());
    EpochResult validated = new Trainer(plan).fit(network(), data(), data()).last();
    assertThat(validated.metrics()).isEqualTo(alone.metrics()).containsOnlyKeys("mae");
    assertThat(validated.watchedLoss()).isEqualTo(validated.validationLoss()).isNotNaN();
  }

  @Test
  void aReasonToStopAfterTheLastEpochIsNone() {
    StopCriterion reached = StopCriterion.when("epoch >= 1");
    TrainingPlan one = plan().epochs(1).stop(reached).build();
    assertThat(new Trainer(one).fit(network(), data()).stopped()).isNull();
    History early = new Trainer(plan().epochs(2).stop(reached).build()).fit(network(), data());
    assertThat(early.epochs()).hasSize(1);
    assertThat(early.stopped()).isNotNull();
  }

  @Test
  void aStateThatIsNotFiniteIsNotKept() {
    Network network = network();
    Watcher watcher =
        new Watcher() {
          @Override
          public void batchDone(int epoch, int batch, int batches, double loss, double rate) {
            network.parameters().value("layers.0.weight").set(0, 0, Double.NaN);
            assertThatThrownBy(run::state)
                .isInstanceOf(DivergenceException.class)
                .hasMessageContaining("epoch 1, batch 1");
            throw new IllegalStateException("seen");
          }
        };
    Trainer trainer = new Trainer(plan().build(), watcher);
    assertThatThrownBy(() -> trainer.fit(network, data())).hasMessage("seen");
  }

  @Test
  void aTimeBudgetEndsTheRunOnceItIsUsedUp() {
    Trainer hurried = new Trainer(plan().build(), new TimeBudget(Duration.ofNanos(1)));
    History history = hurried.fit(network(), data());
    assertThat(history.steps()).isZero();
    assertThat(history.stopped()).isEqualTo("the time budget is used up");
    Trainer patient = new Trainer(plan().build(), new TimeBudget(Duration.ofDays(9)));
    assertThat(patient.fit(network(), data()).stopped()).isNull();
    assertThatThrownBy(() -> new TimeBudget(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("time_budget must be a finite number > 0 but is 0.0");
  }

  @Test
  void whatDoesNotFitIsRefusedBeforeTheFirstStep() {
    Network network = network();
    String before = network.parameters().sha256();
    Matrix wide = Matrix.zeros(Precision.FLOAT32, 3, 2);
    Trainer trainer = new Trainer(plan().build());
    assertThatThrownBy(() -> trainer.fit(network, data(), new MatrixDataset(wide, wide)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("fit: the data have 2 features but the network has 1 inputs");
    assertThat(network.parameters().sha256()).isEqualTo(before);
    assertThatThrownBy(() -> trainer.withThreads(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threads must be at least 1 but is 0");
  }
}
