package org.nn4j.core.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.api.Matrix;
import org.nn4j.api.Metric;
import org.nn4j.api.Precision;

/** Choosing where two classes are divided, and what is decided then. */
class DecisionThresholdTest {
  private static final int ROWS = 200;

  static Stream<Metric> metrics() {
    return Stream.of(
        new Accuracy(),
        new ErrorRate(),
        new F1Score(),
        new RecallScore(),
        new BalancedAccuracy(),
        new Mcc(),
        new F1Score(Average.BINARY),
        new PrecisionScore(Average.BINARY));
  }

  private static Matrix column(double... values) {
    return Matrix.of(
        DoubleStream.of(values).mapToObj(v -> new double[] {v}).toArray(double[][]::new));
  }

  private static double at(
      double threshold, Metric metric, Matrix scores, Matrix classes, Matrix weights) {
    double value = metric.value(Predictions.decisions(scores, threshold), classes, weights);
    return metric.higherIsBetter() ? value : -value;
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void noOtherThresholdIsBetter(Metric metric) {
    Random random = new Random(5);
    Matrix scores = Matrix.zeros(Precision.FLOAT32, ROWS, 1);
    Matrix classes = Matrix.zeros(Precision.FLOAT32, ROWS, 1);
    Matrix weights = Matrix.zeros(Precision.FLOAT32, ROWS, 1);
    for (int r = 0; r < ROWS; r++) {
      int label = random.nextInt(10) == 0 ? 1 : 0;
      classes.set(r, 0, label);
      weights.set(r, 0, random.nextInt(4));
      // Coarse, so that several samples have one score; rare, so that 0.5 does not suit it.
      scores.set(r, 0, (random.nextInt(25) + 15 * label) / 80.0);
    }
    scores.set(3, 0, Double.NaN);

    double best = DecisionThreshold.best(metric, scores, classes, weights);

    double greatest =
        IntStream.range(0, 161)
            .mapToDouble(i -> at(Math.max(1e-9, i / 161.0), metric, scores, classes, weights))
            .max()
            .orElseThrow();
    assertThat(at(best, metric, scores, classes, weights)).isCloseTo(greatest, within(1e-12));
  }

  @Test
  void liesInTheMiddleOfTheGap() {
    Matrix scores = column(0.1, 0.2, 0.3, 0.4);
    assertThat(DecisionThreshold.best(new F1Score(), scores, column(0, 0, 1, 1), null))
        .isCloseTo(0.25, within(1e-15));
  }

  @Test
  void allAndNoneAreDivisionsToo() {
    Matrix scores = column(0.2, 0.6, 0.8);
    assertThat(DecisionThreshold.best(new Accuracy(), scores, column(1, 1, 1), null))
        .isCloseTo(0.1, within(1e-15));
    assertThat(DecisionThreshold.best(new Accuracy(), scores, column(0, 0, 0), null))
        .isCloseTo(0.9, within(1e-15));
    assertThat(DecisionThreshold.best(new Accuracy(), column(0, 0.2, 1), column(1, 1, 1), null))
        .as("nothing above 0 is below a score of 0")
        .isCloseTo(0.1, within(1e-15));
    assertThat(DecisionThreshold.best(new Accuracy(), column(-3.7, 4.7), column(0, 0), null))
        .as("nothing below 1 is above 4.7")
        .isEqualTo(0.5);
    assertThat(DecisionThreshold.best(new Accuracy(), column(0.9, 4.7), column(0, 1), null))
        .as("0.9 to 1 lies between the scores")
        .isCloseTo(0.95, within(1e-15));
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void isAsGoodAsTheBestOfAllDivisions(Metric metric) {
    for (long seed = 1; seed <= 300; seed++) {
      Random random = new Random(seed);
      int rows = 1 + random.nextInt(12);
      boolean float32 = random.nextBoolean();
      Precision precision = float32 ? Precision.FLOAT32 : Precision.FLOAT64;
      Matrix scores = Matrix.zeros(precision, rows, 1);
      Matrix classes = Matrix.zeros(precision, rows, 1);
      Matrix weights = random.nextBoolean() ? Matrix.zeros(precision, rows, 1) : null;
      int steps = 1 + random.nextInt(8);
      for (int r = 0; r < rows; r++) {
        classes.set(r, 0, random.nextInt(3) == 0 ? 1 : 0);
        double score = (double) random.nextInt(steps + 1) / steps;
        scores.set(r, 0, random.nextInt(10) == 0 ? Double.NaN : score);
        if (weights != null) {
          weights.set(r, 0, random.nextInt(4) == 0 ? 0 : random.nextInt(10) / 10.0);
        }
      }

      double best = DecisionThreshold.best(metric, scores, classes, weights);

      assertThat(best).isGreaterThan(0).isLessThan(1);
      double found = at(best, metric, scores, classes, weights);
      double greatest = Double.NaN;
      for (int i = 1; i < 16 * steps; i++) {
        double other = at(i / (16.0 * steps), metric, scores, classes, weights);
        greatest = Double.isNaN(greatest) ? other : Math.max(greatest, other);
      }
      String seen = "seed " + seed + ", threshold " + best;
      if (Double.isNaN(greatest)) {
        assertThat(found).as(seen).isNaN();
        assertThat(best).as(seen).isEqualTo(0.5);
      } else {
        assertThat(found).as(seen).isCloseTo(greatest, within(1e-12));
      }
    }
  }

  @Test
  void columnsOfTwoClassesAreDividedAlike() {
    Matrix scores =
        Matrix.of(
            new double[] {0.9, 0.1},
            new double[] {0.8, 0.2},
            new double[] {0.7, 0.3},
            new double[] {0.6, 0.4});
    assertThat(DecisionThreshold.best(new Accuracy(), scores, column(0, 0, 0, 1), null))
        .isCloseTo(0.35, within(1e-15));
  }

  @Test
  void staysEvenUnlessAnotherIsBetter() {
    Accuracy accuracy = new Accuracy();
    assertThat(DecisionThreshold.best(new ErrorRate(), column(0.2, 0.3), column(0, 0), null))
        .isEqualTo(0.5);
    Matrix apart = column(0.1, 0.2, 0.8, 0.9);
    assertThat(DecisionThreshold.best(accuracy, apart, column(0, 0, 1, 1), null)).isEqualTo(0.5);
    Matrix equal = column(0.7, 0.7);
    assertThat(DecisionThreshold.best(accuracy, equal, column(0, 1), null)).isEqualTo(0.5);
    assertThat(DecisionThreshold.best(accuracy, column(0.2), column(0), null)).isEqualTo(0.5);
    assertThat(DecisionThreshold.best(accuracy, column(Double.NaN), column(1), null))
        .isEqualTo(0.5);
  }

  @Test
  void ofEquallyGoodOnesTheNearestToEvenIsTaken() {
    Matrix classes = column(1, 0, 1, 0);
    assertThat(DecisionThreshold.best(new Accuracy(), column(0.9, 0.8, 0.7, 0.6), classes, null))
        .as("0.65, not 0.85")
        .isCloseTo(0.65, within(1e-15));
    assertThat(DecisionThreshold.best(new Accuracy(), column(0.4, 0.3, 0.2, 0.1), classes, null))
        .as("0.35, not 0.15")
        .isCloseTo(0.35, within(1e-15));
  }

  @Test
  void neighbouringScoresAreTold() {
    for (double low : new double[] {0.2, Math.nextUp(0.2)}) { // their middle rounds to either
      double high = Math.nextUp(low);
      double best = DecisionThreshold.best(new Accuracy(), column(low, high), column(0, 1), null);
      assertThat(best).isGreaterThanOrEqualTo(low).isLessThan(high);
    }
    Matrix least = column(Double.MIN_VALUE, 0.9);
    assertThat(DecisionThreshold.best(new Accuracy(), least, column(1, 1), null))
        .as("no threshold lies between 0 and the least number")
        .isPositive();
  }

  @Test
  void metricsOfProbabilitiesAndManyClassesAreRefused() {
    assertThatThrownBy(
            () -> DecisionThreshold.best(new RocAuc(), column(0.1, 0.2), column(0, 1), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("roc_auc is no metric of decisions");
    Matrix three = Matrix.of(new double[] {0.1, 0.2, 0.7});
    assertThatThrownBy(() -> DecisionThreshold.best(new Accuracy(), three, column(2), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two classes, but there are 3");
    assertThatThrownBy(() -> DecisionThreshold.best(new Accuracy(), three, column(2, 1), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("outputs are 1×3 and targets 2×1");
    assertThatThrownBy(() -> DecisionThreshold.bestOfEach(new LabelF1(), three, column(2), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("outputs are 1×3 and targets 1×1");
  }

  @Test
  void eachLabelHasItsOwn() {
    Matrix scores =
        Matrix.of(
            new double[] {0.1, 0.9},
            new double[] {0.2, 0.8},
            new double[] {0.3, 0.7},
            new double[] {0.4, 0.6});
    Matrix labels =
        Matrix.of(
            new double[] {0, 1}, new double[] {0, 0}, new double[] {1, 0}, new double[] {1, 0});
    List<Double> best = DecisionThreshold.bestOfEach(new LabelF1(), scores, labels, null);
    assertThat(best.get(0)).isCloseTo(0.25, within(1e-15));
    assertThat(best.get(1)).isCloseTo(0.85, within(1e-15));
    for (Metric metric : new Metric[] {new HammingLoss(), new SubsetAccuracy()}) {
      assertThat(DecisionThreshold.bestOfEach(metric, scores, labels, null)).isEqualTo(best);
    }
    Matrix decisions = Predictions.labelDecisions(scores, best);
    assertThat(new SubsetAccuracy().value(decisions, labels, null)).isEqualTo(1);
    assertThat(Predictions.labelDecisions(scores, List.of(0.5))).isSameAs(scores);
    assertThatThrownBy(() -> DecisionThreshold.bestOfEach(new LabelRocAuc(), scores, labels, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("label_roc_auc is no metric of decisions");
  }

  @Test
  void decisionsAreOnesAndZeros() {
    Matrix column = column(0.2, 0.25, 0.3, Double.NaN);
    String expected = "[[0.0], [0.0], [1.0], [NaN]]"; // 0.25 is not above 0.25
    Matrix single = Predictions.decisions(column, 0.25);
    assertThat(Arrays.deepToString(single.toRows())).isEqualTo(expected);
    Matrix labels = Predictions.labelDecisions(column, List.of(0.25));
    assertThat(Arrays.deepToString(labels.toRows())).isEqualTo(expected);
    Matrix both = Predictions.decisions(Matrix.of(new double[] {0.7, 0.3}), 0.25);
    assertThat(both.toRows()).isDeepEqualTo(new double[][] {{0, 1}});
    Matrix scores = column(0.2, 0.9);
    assertThat(Predictions.decisions(scores, Predictions.EVEN)).isSameAs(scores);
  }
}
