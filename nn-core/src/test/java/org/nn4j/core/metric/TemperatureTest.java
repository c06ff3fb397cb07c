package org.nn4j.core.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.random.RandomStream;

/** Temperatures that are known, found again; and none where there is nothing to find. */
class TemperatureTest {
  private static final long SEED = 5;

  /** Logits whose classes are drawn by the probabilities softmax(z/T). */
  private record Drawn(Matrix logits, Matrix classes) {

    static Drawn of(int rows, int classes, double temperature, long seed) {
      RandomStream random = new RandomStream(seed, "temperature");
      Matrix logits = Matrix.zeros(Precision.FLOAT64, rows, classes);
      Matrix drawn = Matrix.zeros(Precision.FLOAT64, rows, 1);
      for (int r = 0; r < rows; r++) {
        double sum = 0;
        for (int k = 0; k < classes; k++) {
          logits.set(r, k, temperature * 1.5 * random.nextGaussian());
          sum += StrictMath.exp(logits.get(r, k) / temperature);
        }
        double left = random.nextDouble() * sum;
        int k = 0;
        while (k < classes - 1 && left > StrictMath.exp(logits.get(r, k) / temperature)) {
          left -= StrictMath.exp(logits.get(r, k) / temperature);
          k++;
        }
        drawn.set(r, 0, k);
      }
      return new Drawn(logits, drawn);
    }

    double loss(double temperature) {
      Matrix p = Matrix.zeros(Precision.FLOAT64, logits.rows(), logits.columns());
      for (int r = 0; r < p.rows(); r++) {
        double sum = 0;
        for (int k = 0; k < p.columns(); k++) {
          sum += StrictMath.exp(logits.get(r, k) / temperature);
        }
        for (int k = 0; k < p.columns(); k++) {
          p.set(r, k, StrictMath.exp(logits.get(r, k) / temperature) / sum);
        }
      }
      return new LogLoss().value(p, classes, null);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.4, 0.7, 1.6, 3, 4.5})
  void theTemperatureThatClassesWereDrawnByIsFound(double temperature) {
    Drawn drawn = Drawn.of(4000, 3, temperature, SEED);
    double found = Temperature.ofSoftmax(drawn.logits, drawn.classes, null);
    assertThat(found).as("seed %d", SEED).isCloseTo(temperature, within(0.1 * temperature));
    // The minimum, by the metric: nothing near is better.
    double least = drawn.loss(found);
    assertThat(drawn.loss(found * 1.01)).isGreaterThan(least);
    assertThat(drawn.loss(found / 1.01)).isGreaterThan(least);
  }

  @Test
  void aLogisticFunctionIsASoftmaxOfTwo() {
    Drawn drawn = Drawn.of(600, 2, 2.5, SEED);
    Matrix logit = Matrix.zeros(Precision.FLOAT64, 600, 1);
    for (int r = 0; r < 600; r++) {
      logit.set(r, 0, drawn.logits.get(r, 1) - drawn.logits.get(r, 0));
    }
    assertThat(Temperature.ofLogistic(logit, drawn.classes, null))
        .isCloseTo(Temperature.ofSoftmax(drawn.logits, drawn.classes, null), within(1e-4));
  }

  @Test
  void itStaysWithinItsBounds() {
    Drawn sure = Drawn.of(500, 3, 40, SEED);
    assertThat(Temperature.ofSoftmax(sure.logits, sure.classes, null))
        .isBetween(4.99, Temperature.MOST);
    Drawn unsure = Drawn.of(500, 3, 0.02, SEED);
    assertThat(Temperature.ofSoftmax(unsure.logits, unsure.classes, null))
        .isBetween(Temperature.LEAST, 0.2001);
  }

  /** On rows that agree on nothing the halves contradict each other, as is seen over many seeds. */
  @Test
  void calibratedProbabilitiesMostlyStayAsTheyAre() {
    int kept = 0;
    for (long seed = 1; seed <= 40; seed++) {
      Drawn drawn = Drawn.of(60, 3, 1, seed);
      double found = Temperature.ofSoftmax(drawn.logits, drawn.classes, null);
      kept += found == 1 ? 1 : 0;
      assertThat(drawn.loss(found)).as("seed %d", seed).isLessThanOrEqualTo(drawn.loss(1));
    }
    assertThat(kept).isGreaterThan(20);
  }

  @Test
  void itStays1WhereOneHalfWouldSuffer() {
    // Even rows are right and could be surer; odd rows are wrong and should be less sure.
    Matrix logits = Matrix.zeros(Precision.FLOAT64, 100, 2);
    Matrix classes = Matrix.zeros(Precision.FLOAT64, 100, 1);
    for (int r = 0; r < 100; r++) {
      logits.set(r, 1, 1);
      classes.set(r, 0, r % 2 == 0 ? 1 : 0);
    }
    assertThat(Temperature.ofSoftmax(logits, classes, null)).isEqualTo(1);
  }

  @Test
  void aWeightOf2IsARowTwiceAndOf0ItsAbsence() {
    Drawn drawn = Drawn.of(400, 3, 2, SEED);
    Matrix weights = Matrix.zeros(Precision.FLOAT64, 400, 1);
    for (int r = 0; r < 400; r++) {
      weights.set(r, 0, r < 200 ? 1 : 0);
    }
    assertThat(Temperature.ofSoftmax(drawn.logits, drawn.classes, weights))
        .isEqualTo(
            Temperature.ofSoftmax(drawn.logits.rows(0, 200), drawn.classes.rows(0, 200), null));
  }

  @Test
  void shapesAndClassesAreChecked() {
    Drawn drawn = Drawn.of(4, 3, 1, SEED);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Temperature.ofSoftmax(drawn.logits, drawn.logits, null));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Temperature.ofLogistic(drawn.logits, drawn.classes, null));
    drawn.classes.set(2, 0, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Temperature.ofSoftmax(drawn.logits, drawn.classes, null))
        .withMessageContaining("the class of sample 2");
  }
}
