package org.nn4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.api.TargetKind;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.SmoothedLabels;

/** Batches whose samples are mixed with one another. */
class MixupTest {
  private static final int ROWS = 6;

  private static TrainingPlan plan(double alpha) {
    return TrainingPlan.builder().loss("mse").mixup(alpha).seed(5).build();
  }

  /** Row r holds r and 10·r, its target r², its weight r + 1: the row can be told from each. */
  private static MatrixDataset rows(Precision precision) {
    Matrix x = Matrix.zeros(precision, ROWS, 2);
    Matrix y = Matrix.zeros(precision, ROWS, 1);
    Matrix w = Matrix.zeros(precision, ROWS, 1);
    for (int r = 0; r < ROWS; r++) {
      x.set(r, 0, r);
      x.set(r, 1, 10 * r);
      y.set(r, 0, r * r);
      w.set(r, 0, r + 1);
    }
    return new MatrixDataset(x, y, w, null);
  }

  private static Mixup mixup(double alpha, Dataset data, Precision precision) {
    return new Mixup(plan(alpha), data, ROWS, 1, precision);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void everyRowIsMixedWithOneOther(Precision precision) {
    MatrixDataset data = rows(precision);
    Mixup mixup = mixup(0.7, data, precision);
    int[] order = {0, 1, 2, 3, 4, 5};
    boolean mixed = false;
    for (int batch = 0; batch < 20; batch++) {
      Matrix x = Matrix.zeros(precision, ROWS, 2);
      Matrix y = Matrix.zeros(precision, ROWS, 1);
      Matrix w = Matrix.zeros(precision, ROWS, 1);
      data.features(order, 0, ROWS, x);
      data.targets(order, 0, ROWS, y);
      data.weights(order, 0, ROWS, w);
      mixup.mix(x, y, w);
      double weights = 0;
      double features = 0;
      double targets = 0;
      for (int r = 0; r < ROWS; r++) {
        assertThat(x.get(r, 1)).isCloseTo(10 * x.get(r, 0), within(1e-4));
        features += w.get(r, 0) * x.get(r, 0);
        targets += w.get(r, 0) * y.get(r, 0);
        weights += w.get(r, 0);
        mixed |= Math.abs(x.get(r, 0) - Math.rint(x.get(r, 0))) > 0.01;
        requirePair(r, x.get(r, 0), y.get(r, 0));
      }
      // Each row is the partner of one, and counts by its own weight: Σw, Σw·x and Σw·y stay.
      assertThat(weights).isCloseTo(21, within(1e-4));
      assertThat(features).isCloseTo(70, within(1e-4));
      assertThat(targets).isCloseTo(280, within(1e-3));
    }
    assertThat(mixed).isTrue();
  }

  /** Of weights 3 and 1, λ' = 3λ/(3λ + 1 − λ), and the row weighs 3λ + 1 − λ. */
  @Test
  void eitherSampleCountsByItsOwnWeight() {
    Matrix x = Matrix.zeros(Precision.FLOAT64, 2, 1);
    Matrix y = Matrix.zeros(Precision.FLOAT64, 2, 1);
    Matrix w = Matrix.zeros(Precision.FLOAT64, 2, 1);
    Mixup mixup = mixup(1, new MatrixDataset(x, y, w, null), Precision.FLOAT64);
    int mixed = 0;
    for (int i = 0; i < 100; i++) {
      x.set(0, 0, 1);
      x.set(1, 0, 0);
      y.set(0, 0, 0);
      y.set(1, 0, 1);
      w.set(0, 0, 3);
      w.set(1, 0, 1);
      mixup.mix(x, y, w);
      if (x.get(0, 0) != 1) { // else the partners were the rows themselves
        mixed++;
        double share = (w.get(0, 0) - 1) / 2;
        assertThat(share).isBetween(0.0, 1.0);
        assertThat(x.get(0, 0)).isCloseTo(3 * share / (1 + 2 * share), within(1e-12));
        assertThat(y.get(0, 0)).isCloseTo(1 - x.get(0, 0), within(1e-15));
        assertThat(w.get(0, 0) + w.get(1, 0)).isCloseTo(4, within(1e-14));
      }
    }
    assertThat(mixed).isBetween(30, 70);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void aRowOfWeight0IsNobodysPartnerAndStaysAsItIs(Precision precision) {
    MatrixDataset data = rows(precision);
    Mixup mixup = mixup(0.7, data, precision);
    int[] order = {0, 1, 2, 3, 4, 5};
    for (int batch = 0; batch < 20; batch++) {
      Matrix x = Matrix.zeros(precision, ROWS, 2);
      Matrix y = Matrix.zeros(precision, ROWS, 1);
      Matrix w = Matrix.zeros(precision, ROWS, 1);
      data.features(order, 0, ROWS, x);
      data.targets(order, 0, ROWS, y);
      w.fill(1);
      w.set(2, 0, 0);
      x.set(2, 0, Double.NaN);
      y.set(2, 0, Double.NaN);
      mixup.mix(x, y, w);
      double features = 0;
      for (int r = 0; r < ROWS; r++) {
        assertThat(w.get(r, 0)).isEqualTo(r == 2 ? 0 : 1);
        features += r == 2 ? 0 : x.get(r, 0);
      }
      assertThat(features).isCloseTo(15 - 2, within(1e-5));
      assertThat(x.get(2, 0)).isNaN();
      assertThat(x.get(2, 1)).isEqualTo(20);
    }
  }

  /** Requires that some partner and share explain both numbers. */
  private static void requirePair(int row, double x, double y) {
    double nearest = Double.MAX_VALUE;
    for (int other = 0; other < ROWS; other++) {
      double share = other == row ? 1 : (x - other) / (row - other);
      if (share > -1e-5 && share < 1 + 1e-5) {
        double target = share * row * row + (1 - share) * other * other;
        nearest = Math.min(nearest, Math.abs(target - y));
      }
    }
    assertThat(nearest).isLessThan(1e-4);
  }

  /** Beta(α, α) has the mean 1/2 and the variance 1/(4·(2·α + 1)). */
  @ParameterizedTest
  @CsvSource({"0.1", "0.5", "1", "3"})
  void sharesHaveTheirDistribution(double alpha) {
    Matrix x = Matrix.zeros(Precision.FLOAT64, 2, 1);
    Matrix y = Matrix.zeros(Precision.FLOAT64, 2, 1);
    Mixup mixup = mixup(alpha, new MatrixDataset(x, y), Precision.FLOAT64);
    int count = 0;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < 20_000; i++) {
      x.set(0, 0, 1);
      x.set(1, 0, 0);
      y.set(0, 0, 0);
      mixup.mix(x, y, null);
      if (x.get(0, 0) != 1 || x.get(1, 0) != 0) { // else the partners were the rows themselves
        count++;
        sum += x.get(0, 0);
        squares += x.get(0, 0) * x.get(0, 0);
      }
    }
    assertThat(count).isBetween(9_000, 11_000);
    double mean = sum / count;
    assertThat(mean).isCloseTo(0.5, within(0.02));
    assertThat(squares / count - mean * mean).isCloseTo(1 / (4 * (2 * alpha + 1)), within(0.01));
  }

  @Test
  void aTinyStrengthHardlyMixes() {
    Matrix x = Matrix.of(new double[] {1}, new double[] {0});
    Mixup mixup = mixup(1e-12, new MatrixDataset(x, x), Precision.FLOAT64);
    for (int i = 0; i < 100; i++) {
      mixup.mix(x, Matrix.zeros(Precision.FLOAT64, 2, 1), null);
      assertThat(x.get(0, 0) + x.get(1, 0)).isEqualTo(1);
    }
  }

  @Test
  void oneBatchIsNotMixedTwice() {
    // All rows in one batch that is not shuffled: gathered anew for every step.
    Network network = Network.builder(2).seed(1).dense(1, "identity").build();
    TrainingPlan plan =
        TrainingPlan.builder()
            .loss("mse")
            .optimizer("sgd(lr=0)")
            .batch(0)
            .shuffle(false)
            .epochs(200)
            .mixup(1)
            .build();
    History history = new Trainer(plan).fit(network, rows(Precision.FLOAT32));
    // Mixed again and again all rows would become their mean, and the losses equal.
    assertThat(history.epochs().get(198).loss()).isNotCloseTo(history.last().loss(), within(1e-4));
  }

  @Test
  void whatCannotBeMixedIsRefused() {
    Dataset classes =
        new MatrixDataset(
            Matrix.zeros(Precision.FLOAT32, 4, 2), Matrix.zeros(Precision.FLOAT32, 4, 1));
    Network network = Network.builder(2).dense(3, "softmax").build();
    TrainingPlan plan = TrainingPlan.builder().loss("categorical_cross_entropy").mixup(0.2).build();
    assertThatThrownBy(() -> new Trainer(plan).fit(network, classes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("class indices");
    Dataset dense = SmoothedLabels.distributions(classes, TargetKind.DISTRIBUTION, 3);
    assertThat(dense.targetWidth()).isEqualTo(3);
    assertThat(new Trainer(plan).fit(network, dense).epochs()).isNotEmpty();
    Network single = Network.builder(2).dense(1, "identity").build();
    TrainingPlan hinge = TrainingPlan.builder().loss("hinge").mixup(0.2).build();
    assertThatThrownBy(() -> new Trainer(hinge).fit(single, classes))
        .hasMessageContaining("mixup: hinge compares with -1 and 1");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void theStrengthIsChecked(double alpha) {
    assertThatThrownBy(() -> plan(alpha))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mixup");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void anyNumberOfThreadsEndsInTheSameBytes(int threads) {
    Network network = Network.builder(2).seed(1).dense(8, "tanh").dense(1, "identity").build();
    TrainingPlan plan =
        TrainingPlan.builder().loss("mse").batch(4).epochs(5).mixup(0.4).seed(2).build();
    new Trainer(plan).withThreads(threads).fit(network, rows(Precision.FLOAT32));
    assertThat(network.parameters().sha256()).isEqualTo(HASH);
  }

  private static final String HASH =
      "6653007b087c360118f7f27961b4a2379e9eacde6f95bb8a8ca313f7aa9e109f";
}
