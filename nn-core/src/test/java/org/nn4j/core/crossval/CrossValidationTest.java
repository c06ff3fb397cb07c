package org.nn4j.core.crossval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nn4j.api.Matrix;
import org.nn4j.core.InputException;
import org.nn4j.core.crossval.CrossValidationResult.FoldScores;
import org.nn4j.core.crossval.CrossValidationResult.Summary;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.read.TableReader;
import org.nn4j.core.data.split.Fold;
import org.nn4j.core.data.split.Folding;
import org.nn4j.core.data.split.Folds;
import org.nn4j.core.data.split.RowGroups;
import org.nn4j.core.metric.Accuracy;
import org.nn4j.core.metric.R2;
import org.nn4j.core.metric.RocAuc;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.Prediction;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.PreprocessOptions;
import org.nn4j.core.preprocess.WeightOptions;
import org.nn4j.core.training.MetricValues;
import org.nn4j.core.training.TrainingPlan;

class CrossValidationTest {
  private static final Table IRIS = TableReader.read(Path.of("../examples/data/iris.csv"));

  private static FoldTraining training(String target, String output, String loss) {
    return training(PreprocessOptions.of(target), output, loss);
  }

  private static FoldTraining training(PreprocessOptions options, String output, String loss) {
    return FoldTraining.of(
        options,
        (preprocessor, seed) ->
            Network.builder(preprocessor.inputWidth())
                .dense(8, "tanh")
                .dense(preprocessor.outputWidth(), output)
                .seed(seed)
                .build(),
        seed ->
            TrainingPlan.builder()
                .loss(loss)
                .optimizer("adam(lr=0.02)")
                .epochs(20)
                .seed(seed)
                .build());
  }

  private static final FoldTraining SPECIES =
      training("species", "softmax", "categorical_cross_entropy");

  private static Folds folds(int repeats) {
    return Folds.of(Folding.stratified(RowGroups.of(IRIS, "species")), 3, repeats, 4);
  }

  @Test
  void weightsCountInEveryFold() {
    PreprocessOptions options = PreprocessOptions.of("species");
    WeightOptions weights = new WeightOptions(null, false, Map.of("virginica", 0.0));
    FoldTraining training =
        training(
            new PreprocessOptions(options.target(), options.features(), weights),
            "softmax",
            "categorical_cross_entropy");
    CrossValidationResult result =
        new CrossValidation(IRIS, folds(1), List.of(new Accuracy())).run(training);
    assertThat(result.predictions().get(0).labels())
        .contains("setosa", "versicolor")
        .doesNotContain("virginica");
  }

  @Test
  void everyRowIsPredictedByTheModelThatHasNotSeenIt() {
    Folds folds = folds(2);
    List<FoldScores> told = new ArrayList<>();

    CrossValidationResult result =
        new CrossValidation(IRIS, folds, List.of(new Accuracy())).run(SPECIES, told::add);

    assertThat(told).isEqualTo(result.folds());
    assertThat(result.folds().stream().map(FoldScores::fold))
        .containsExactlyElementsOf(folds.all());
    assertThat(result.predictions()).hasSize(2);
    assertThat(result.metrics()).containsExactly("accuracy", "loss");
    for (FoldScores scores : result.folds()) {
      Fold fold = scores.fold();
      Model model = SPECIES.train(IRIS, fold);
      Matrix expected = model.predict(IRIS.select(fold.held())).values();
      Prediction all = result.predictions().get(fold.repeat() - 1);
      int right = 0;
      for (int i = 0; i < fold.held().length; i++) {
        int row = fold.held()[i];
        assertThat(all.values().toRows()[row]).isEqualTo(expected.toRows()[i]);
        right += all.labels().get(row).equals(IRIS.column("species").text(row)) ? 1 : 0;
      }
      assertThat(scores.metrics().get("accuracy"))
          .isCloseTo((double) right / fold.held().length, within(1e-12));
    }
    assertThat(result.summary("accuracy").mean()).isGreaterThan(0.85);
    assertThat(result.summary("accuracy").count()).isEqualTo(6);
  }

  @Test
  void nothingIsLearntFromTheRowsHeldOut() {
    Fold fold = folds(1).all().get(1);
    int victim = fold.held()[0];
    double[] lengths =
        IntStream.range(0, IRIS.rows())
            .mapToDouble(
                row -> row == victim ? 1e6 : ((NumericColumn) IRIS.columns().get(0)).value(row))
            .toArray();
    List<Column> columns = new ArrayList<>(IRIS.columns());
    columns.set(0, new NumericColumn(columns.get(0).name(), lengths));
    Table changed = new Table(columns);

    Model before = SPECIES.train(IRIS, fold);
    Model after = SPECIES.train(changed, fold);

    assertThat(after.network().parameters().sha256())
        .isEqualTo(before.network().parameters().sha256());
    assertThat(after.preprocessor()).isEqualTo(before.preprocessor());
    Fold other = folds(1).all().get(0);
    assertThat(SPECIES.train(changed, other).preprocessor())
        .as("the other folds learn from the row")
        .isNotEqualTo(SPECIES.train(IRIS, other).preprocessor());
  }

  @Test
  void predictsNumbersInTheirOwnUnits() {
    double[] x = IntStream.range(0, 60).mapToDouble(i -> i).toArray();
    double[] y = Arrays.stream(x).map(v -> 1000 + 5 * v).toArray();
    Table table = new Table(List.of(new NumericColumn("x", x), new NumericColumn("y", y)));

    CrossValidationResult result =
        new CrossValidation(table, Folds.random(60, 4, 1), List.of(new R2()))
            .run(training("y", "identity", "mse"));

    assertThat(result.predictions().get(0).values().get(30, 0)).isBetween(900.0, 1400.0);
    assertThat(result.summary("r2").mean()).isGreaterThan(0.5);
  }

