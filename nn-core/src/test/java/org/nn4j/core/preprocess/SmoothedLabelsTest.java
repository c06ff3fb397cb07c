package org.nn4j.core.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.api.TargetKind;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.KernelsSelector;

class SmoothedLabelsTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final Matrix X =
      Matrix.of(new double[] {5, 6}, new double[] {7, 8}, new double[] {9, 10});

  private static Dataset labelled(double... labels) {
    Matrix y = Matrix.zeros(Precision.FLOAT64, labels.length, 1);
    Matrix w = Matrix.zeros(Precision.FLOAT64, labels.length, 1);
    for (int r = 0; r < labels.length; r++) {
      y.set(r, 0, labels[r]);
      w.set(r, 0, r + 1);
    }
    return new MatrixDataset(X, y, w, new long[] {2, 3, 4});
  }

  private static Matrix targets(Dataset data, int... order) {
    Matrix y = Matrix.zeros(Precision.FLOAT64, order.length, data.targetWidth());
    data.targets(order, 0, order.length, y);
    return y;
  }

  @Test
  void indicesBecomeDistributions() {
    Dataset data = SmoothedLabels.of(labelled(0, 2, 1), TargetKind.DISTRIBUTION, 3, 0.3);
    Matrix y = targets(data, 1, 0);
    double[][] expected = {{0.1, 0.1, 0.8}, {0.8, 0.1, 0.1}};
    for (int r = 0; r < 2; r++) {
      assertThat(y.toRows()[r]).containsExactly(expected[r], within(1e-15));
    }
  }

  @Test
  void manySamplesKeepTheirClasses() {
    int n = 2500; // more than are read at once
    Matrix y = Matrix.zeros(Precision.FLOAT64, n, 1);
    for (int r = 0; r < n; r++) {
      y.set(r, 0, r % 3);
    }
    Dataset plain = new MatrixDataset(Matrix.zeros(Precision.FLOAT64, n, 1), y);
    Dataset data = SmoothedLabels.distributions(plain, TargetKind.DISTRIBUTION, 3);
    int[] order = IntStream.range(0, n).toArray();
    double[][] distributions = targets(data, order).toRows();
    for (int r = 0; r < n; r++) {
      double[] expected = new double[3];
      expected[r % 3] = 1;
      assertThat(distributions[r]).as("sample %d", r).containsExactly(expected);
    }
    assertThat(SmoothedLabels.distributions(plain, TargetKind.PROBABILITY, 3)).isSameAs(plain);
    assertThat(SmoothedLabels.distributions(plain, TargetKind.DISTRIBUTION, 1)).isSameAs(plain);
    assertThat(SmoothedLabels.distributions(data, TargetKind.DISTRIBUTION, 3)).isSameAs(data);
  }

  @Test
  void labelsOfTheirOwnMoveTowardsAHalf() {
    Dataset data = SmoothedLabels.of(labelled(0, 1, 1), TargetKind.PROBABILITY, 2, 0.2);
    assertThat(data.targetWidth()).isEqualTo(1);
    Matrix y = targets(data, 0, 1);
    assertThat(y.get(0, 0)).isCloseTo(0.1, within(1e-15));
    assertThat(y.get(1, 0)).isCloseTo(0.9, within(1e-15));
  }

  @Test
  void theLossIsThatOfPyTorch() {
    // torch.nn.CrossEntropyLoss(label_smoothing=0.1) is (1−ε)·CE + ε/K·Σₖ −log pₖ.
    Loss loss = Catalog.standard().create(Loss.class, "softmax_cross_entropy");
    Matrix logits = Matrix.of(new double[] {1, -2, 0.5});
    Dataset data = SmoothedLabels.of(labelled(2, 0, 0), TargetKind.DISTRIBUTION, 3, 0.1);
    double sum = StrictMath.exp(1) + StrictMath.exp(-2) + StrictMath.exp(0.5);
    double log = StrictMath.log(sum);
    double expected = 0.9 * (log - 0.5) + 0.1 / 3 * (3 * log - (1 - 2 + 0.5));
    assertThat(loss.value(logits, targets(data, 0), null, KernelsSelector.standard()))
        .isCloseTo(expected, within(1e-12));
  }

  @Test
  void everythingElseStays() {
    Dataset data = SmoothedLabels.of(labelled(0, 2, 1), TargetKind.DISTRIBUTION, 3, 0.3);
    assertThat(data.size()).isEqualTo(3);
    assertThat(data.weighted()).isTrue();
    assertThat(data.line(1)).isEqualTo(3);
    Matrix x = Matrix.zeros(Precision.FLOAT64, 1, data.featureWidth());
    data.features(new int[] {2}, 0, 1, x);
    assertThat(x.toRows()).isDeepEqualTo(new double[][] {{9, 10}});
    Matrix w = Matrix.zeros(Precision.FLOAT64, 1, 1);
    data.weights(new int[] {2}, 0, 1, w);
    assertThat(w.get(0, 0)).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(names = {"DISTRIBUTION", "PROBABILITY"})
  void gatheringAllocatesNothing(TargetKind kind) {
    Dataset data = SmoothedLabels.of(labelled(0, 1, 1), kind, 2, 0.1);
    Matrix y = Matrix.zeros(Precision.FLOAT64, 3, data.targetWidth());
    int[] order = {2, 0, 1};
    long least = Long.MAX_VALUE;
    // What the JIT does meanwhile may be counted too, but not in every round.
    for (int round = 0; round < 100 && least > 0; round++) {
      long before = allocated();
      for (int i = 0; i < 1000; i++) {
        data.targets(order, 0, 3, y);
      }
      least = Math.min(least, allocated() - before);
    }
    assertThat(least).as("bytes in 1000 batches").isZero();
  }

  private static long allocated() {
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  @Test
  void noSmoothingIsTheDataThemselves() {
    Dataset data = labelled(0, 1, 0);
    assertThat(SmoothedLabels.of(data, TargetKind.REAL, 2, 0)).isSameAs(data);
  }

  @ParameterizedTest
  @EnumSource(names = {"REAL", "COUNT", "SIGN"})
  void othersThanProbabilitiesAreRefused(TargetKind kind) {
    assertThatThrownBy(() -> SmoothedLabels.of(labelled(0, 1, 0), kind, 2, 0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("compares probabilities");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void theRangeIsChecked(double smoothing) {
    assertThatThrownBy(
            () -> SmoothedLabels.of(labelled(0, 1, 0), TargetKind.PROBABILITY, 2, smoothing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("below 1 but is " + smoothing);
  }
}
