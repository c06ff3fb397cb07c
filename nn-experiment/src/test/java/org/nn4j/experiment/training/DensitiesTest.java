package org.nn4j.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Matrix;
import org.nn4j.core.InputException;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.ModelFile;
import org.nn4j.core.model.Prediction;
import org.nn4j.core.model.SamplePrediction;
import org.nn4j.core.training.Evaluation;
import org.nn4j.experiment.Experiment;

/** Losses over densities: what a trained model says of how sure it is. */
class DensitiesTest {
  private static final int ROWS = 3000;
  private static final long SEED = 11;

  /** The quantile 0.975 of the normal distribution. */
  private static final double Z = 1.959964;

  @TempDir private Path folder;

  /** Returns rows of x between 0 and 10, and of numbers that x and a random one make. */
  private static Table table(long seed, Map<String, DoubleBinaryOperator> targets) {
    Random random = new Random(seed);
    double[] x = random.doubles(ROWS, 0, 10).toArray();
    List<NumericColumn> columns = new ArrayList<>(List.of(new NumericColumn("x", x)));
    targets.forEach(
        (name, function) -> {
          double[] y = new double[ROWS];
          for (int r = 0; r < ROWS; r++) {
            y[r] = function.applyAsDouble(x[r], random.nextGaussian());
          }
          columns.add(new NumericColumn(name, y));
        });
    return new Table(List.copyOf(columns));
  }

  /** A line whose noise grows with x. */
  private static Table scattering(long seed) {
    return table(seed, Map.of("y", (x, noise) -> 1000 + 200 * x + noise * deviation(x)));
  }

  private static double deviation(double x) {
    return 20 + 15 * x;
  }

  /** Two values about 0, each as likely as the other, that x takes apart. */
  private static Table forked(long seed) {
    return table(
        seed,
        Map.of("y", (x, noise) -> (noise > 0 ? 1 : -1) * (2 + x) + 0.3 * (Math.abs(noise) - 0.8)));
  }