  @Test
  void refusesClassesThatSomeFoldsDoNotKnow() {
    double[] x = IntStream.range(0, 12).mapToDouble(i -> i).toArray();
    String[] y =
        IntStream.range(0, 12)
            .mapToObj(i -> i < 4 ? "c" : i < 8 ? "b" : "a")
            .toArray(String[]::new);
    Table table = new Table(List.of(new NumericColumn("x", x), CategoricalColumn.of("y", y)));
    Folds folds = Folds.of(Folding.given(RowGroups.of(table, "y")), 3, 1, 0);

    assertThatThrownBy(
            () ->
                new CrossValidation(table, folds, List.of())
                    .run(training("y", "softmax", "categorical_cross_entropy")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is none of the classes that the model was trained on");
  }

  @Test
  void refusesFoldsOfOtherRowsAndUnknownMetrics() {
    assertThatThrownBy(() -> new CrossValidation(IRIS, Folds.random(149, 5, 0), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cross-validation: folds of 149 rows do not fit a table of 150");
    CrossValidationResult result = new CrossValidation(IRIS, folds(1), List.of()).run(SPECIES);
    assertThatThrownBy(() -> result.summary("acuracy"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the cross-validation has no metric 'acuracy'; it has [loss]");
  }

  @Test
  void aMetricIsTheMeanOfTheFoldsInWhichItIsDefined() {
    double[] x = IntStream.range(0, 40).mapToDouble(i -> i % 10).toArray();
    String[] y =
        IntStream.range(0, 40)
            .mapToObj(i -> i / 10 != 2 && i % 3 == 0 ? "yes" : "no")
            .toArray(String[]::new);
    String[] fold = IntStream.range(0, 40).mapToObj(i -> "f" + i / 10).toArray(String[]::new);
    Table table = new Table(List.of(new NumericColumn("x", x), CategoricalColumn.of("y", y)));
    RowGroups given = RowGroups.of(new Table(List.of(CategoricalColumn.of("f", fold))), "f");
    Folds folds = Folds.of(Folding.given(given), 4, 1, 0);

    CrossValidationResult result =
        new CrossValidation(table, folds, List.of(new RocAuc(), new Accuracy()))
            .run(training("y", "softmax", "categorical_cross_entropy"));

    Summary auc = result.summary("roc_auc");
    double[] defined =
        IntStream.of(0, 1, 3)
            .mapToDouble(i -> result.folds().get(i).metrics().get("roc_auc"))
            .toArray();
    assertThat(auc.mean()).isEqualTo(Summary.of(defined).mean()).isFinite();
    assertThat(auc.deviation()).isEqualTo(Summary.of(defined).deviation());
    assertThat(auc.count()).isEqualTo(3);
    assertThat(auc.undefined()).isEqualTo(1);
    assertThat(auc.toString()).endsWith(" (3 of 4 folds)");
    assertThat(result.folds().get(2).metrics().get("roc_auc")).isNaN();
    assertThat(result.undefined("roc_auc")).contains("in fold 3 of 4: all rows are of one class");
    assertThat(result.undefined("accuracy")).isEmpty();
    assertThat(result.summary("accuracy").count()).isEqualTo(4);
  }

  @Test
  void aMetricThatIsUndefinedEverywhereHasNoMean() {
    double[] x = {1, 2, 3};
    Table table = new Table(List.of(new NumericColumn("x", x), new NumericColumn("y", x)));
    CrossValidationResult result =
        new CrossValidation(table, Folds.random(3, 3, 1), List.of(new R2()))
            .run(training("y", "identity", "mse"));

    assertThat(result.summary("r2").mean()).isNaN();
    assertThat(result.summary("r2").count()).isZero();
    assertThat(result.undefined("r2").orElseThrow()).startsWith("in every fold: there is one row");
  }

  @Test
  void aFoldWhosePredictionsAreNaNIsNotLeftOut() {
    MetricValues good = new MetricValues(Map.of("rmse", 1.0), Map.of(), Map.of());
    MetricValues broken = new MetricValues(Map.of("rmse", Double.NaN), Map.of(), Map.of());
    List<Fold> all = folds(1).all();
    CrossValidationResult result =
        new CrossValidationResult(
            List.of(
                new FoldScores(all.get(0), good, List.of()),
                new FoldScores(all.get(1), broken, List.of())),
            List.of());
    assertThat(result.summary("rmse").mean()).isNaN();
    assertThat(broken.reasons()).containsEntry("rmse", "a prediction is not a number");
  }

  @Test
  void sumsUp() {
    Summary summary = Summary.of(1, 2, 3, 6);

    assertThat(summary.mean()).isEqualTo(3);
    assertThat(summary.deviation()).isCloseTo(Math.sqrt(14.0 / 3), within(1e-15));
    assertThat(summary.standardError()).isCloseTo(Math.sqrt(14.0 / 3) / 2, within(1e-15));
    assertThat(summary).hasToString("3.0000 ± 2.1602");
    assertThat(Summary.of(0.1, 0.1, 0.1).deviation()).isLessThan(1e-16);
    assertThat(Summary.of(5).deviation()).isNaN();
    assertThat(Summary.of(1, Double.NaN).mean()).isNaN();
    assertThatThrownBy(Summary::of).isInstanceOf(IllegalArgumentException.class);
  }
}
