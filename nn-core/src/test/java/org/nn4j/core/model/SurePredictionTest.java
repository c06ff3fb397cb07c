package org.nn4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.core.InputException;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.exchange.Importer;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.registry.Catalog;

/** Quantiles, intervals and sets of a model, of tables and of single samples. */
class SurePredictionTest {
  private static final int ROWS = 60;
  private static final long SEED = 3;

  @TempDir Path folder;

  private static Table table() {
    RandomStream random = new RandomStream(SEED, "sure");
    double[] x = new double[ROWS];
    double[] y = new double[ROWS];
    double[] u = new double[ROWS];
    String[] kind = new String[ROWS];
    for (int r = 0; r < ROWS; r++) {
      x[r] = random.nextGaussian();
      y[r] = 100 + 20 * x[r] + random.nextGaussian();
      u[r] = -x[r];
      kind[r] = List.of("a", "b", "c").get(random.nextInt(3));
    }
    return new Table(
        List.of(
            new NumericColumn("x", x),
            new NumericColumn("y", y),
            new NumericColumn("u", u),
            CategoricalColumn.of("kind", kind)));
  }

  private static Model model(Table table, String loss, int outputs, String end, String... targets) {
    Preprocessor preprocessor = Preprocessor.fit(table, table.everyRow(), targets);
    Network network =
        Network.builder(preprocessor.inputWidth())
            .seed(2)
            .dense(5, "tanh")
            .dense(outputs, end)
            .build();
    return new Model(network, Catalog.standard().create(Loss.class, loss), preprocessor);
  }

  private static Model quantiles(Table table) {
    return model(table, "pinball(quantiles=[0.1, 0.5, 0.9])", 3, "ordered", "y");
  }

  private Model reloaded(Model model) {
    Path file = folder.resolve("m.safetensors");
    ModelFile.save(model, file);
    return ModelFile.load(file);
  }

  @Test
  void quantilesAreInTheUnitsOfTheDataAndDoNotCross() {
    Table table = table();
    Prediction prediction = reloaded(quantiles(table)).predict(table);
    assertThat(prediction.names()).containsExactly("q0.1", "q0.5", "q0.9");
    assertThat(prediction.quantiles()).containsExactly(0.1, 0.5, 0.9);
    for (double[] row : prediction.values().toRows()) {
      assertThat(row).isSorted();
      assertThat(row[1]).isBetween(0.0, 250.0);
    }
  }

  @Test
  void aSampleHasTheQuantilesOfItsRowAndTheMedianAsItsValue() {
    Table table = table();
    Model model = quantiles(table);
    Matrix row = model.predict(table).values();
    SamplePrediction sample = model.predict(sample(table, 4));
    assertThat(sample.values())
        .containsExactly(
            Map.entry("q0.1", row.get(4, 0)),
            Map.entry("q0.5", row.get(4, 1)),
            Map.entry("q0.9", row.get(4, 2)));
    assertThat(sample.value()).isEqualTo(row.get(4, 1));
  }

  private static Map<String, Object> sample(Table table, int row) {
    return Map.of(
        "x", ((NumericColumn) table.column("x")).value(row),
        "u", ((NumericColumn) table.column("u")).value(row),
        "kind", table.column("kind").text(row));
  }

  @Test
  void theMedianIsThePredictionThatMetricsAreOf() {
    Table table = table();
    Model model = quantiles(table);
    var evaluation = model.evaluate(table);
    assertThat(evaluation.values().toRows())
        .isDeepEqualTo(model.predict(table).values().columns(1, 2).toRows());
    assertThat(evaluation.targets().columns()).isEqualTo(1);
    assertThat(evaluation.metric("pinball(quantiles=[0.1, 0.9])")).isPositive();
    assertThat(evaluation.metric("rmse")).isPositive();
    assertThat(evaluation.metric("pinball(quantiles=[0.2])")).isNaN();
    assertThat(evaluation.quantileCoverage()).containsOnlyKeys(0.1, 0.5, 0.9);
    assertThat(
            evaluation.undefined(
                Catalog.standard().create(org.nn4j.api.Metric.class, "pinball(quantiles=[0.2])")))
        .contains("the model predicts the quantiles [0.1, 0.5, 0.9] and not all of [0.2]");
  }

  @Test
  void intervalsOfRowsAndSamplesAreTheSameAlsoFromAFile() {
    Table table = table();
    for (Model plain :
        List.of(
            quantiles(table),
            model(table, "mse", 1, "identity", "y"),
            model(table, "gaussian_nll", 2, "identity", "y"),
            model(table, "mixture_density", 9, "identity", "y"))) {
      Conformal learnt = Conformal.of(plain.preprocessor().target().task(), plain.evaluate(table));
      Model model = reloaded(plain.withConformal(learnt));
      List<Interval> intervals = model.predict(table).intervals(0.9);
      Matrix y = plain.evaluate(table).targets();
      int held = 0;
      for (int r = 0; r < ROWS; r++) {
        assertThat(model.predict(sample(table, r)).interval(0.9)).isEqualTo(intervals.get(r));
        held += intervals.get(r).contains(y.get(r, 0)) ? 1 : 0;
      }
      // On the rows that it was learnt from, exactly the rank.
      assertThat(held).isEqualTo(55);
      assertThat(intervals.get(0).width()).isPositive();
    }
  }

