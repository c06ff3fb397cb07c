package org.nn4j.report.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.metric.RocAuc;
import org.nn4j.report.figure.Point;

class RankedScoresTest {
  private static Matrix column(double... values) {
    Matrix column = Matrix.zeros(Precision.FLOAT64, values.length, 1);
    for (int i = 0; i < values.length; i++) {
      column.set(i, 0, values[i]);
    }
    return column;
  }

  /** The example of scikit-learn's documentation. */
  @Test
  void agreesWithTheExampleOfScikitLearn() {
    RankedScores ranking =
        RankedScores.of(column(0.1, 0.4, 0.35, 0.8), column(0, 0, 1, 1), null, 1);

    assertThat(ranking.roc())
        .containsExactly(
            new Point(0, 0),
            new Point(0, 0.5),
            new Point(0.5, 0.5),
            new Point(0.5, 1),
            new Point(1, 1));
    assertThat(ranking.rocArea()).isEqualTo(0.75);
    assertThat(ranking.averagePrecision()).isCloseTo(0.8333333333333333, within(1e-15));
  }

  @Test
  void takesEqualScoresTogether() {
    RankedScores ranking = RankedScores.of(column(0.5, 0.5, 0.5), column(0, 1, 1), null, 1);

    assertThat(ranking.roc()).containsExactly(new Point(0, 0), new Point(1, 1));
    assertThat(ranking.rocArea()).isEqualTo(0.5);
    assertThat(ranking.averagePrecision()).isCloseTo(2 / 3.0, within(1e-15));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void hasTheAreaOfTheMetricWithTiesAndWeights(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = 200;
    Matrix scores = Matrix.zeros(Precision.FLOAT64, n, 1);
    Matrix classes = Matrix.zeros(Precision.FLOAT64, n, 1);
    Matrix weights = Matrix.zeros(Precision.FLOAT64, n, 1);
    for (int i = 0; i < n; i++) {
      classes.set(i, 0, random.nextInt(2));
      scores.set(i, 0, Math.rint((random.nextDouble() + classes.get(i, 0) / 2) * 10) / 15);
      weights.set(i, 0, random.nextDouble());
    }

    assertThat(RankedScores.of(scores, classes, weights, 1).rocArea())
        .isCloseTo(new RocAuc().value(scores, classes, weights), within(1e-12));
  }

  @Test
  void isNotDefinedForOneClassAndLeavesOutNaN() {
    assertThat(RankedScores.of(column(0.5), column(1), null, 1).defined()).isFalse();
    assertThat(RankedScores.of(column(), column(), null, 1).defined()).isFalse();
    RankedScores ranking = RankedScores.of(column(0.9, Double.NaN, 0.1), column(1, 1, 0), null, 1);
    assertThat(ranking.rocArea()).isEqualTo(1);
    assertThat(ranking.prevalence()).isEqualTo(0.5);
  }
}