  private static Experiment experiment(Table table, String loss, String... targets) {
    return Experiment.on(table)
        .target(targets)
        .with("loss", loss)
        .with("layers", "32:tanh")
        .seed(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gaussian_nll", "mixture_density(components=2)"})
  void theDeviationGrowsWithTheNoiseAndHoldsItsShare(String loss) {
    Model model = experiment(scattering(SEED), loss, "y").train().model();
    Table fresh = scattering(SEED + 1);
    Prediction prediction = model.predict(fresh);
    NumericColumn x = (NumericColumn) fresh.column("x");
    NumericColumn y = (NumericColumn) fresh.column("y");
    int[] held = new int[2];
    int[] count = new int[2];
    for (int r = 0; r < ROWS; r++) {
      int half = x.value(r) < 5 ? 0 : 1;
      double away = Math.abs(y.value(r) - prediction.values().get(r, 0));
      held[half] += away <= Z * prediction.deviations().get(r, 0) ? 1 : 0;
      count[half]++;
    }
    for (int half = 0; half < 2; half++) {
      assertThat((double) held[half] / count[half])
          .as("share of ±1.96 deviations, half %d, seed %d", half, SEED)
          .isBetween(0.92, 0.975);
    }
    for (double at : new double[] {1, 3, 5, 7, 9}) {
      SamplePrediction sample = model.predict(Map.of("x", at));
      assertThat(sample.deviation())
          .as("at %s, seed %d", at, SEED)
          .isCloseTo(deviation(at), within(0.25 * deviation(at)));
      assertThat(sample.value()).isCloseTo(1000 + 200 * at, within(0.3 * deviation(at)));
    }
    Evaluation evaluation = model.evaluate(fresh);
    assertThat(evaluation.metric("r2")).isGreaterThan(0.85);
    assertThat(evaluation.metric("mae")).isBetween(68.0, 84.0); // √(2/π)·95
  }

  @Test
  void intervalsOfAModelWithDeviationsAreNarrowWhereLittleScatters() {
    Model model =
        experiment(scattering(SEED), "gaussian_nll", "y").with("intervals", 0.95).train().model();
    assertThat(model.conformal().method()).isEqualTo("normalized_residual");
    assertThat(model.conformal().coverage(0.95, model.evaluate(scattering(SEED + 2))).share())
        .as("seed %d", SEED)
        .isBetween(0.935, 0.965);
    assertThat(model.predict(Map.of("x", 9)).interval(0.95).width())
        .isGreaterThan(3 * model.predict(Map.of("x", 1)).interval(0.95).width());
  }

  @Test
  void aMixtureFindsTwoLikelyValuesWhereASingleMeanLiesBetweenThem() {
    Table table = forked(SEED);
    Model model = experiment(table, "mixture_density(components=2)", "y").train().model();
    for (double at : new double[] {1, 5, 9}) {
      Table one = new Table(List.of(new NumericColumn("x", new double[] {at})));
      Matrix output =
          model
              .network()
              .predict(
                  model
                      .preprocessor()
                      .features()
                      .encode(one, new int[] {0}, model.network().precision()));
      Matrix means = model.preprocessor().decode(output.columns(2, 4));
      double low = Math.min(means.get(0, 0), means.get(0, 1));
      double high = Math.max(means.get(0, 0), means.get(0, 1));
      assertThat(low).as("at %s, seed %d", at, SEED).isCloseTo(-2 - at, within(0.3));
      assertThat(high).as("at %s, seed %d", at, SEED).isCloseTo(2 + at, within(0.3));
      SamplePrediction sample = model.predict(Map.of("x", at));
      assertThat(sample.value()).isCloseTo(0, within(0.25 * at + 0.3));
      assertThat(sample.deviation()).isCloseTo(2 + at, within(0.15 * (2 + at)));
    }
    Table fresh = forked(SEED + 1);
    double single =
        experiment(table, "gaussian_nll(full=true)", "y").train().model().evaluate(fresh).loss();
    assertThat(model.evaluate(fresh).loss()).isLessThan(single - 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gaussian_nll", "mixture_density"})
  void severalTargetsHaveDeviationsInTheirOwnUnitsAlsoFromAFile(String loss) {
    Map<String, DoubleBinaryOperator> targets =
        new java.util.TreeMap<>(
            Map.of("a", (x, noise) -> 5e4 * x + 1e4 * noise, "b", (x, noise) -> -x + 0.1 * noise));
    Table table = table(SEED, targets);
    Model model = experiment(table, loss, "a", "b").train().model();
    Prediction prediction = model.predict(table);
    assertThat(prediction.names()).containsExactly("a", "b");
    assertThat(prediction.columns())
        .containsExactly("prediction_a", "prediction_b", "prediction_a_std", "prediction_b_std");
    assertThat(prediction.cells().get(0)).hasSize(4);
    Path file = folder.resolve("m.safetensors");
    model.save(file);
    Model read = ModelFile.load(file);
    NumericColumn x = (NumericColumn) table.column("x");
    for (int r = 0; r < 50; r++) {
      SamplePrediction sample = read.predict(Map.of("x", x.value(r)));
      assertThat(sample.value("b")).isEqualTo(prediction.values().get(r, 1));
      assertThat(sample.deviation("a")).isEqualTo(prediction.deviations().get(r, 0));
      assertThat(sample.deviation("b")).isEqualTo(prediction.deviations().get(r, 1));
    }
    assertThat(read.predict(Map.of("x", 5)).deviation("a")).isCloseTo(1e4, within(2e3));
    assertThat(read.predict(Map.of("x", 5)).deviation("b")).isCloseTo(0.1, within(0.03));
    assertThatThrownBy(() -> read.predict(Map.of("x", 5)).deviation())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("several numbers (a, b)");
  }

  @Test
  void otherModelsHaveNoDeviations() {
    SamplePrediction sample =
        experiment(scattering(SEED), "mse", "y")
            .with("epochs", 1)
            .train()
            .model()
            .predict(Map.of("x", 5));
    assertThatThrownBy(sample::deviation)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the model predicts no standard deviations; train it with the loss gaussian_nll or"
                + " mixture_density");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          target_scaling | quantile_normal | the target 'y' is scaled to normal quantiles, by a curve
          ensemble | 3 | averages the outputs of networks, but those of gaussian_nll are parameters
          task | classification | gaussian_nll is of densities of numbers, but the task is
          quantiles | 0.1,0.9 | are those of the loss, which is gaussian_nll
          optimizer | levenberg_marquardt | minimizes squares of errors, but the loss is gaussian_nll
          """)
  void whatSuitsNoDensityIsNamed(String setting, String value, String message) {
    Table table = table(SEED, Map.of("y", (x, noise) -> Math.rint(x / 5)));
    assertThatThrownBy(
            () ->
                experiment(table, "gaussian_nll", "y")
                    .with("task", "regression")
                    .with(setting, value)
                    .with("epochs", 1)
                    .train())
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void layersOfAnotherWidthAreNamedWithTheRightOne() {
    assertThatThrownBy(
            () ->
                Experiment.on(scattering(SEED))
                    .target("y")
                    .with("loss", "gaussian_nll")
                    .with("layers", List.of("8:tanh", "3:identity"))
                    .with("output", "none")
                    .train())
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "the network has 3 outputs but the targets have 1 column with a density of 2"
                + " parameters; there must be 2 outputs");
  }
}
