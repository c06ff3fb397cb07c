package org.nn4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.api.Task;
import org.nn4j.core.InputException;
import org.nn4j.core.io.JsonText;
import org.nn4j.core.metric.QuantileValues;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.training.Evaluation;

/** Ranks of scores, and the coverage that split conformal prediction promises. */
class ConformalTest {
  private static final long SEED = 11;

  private static Matrix column(double... values) {
    return Matrix.of(
        Arrays.stream(values).mapToObj(v -> new double[] {v}).toArray(double[][]::new));
  }

  /** Predictions of 0 for targets that are off by 1, 2, …, n. */
  private static Conformal offBy(int n) {
    double[] targets = new double[n];
    for (int i = 0; i < n; i++) {
      targets[i] = (i % 2 == 0 ? 1 : -1) * (i + 1);
    }
    return Conformal.ofNumbers(Matrix.zeros(Precision.FLOAT64, n, 1), column(targets));
  }

  @ParameterizedTest
  @CsvSource({
    "9, 0.9, 9",
    "10, 0.9, 10",
    "19, 0.9, 18",
    "19, 0.95, 19",
    "99, 0.9, 90",
    "100, 0.9, 91",
    "999, 0.999, 999",
    "9, 0.1, 1",
    "9, 0.01, 1"
  })
  void theMarginIsTheScoreOfTheRank(int rows, double level, double margin) {
    assertThat(offBy(rows).margin(level, 0)).isEqualTo(margin);
  }

