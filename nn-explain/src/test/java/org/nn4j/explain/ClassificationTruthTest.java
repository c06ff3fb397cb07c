package org.nn4j.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nn4j.core.model.Model;
import org.nn4j.explain.PermutationImportance.ColumnImportance;

/** Classes by a known sum: what is explained are probabilities or log-odds, however made. */
class ClassificationTruthTest {
  private static final Truth TWO = Truth.classes();

  @ParameterizedTest
  @CsvSource({
    "binary_cross_entropy, 1, sigmoid",
    "bce_with_logits, 1, identity",
    "categorical_cross_entropy, 2, softmax",
    "softmax_cross_entropy, 2, identity",
  })
  void probabilitiesAndLogOddsAreExplained(String loss, int outputs, String last) {
    Model model = TWO.train(loss, outputs, last);
    Explainer explainer = new Explainer(model, TWO.table, TWO.fresh(), 5);
    int row = 1700;
    double p = model.predict(TWO.table, new int[] {row}).values().get(0, 1);

    assertThat(explainer.output().names()).containsExactly("yes");
    assertThat(explainer.output().title(0)).isEqualTo("p(yes)");
    for (Attribution attribution :
        List.of(explainer.shapley(row, 100), explainer.integratedGradients(row))) {
      assertThat(attribution.prediction()).isCloseTo(p, within(1e-5));
      assertThat(Math.abs(attribution.gap())).as("%s", attribution).isLessThan(2e-3);
    }
    Explainer odds = explainer.withLogOdds();
    assertThat(odds.output().title(0)).isEqualTo("log-odds of yes");
    for (Attribution attribution : List.of(odds.shapley(row, 100), odds.integratedGradients(row))) {
      assertThat(attribution.prediction()).isCloseTo(StrictMath.log(p / (1 - p)), within(1e-3));
      assertThat(Math.abs(attribution.gap()))
          .as("%s", attribution)
          .isLessThan(2e-3 * (1 + Math.abs(attribution.prediction() - attribution.base())));
    }
    assertThat(explainer.withOutput("no").shapley(row, 100).prediction())
        .isCloseTo(1 - p, within(1e-5));
  }

  @Test
  void logLossComesFirstAndNoiseIsWithinChance() {
    Model model = TWO.train("binary_cross_entropy", 1, "sigmoid");
    PermutationImportance importance =
        new Explainer(model, TWO.table, TWO.fresh(), 5).importance(10);

    assertThat(importance.metrics()).containsExactly("log_loss", "accuracy");
    assertThat(importance.baseline().get(1)).isGreaterThan(0.9);
    for (ColumnImportance column : importance.columns()) {
      assertThat(column.losses().get(1).significant())
          .as(column.toString())
          .isEqualTo(!column.column().equals("noise"));
    }
  }

  @Test
  void allOfThreeClassesAreExplainedAndInARowTheMostProbable() {
    Truth truth = Truth.threeClasses();
    Model model = truth.train("categorical_cross_entropy", 3, "softmax");
    Explainer explainer = new Explainer(model, truth.table, truth.fresh(), 5);

    assertThat(explainer.output().names()).containsExactly("high", "low", "middle");
    PartialDependence dependence = explainer.dependence("kind", 20);
    for (int v = 0; v < 3; v++) {
      double sum = 0;
      for (int k = 0; k < 3; k++) {
        sum += dependence.means().get(k, v);
      }
      assertThat(sum).isCloseTo(1, within(1e-5));
    }
    assertThat(dependence.means().get(0, 2)).isGreaterThan(dependence.means().get(0, 0) + 0.3);
    assertThat(dependence.individual().rows()).isZero();
    assertThat(explainer.interactions(List.of("b", "c", "a"), 60).get(0))
        .matches(pair -> pair.first().equals("b") && pair.second().equals("c"));
    String predicted = model.predict(truth.table, new int[] {1500}).labels().get(0);
    assertThat(explainer.shapley(1500, 20).output().names()).containsExactly(predicted);
    Attribution gradients = explainer.integratedGradients(1500);
    assertThat(gradients.output().names()).containsExactly(predicted);
    assertThat(gradients.gap()).isCloseTo(0, within(2e-3));
  }

  /** In training mode dropout would drop, and batch norm would mix the rows of the path. */
  @Test
  void integratedGradientsAreThoseOfPrediction() {
    Model model =
        TWO.train(
            "binary_cross_entropy", 1, "sigmoid", "batch_norm", "dropout(rate=0.2)", "layer_norm");
    Attribution attribution =
        new Explainer(model, TWO.table, TWO.fresh(), 5).integratedGradients(1800);

    assertThat(attribution.prediction())
        .isCloseTo(model.predict(TWO.table, new int[] {1800}).values().get(0, 1), within(1e-5));
    assertThat(Math.abs(attribution.gap()))
        .isLessThan(2e-3 * Math.abs(attribution.prediction() - attribution.base()) + 1e-9);
  }
}