  @Test
  void aSampleHasTheDeviationOfItsRow() {
    Table table = table();
    Model model = reloaded(model(table, "gaussian_nll", 4, "identity", "y", "u"));
    Prediction prediction = model.predict(table);
    assertThat(prediction.names()).containsExactly("y", "u");
    for (int r = 0; r < ROWS; r++) {
      SamplePrediction sample = model.predict(sample(table, r));
      assertThat(sample.toArray()).containsExactly(prediction.values().toRows()[r]);
      assertThat(sample.deviation("y")).isEqualTo(prediction.deviations().get(r, 0));
      assertThat(sample.deviation("u")).isEqualTo(prediction.deviations().get(r, 1));
    }
    assertThat(prediction.deviations().get(0, 0))
        .as("y scatters twenty times as u, and both are scaled to 1")
        .isGreaterThan(2 * prediction.deviations().get(0, 1));
    assertThat(prediction.toString()).contains(" ± ");
  }

  @Test
  void aNetworkOfAnotherProgramMayHaveTwoOutputsForATarget() {
    Network network = Network.builder(2).seed(2).dense(4, "identity").build();
    Loss loss = Catalog.standard().create(Loss.class, "gaussian_nll");
    Model plain = new Model(network, loss, null, Provenance.NONE);
    Model named = Importer.named(plain, List.of("x", "u"), List.of("y", "z"), List.of());
    double[] outputs =
        network.predict(Matrix.of(network.precision(), new double[] {3, -1})).toRows()[0];
    SamplePrediction sample = named.predict(Map.of("x", 3, "u", -1));
    assertThat(sample.toArray()).containsExactly(outputs[0], outputs[1]);
    assertThat(sample.deviation("z"))
        .isCloseTo(Math.sqrt(Math.exp(outputs[3]) + 1e-6), within(1e-6));
    assertThatThrownBy(() -> Importer.named(plain, List.of("x", "u"), List.of("y"), List.of()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the network has 4 outputs")
        .hasMessageContaining("there must be 2 outputs");
  }

  /** What was learnt of plain residuals is no margin in deviations. */
  @Test
  void intervalsOfAnotherKindOfModelAreRefused() {
    Table table = table();
    Model plain = model(table, "mse", 1, "identity", "y");
    Conformal learnt = Conformal.of(plain.preprocessor().target().task(), plain.evaluate(table));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model(table, "gaussian_nll", 2, "identity", "y").withConformal(learnt))
        .withMessageContaining("scores of absolute_residual do not fit");
  }

  @Test
  void severalTargetsHaveIntervalsOfTheirOwn() {
    Table table = table();
    Model plain = model(table, "mse", 2, "identity", "y", "u");
    Model model =
        plain.withConformal(
            Conformal.of(plain.preprocessor().target().task(), plain.evaluate(table)));
    Prediction prediction = model.predict(table);
    assertThat(prediction.intervals(0.8, "y").get(0).width())
        .isGreaterThan(5 * prediction.intervals(0.8, "u").get(0).width());
    assertThatThrownBy(() -> prediction.intervals(0.8))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("see intervals(level, name)");
    assertThatThrownBy(() -> prediction.intervals(0.8, "z"))
        .isInstanceOf(InputException.class)
        .hasMessage("the model predicts no number 'z' but y, u");
  }

  @Test
  void setsHoldTheDecidedClassAndThoseThatAreProbableEnough() {
    Table table = table();
    Model plain = model(table, "categorical_cross_entropy", 3, "softmax", "kind");
    Model model =
        reloaded(
            plain.withConformal(
                Conformal.of(plain.preprocessor().target().task(), plain.evaluate(table))));
    Prediction prediction = model.predict(table);
    List<List<String>> wide = prediction.sets(0.95);
    List<List<String>> narrow = prediction.sets(0.05);
    for (int r = 0; r < ROWS; r++) {
      assertThat(wide.get(r)).contains(prediction.labels().get(r)).containsAll(narrow.get(r));
      assertThat(narrow.get(r)).isNotEmpty();
      Map<String, Object> one =
          Map.of(
              "x", ((NumericColumn) table.column("x")).value(r),
              "y", ((NumericColumn) table.column("y")).value(r),
              "u", ((NumericColumn) table.column("u")).value(r));
      assertThat(model.predict(one).set(0.95)).isEqualTo(wide.get(r));
    }
    assertThatThrownBy(() -> prediction.intervals(0.9)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aModelWithoutIntervalsSaysHowToGetThem() {
    Table table = table();
    assertThatThrownBy(() -> quantiles(table).predict(table).intervals(0.9))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("train it with --intervals 0.9");
  }

  @Test
  void intervalsMustBeOfTheModelsPredictions() {
    Table table = table();
    Model classes = model(table, "categorical_cross_entropy", 3, "softmax", "kind");
    Conformal ofNumbers =
        Conformal.of(
            org.nn4j.api.Task.REGRESSION, model(table, "mse", 1, "identity", "y").evaluate(table));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> classes.withConformal(ofNumbers))
        .withMessageContaining("absolute_residual");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> quantiles(table).withConformal(ofNumbers));
  }

  @Test
  void aNetworkMustHaveAnOutputForEachQuantile() {
    Table table = table();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model(table, "pinball(quantiles=[0.1, 0.9])", 3, "ordered", "y"))
        .withMessageContaining("3 outputs")
        .withMessageContaining("q0.1, q0.9");
  }
}