  @ParameterizedTest
  @CsvSource({"8, 0.9, 9, 0.8888", "18, 0.95, 19, 0.9473", "98, 0.99, 99, 0.9898"})
  void tooFewRowsAreAnErrorThatSaysHowManyItTakes(int rows, double level, int needed, String most) {
    assertThat(Conformal.rowsFor(level)).isEqualTo(needed);
    assertThatThrownBy(() -> offBy(rows).margin(level, 0))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "the level %s takes %s rows that were held out from training, but the model has %s;"
                + " hold more out (--validation), or ask for at most %s",
            level, needed, rows, most);
    assertThat(offBy(needed).margin(level, 0)).isEqualTo(needed);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, Double.NaN})
  void levelsAreBetween0And1(double level) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> offBy(9).margin(level, 0))
        .withMessage(
            "the level of an interval must be above 0 and below 1, such as 0.9, but is " + level);
  }

  /** Of 2,345 scores 1,000 are kept: the margin is that of the rank or one a little above. */
  @Test
  void ofManyScoresAThousandAreKeptAndRanksRoundedUp() {
    int rows = 2345;
    Conformal conformal = offBy(rows);
    assertThat((List<?>) ((List<?>) conformal.toMap().get("scores")).get(0)).hasSize(1000);
    for (int percent = 1; percent < 100; percent++) {
      double exact = Math.ceil((rows + 1) * percent / 100.0);
      assertThat(conformal.margin(percent / 100.0, 0))
          .as("level %d %%", percent)
          .isBetween(exact, exact + 3);
    }
    assertThat(conformal.margin(0.9995, 0)).isEqualTo(2345);
  }

  @Test
  void scoresAreRoundedUpToFloats() {
    double off = 1.0000000001;
    Conformal conformal = Conformal.ofNumbers(column(0), column(off));
    assertThat(conformal.margin(0.5, 0)).isGreaterThanOrEqualTo(off).isCloseTo(off, within(2e-7));
  }

  @Test
  void modelFilesGiveTheSameMargins() {
    RandomStream random = new RandomStream(SEED, "scores");
    Matrix predictions = Matrix.zeros(Precision.FLOAT64, 1500, 2);
    Matrix targets = Matrix.zeros(Precision.FLOAT64, 1500, 2);
    for (int r = 0; r < 1500; r++) {
      targets.set(r, 0, 1e6 * random.nextGaussian());
      targets.set(r, 1, 1e-6 * random.nextGaussian());
    }
    Conformal conformal = Conformal.ofNumbers(predictions, targets);
    Conformal read = Conformal.read(JsonText.tree(JsonText.of(conformal.toMap())));
    for (double level : new double[] {0.01, 0.5, 0.9, 0.99, 0.999}) {
      for (int target = 0; target < 2; target++) {
        assertThat(read.margin(level, target)).isEqualTo(conformal.margin(level, target));
      }
    }
    assertThat(read).hasToString("absolute_residual of 1500 rows");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"method\":\"lac\"}",
        "{\"method\":\"lac\",\"rows\":2,\"scores\":[]}",
        "{\"method\":\"lac\",\"rows\":2,\"scores\":[[0.5]]}",
        "{\"method\":\"lac\",\"rows\":2,\"scores\":[[0.5,0.4]]}",
        "{\"method\":\"lac\",\"rows\":-1,\"scores\":[[]]}",
        "{\"method\":\"lac\",\"rows\":1,\"scores\":[[1e60]]}",
        "{\"method\":\"lac\",\"rows\":1,\"scores\":[[\"a\"]]}",
        "{\"method\":\"other\",\"rows\":1,\"scores\":[[1]]}",
        "[1]",
        "3"
      })
  void damagedFilesAreRefused(String json) {
    assertThatThrownBy(() -> Conformal.read(JsonText.tree(json)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("the metadata nn4j.conformal: ");
  }

  @Test
  void predictionsMustBeFiniteAndAsManyAsTargets() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Conformal.ofNumbers(column(1, Double.NaN), column(1, 2)))
        .withMessage("conformal: the score of row 1 is NaN; it must be finite");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Conformal.ofNumbers(column(1), column(1, 2)))
        .withMessageContaining("predictions are 1×1 and targets 2×1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Conformal.ofQuantiles(column(1), column(1)))
        .withMessage("conformal: it takes two quantiles, but there is one");
  }

  /** Whatever the noise, and however wrong the model is, the share is near the level. */
  @ParameterizedTest
  @ValueSource(doubles = {0.8, 0.9, 0.95})
  void intervalsOfNumbersHoldAsOftenAsTheyPromise(double level) {
    double share = 0;
    int repeats = 40;
    for (int repeat = 0; repeat < repeats; repeat++) {
      Evaluation learnt = wrongModel(100, SEED + repeat, "learn");
      Conformal conformal = Conformal.of(Task.REGRESSION, learnt);
      Evaluation fresh = wrongModel(500, SEED + repeat, "new");
      share += conformal.coverage(level, fresh).share() / repeats;
    }
    // Its expectation is ⌈101·level⌉/101; the deviation of the mean is about 0.005.
    assertThat(share).as("seed %d", SEED).isBetween(level - 0.015, level + 0.025);
  }

  /** y = x² + skewed noise that grows, predicted by x alone. */
  private static Evaluation wrongModel(int rows, long seed, String name) {
    RandomStream random = new RandomStream(seed, name);
    Matrix predictions = Matrix.zeros(Precision.FLOAT64, rows, 1);
    Matrix targets = Matrix.zeros(Precision.FLOAT64, rows, 1);
    for (int r = 0; r < rows; r++) {
      double x = random.nextGaussian();
      predictions.set(r, 0, x);
      targets.set(r, 0, x * x - Math.abs(x) * StrictMath.log(1 - random.nextDouble()));
    }
    return evaluation(predictions, targets, null);
  }

  private static Evaluation evaluation(Matrix values, Matrix targets, QuantileValues quantiles) {
    return new Evaluation(
        0, values, targets, values, targets, null, List.of(0.5), false, List.of(), quantiles, null);
  }

  /** Quantiles that are far too narrow or too wide are put right. */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 1, 4})
  void intervalsOfQuantilesHoldAsOftenAsTheyPromise(double width) {
    double share = 0;
    int repeats = 40;
    for (int repeat = 0; repeat < repeats; repeat++) {
      Conformal conformal =
          Conformal.of(Task.REGRESSION, quantiles(100, width, SEED + repeat, "learn"));
      Evaluation fresh = quantiles(500, width, SEED + repeat, "new");
      share += conformal.coverage(0.9, fresh).share() / repeats;
    }
    assertThat(share).as("seed %d", SEED).isBetween(0.885, 0.925);
  }

  private static Evaluation quantiles(int rows, double width, long seed, String name) {
    RandomStream random = new RandomStream(seed, name);
    Matrix values = Matrix.zeros(Precision.FLOAT64, rows, 3);
    Matrix targets = Matrix.zeros(Precision.FLOAT64, rows, 1);
    for (int r = 0; r < rows; r++) {
      double scale = 0.5 + random.nextDouble();
      targets.set(r, 0, 10 * scale + scale * random.nextGaussian());
      for (int k = 0; k < 3; k++) {
        values.set(r, k, 10 * scale + width * scale * (k - 1));
      }
    }
    return evaluation(
        values.columns(1, 2), targets, new QuantileValues(List.of(0.1, 0.5, 0.9), values));
  }

  @Test
  void anIntervalHoldsThePredictionEvenIfQuantilesAreFarTooWide() {
    Matrix quantiles =
        Matrix.of(new double[] {-9, 0, 9}, new double[] {-9, 0, 9}, new double[] {-9, 0, 9});
    Conformal conformal = Conformal.ofQuantiles(quantiles, column(0, 0, 0));
    assertThat(conformal.margin(0.5, 0)).isEqualTo(-9);
    assertThat(Conformal.interval(-12, -9, 0, 9)).isEqualTo(new Interval(0, 0));
    assertThat(Conformal.interval(-2, -9, 0, 9)).isEqualTo(new Interval(-7, 7));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void setsOfClassesHoldAsOftenAsTheyPromise(int columns) {
    double share = 0;
    int repeats = 40;
    for (int repeat = 0; repeat < repeats; repeat++) {
      Conformal conformal =
          Conformal.of(Task.CLASSIFICATION, classes(100, columns, SEED + repeat, "learn"));
      Evaluation fresh = classes(500, columns, SEED + repeat, "new");
      share += conformal.coverage(0.9, fresh).share() / repeats;
    }
    // A set that would be empty holds the decided class, so it may be more.
    assertThat(share).as("seed %d", SEED).isBetween(0.885, 0.935);
  }

  /** A classifier that is much too sure of itself. */
  private static Evaluation classes(int rows, int columns, long seed, String name) {
    RandomStream random = new RandomStream(seed, name);
    int count = Math.max(2, columns);
    Matrix scores = Matrix.zeros(Precision.FLOAT32, rows, columns);
    Matrix classes = Matrix.zeros(Precision.FLOAT32, rows, 1);
    for (int r = 0; r < rows; r++) {
      int actual = random.nextInt(count);
      classes.set(r, 0, actual);
      double[] weights = new double[count];
      double sum = 0;
      for (int k = 0; k < count; k++) {
        double logit = 4 * random.nextGaussian() + (k == actual ? 3 : 0);
        weights[k] = StrictMath.exp(logit);
        sum += weights[k];
      }
      for (int c = 0; c < columns; c++) {
        scores.set(r, c, weights[columns == 1 ? 1 : c] / sum);
      }
    }
    return new Evaluation(0, scores, classes, scores, classes, null, List.of(0.5), true, List.of());
  }

  /**
   * Numbers that scatter as |x|, and deviations that are a multiple of that, wrong for how large a
   * factor whatever.
   */
  private static Evaluation deviations(int rows, double factor, long seed, String name) {
    RandomStream random = new RandomStream(seed, name);
    Matrix predictions = Matrix.zeros(Precision.FLOAT64, rows, 1);
    Matrix deviations = Matrix.zeros(Precision.FLOAT64, rows, 1);
    Matrix targets = Matrix.zeros(Precision.FLOAT64, rows, 1);
    for (int r = 0; r < rows; r++) {
      double x = 0.1 + 3 * random.nextDouble();
      predictions.set(r, 0, x);
      deviations.set(r, 0, factor * x);
      targets.set(r, 0, x + x * random.nextGaussian());
    }
    return new Evaluation(
        0,
        predictions,
        targets,
        predictions,
        targets,
        null,
        List.of(0.5),
        false,
        List.of(),
        null,
        deviations);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 1, 4})
  void intervalsByDeviationsHoldAsOftenAsTheyPromiseWhereverTheDataScatter(double factor) {
    double share = 0;
    double low = 0;
    double lowRows = 0;
    int repeats = 40;
    for (int repeat = 0; repeat < repeats; repeat++) {
      Conformal conformal =
          Conformal.of(Task.REGRESSION, deviations(100, factor, SEED + repeat, "learn"));
      assertThat(conformal.method()).isEqualTo("normalized_residual");
      Evaluation fresh = deviations(500, factor, SEED + repeat, "new");
      share += conformal.coverage(0.9, fresh).share() / repeats;
      double margin = conformal.margin(0.9, 0);
      for (int r = 0; r < 500; r++) {
        double point = fresh.values().get(r, 0);
        if (point < 1) {
          lowRows++;
          double away = Math.abs(fresh.targets().get(r, 0) - point);
          low += away <= margin * fresh.deviations().get(r, 0) ? 1 : 0;
        }
      }
    }
    assertThat(share).as("seed %d", SEED).isBetween(0.885, 0.925);
    assertThat(low / lowRows).as("where little scatters, seed %d", SEED).isBetween(0.88, 0.93);
  }

  @Test
  void deviationsOf0AreNoScale() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Conformal.ofNumbers(column(1, 2), column(1, 0), column(1, 3)))
        .withMessageContaining("the score of row 1 is Infinity; it must be finite");
  }

  @Test
  void labelsHaveNoSets() {
    Evaluation evaluation = classes(10, 2, 1, "x");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Conformal.of(Task.MULTI_LABEL, evaluation))
        .withMessageContaining("not of labels");
  }
}
