package org.nn4j.core.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.diagnosis.Finding.Kind;
import org.nn4j.core.network.Network;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.training.EarlyStopping;
import org.nn4j.core.training.History;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingPlan;

class OverfittingDiagnosisTest {
  private static final int EPOCHS = 150;

  /** Trains on few noisy rows, with a network that can learn them by heart or one that cannot. */
  private static History train(int units, int rows, boolean stop, int epochs) {
    RandomStream random = new RandomStream(4, "noise");
    int all = rows + 200;
    Matrix x = Matrix.zeros(Precision.FLOAT32, all, 5);
    Matrix y = Matrix.zeros(Precision.FLOAT32, all, 1);
    for (int row = 0; row < all; row++) {
      for (int c = 0; c < 5; c++) {
        x.set(row, c, random.nextGaussian());
      }
      y.set(row, 0, x.get(row, 0) + random.nextGaussian() > 0 ? 1 : 0);
    }
    TrainingPlan.Builder plan =
        TrainingPlan.builder()
            .loss("binary_cross_entropy")
            .optimizer("adam(lr=0.01)")
            .epochs(epochs);
    if (stop) {
      plan.earlyStopping(EarlyStopping.parse("validation_loss(patience=20)"));
    }
    Network network = Network.builder(5).dense(units, "relu").dense(1, "sigmoid").seed(1).build();
    return new Trainer(plan.build())
        .fit(
            network,
            new MatrixDataset(x.rows(0, rows), y.rows(0, rows)),
            new MatrixDataset(x.rows(rows, all), y.rows(rows, all)));
  }

  @Test
  void saysInWhichEpochANetworkWasBestThatLearnsByHeart() {
    History history = train(64, 60, false, EPOCHS);
    Finding found = OverfittingDiagnosis.of(history).orElseThrow();

    int best = 0;
    for (int i = 0; i < EPOCHS; i++) {
      if (history.epochs().get(i).validationLoss() < history.epochs().get(best).validationLoss()) {
        best = i;
      }
    }
    assertThat(found.kind()).isEqualTo(Kind.OVERFITTING);
    assertThat(found.message())
        .contains("least in epoch " + (best + 1) + " of 150 ")
        .containsPattern("is \\d+ % above it at the end")
        .contains("--early-stopping \"validation_loss(patience=15)\"");
  }

  @Test
  void saysNothingOfGoodRuns() {
    assertThat(OverfittingDiagnosis.of(train(2, 2000, false, 40))).isEmpty();
    assertThat(OverfittingDiagnosis.of(train(64, 60, true, EPOCHS)))
        .as("the best epoch is restored")
        .isEmpty();
    assertThat(OverfittingDiagnosis.of(train(64, 60, false, 6))).as("too short").isEmpty();
    assertThat(OverfittingDiagnosis.of(new History())).isEmpty();
  }
}
