package org.nn4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nn4j.api.Activation;
import org.nn4j.api.Loss;
import org.nn4j.api.Metric;
import org.nn4j.core.InputException;
import org.nn4j.core.activation.Tanh;
import org.nn4j.core.metric.Accuracy;
import org.nn4j.core.network.Network;
import org.nn4j.core.registry.Catalog;

/** Builders of plans and of networks. */
class TrainingPlanBuilderTest {
  private static final Catalog STANDARD = Catalog.standard();

  @Test
  void namesAreLookedUpInTheCatalogWhereverItIsGiven() {
    Catalog bare =
        Catalog.of(
            STANDARD.create(Loss.class, "mse"),
            STANDARD.create(Metric.class, "accuracy"),
            STANDARD.create(Activation.class, "relu"));
    assertThatThrownBy(() -> TrainingPlan.builder().loss("mae").catalog(bare).build())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("unknown loss 'mae'")
        .hasMessageContaining("Available: mse.");
    assertThatThrownBy(() -> Network.builder(2).dense(1, "tanh").catalog(bare).build())
        .hasMessageContaining("unknown activation 'tanh'");
    assertThatThrownBy(() -> Network.builder(2).layer("dropout").catalog(bare).build())
        .hasMessageContaining("unknown layer 'dropout'");
    // Where the catalog is known already the error is that of the call.
    TrainingPlan.Builder plan = TrainingPlan.builder().catalog(bare);
    assertThatThrownBy(() -> plan.metric("f1")).hasMessageContaining("unknown metric 'f1'");
    Network.Builder network = Network.builder(2).catalog(bare);
    assertThatThrownBy(() -> network.dense(1, "tanh")).hasMessageContaining("activation 'tanh'");
  }

  @Test
  void whatIsWrongInItselfIsAnErrorOfTheCall() {
    TrainingPlan.Builder plan = TrainingPlan.builder();
    assertThatIllegalArgumentException().isThrownBy(() -> plan.epochs(0));
    assertThatIllegalArgumentException().isThrownBy(() -> plan.batch(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> plan.mixup(-0.1));
    assertThatIllegalArgumentException().isThrownBy(() -> plan.clipNorm(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> plan.clipValue(Double.NaN));
    assertThatThrownBy(() -> plan.optimizer("sgd(lr=")).isInstanceOf(InputException.class);
    assertThatIllegalArgumentException().isThrownBy(() -> Network.builder(0));
    assertThatIllegalArgumentException().isThrownBy(() -> Network.builder(2).dense(0, "relu"));
    assertThatThrownBy(() -> Network.builder(2).layer("dense(")).isInstanceOf(InputException.class);
  }

  @Test
  void numbersHaveNames() {
    TrainingPlan plan =
        TrainingPlan.builder().loss("mse").clipNorm(2).clipValue(0.5).fullBatch().build();
    assertThat(plan.clipping()).isEqualTo(new GradientClipping(0.5, 2));
    assertThat(plan.batchRows(70)).isEqualTo(70);
  }

  @Test
  void buildersAndPlansTellWhatTheyAre() {
    TrainingPlan.Builder plan = TrainingPlan.builder().epochs(5).batch(16).seed(7);
    assertThat(plan).hasToString("no loss, adam, constant, 5 epochs, batches of 16, seed 7");
    assertThat(plan.loss("mse").optimizer("sgd(lr=0.1)").metric(new Accuracy()))
        .hasToString("mse, sgd(lr=0.1), constant, 5 epochs, batches of 16, seed 7");
    assertThat(plan.fullBatch().epochs(1).build().toString())
        .startsWith("mse, sgd(lr=0.1, momentum=0.0, ")
        .endsWith(", constant, 1 epoch, all rows at once, seed 7");
    assertThat(Network.builder(4).dense(16, new Tanh()).dropout(0.1).layer("dense(units=3)"))
        .hasToString("4 → dense 16 tanh → dropout(rate=0.1) → dense(units=3), float32");
  }

  @Test
  void aHistoryTellsHowTheLastEpochWasAndWhyTheRunEnded() {
    History history = new History();
    assertThat(history).hasToString("no epoch yet");
    history.add(
        new EpochResult(
            1, 10, 0.51239, Double.NaN, java.util.Map.of("accuracy", 0.9), 0.01, 1, 10));
    assertThat(history).hasToString("1 epoch; the last: loss 0.5124, accuracy 0.9000");
    history.add(new EpochResult(2, 20, 0.5, 1234567, java.util.Map.of(), 0.01, 1, 10));
    history.end(20, "no improvement", 1);
    assertThat(history)
        .hasToString(
            "2 epochs; the last: loss 0.5000, validation loss 1.235e+06; ended: no improvement;"
                + " parameters of epoch 1");
  }

  @Test
  void anEpochIsALineForPeople() {
    assertThat(new EpochResult(3, 30, 0.0213, 0.0391, Map.of("accuracy", 0.9667), 0.1, 1, 10))
        .hasToString("epoch 3: loss 0.02130, validation loss 0.03910, accuracy 0.9667");
    assertThat(new EpochResult(1, 10, 0.5, Double.NaN, Map.of(), 0.1, 1, 10))
        .hasToString("epoch 1: loss 0.5000");
  }
}
