package org.nn4j.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nn4j.core.model.Model;
import org.nn4j.explain.Attribution.Contribution;
import org.nn4j.explain.PermutationImportance.ColumnImportance;
import org.nn4j.explain.PermutationImportance.Loss;

/** A number that is a sum of known terms: each explanation is compared with its term. */
class RegressionTruthTest {
  private static final Truth TRUTH = Truth.numbers();

  /** Variance of y: 2 + 1.5²·0.75² + 1 + 14/9 + 0.01. */
  private static final double VARIANCE = 2 + 2.25 * 0.5625 + 1 + 14 / 9.0 + 0.01;

  private static Explainer explainer;

  @BeforeAll
  static void train() {
    Model model = TRUTH.train("mse", 1, "identity");
    assertThat(model.evaluate(TRUTH.table, TRUTH.fresh()).metric("r2")).isGreaterThan(0.98);
    explainer = new Explainer(model, TRUTH.table, TRUTH.fresh(), 3);
  }

  private static Map<String, Loss> importance(int metric) {
    return explainer.importance(10).columns().stream()
        .collect(Collectors.toMap(ColumnImportance::column, c -> c.losses().get(metric)));
  }

  /** Shuffling a term of variance v puts predictions off by 2v in the mean square. */
  @Test
  void importanceIsTwiceTheVarianceOfATerm() {
    Map<String, Loss> r2 = importance(0);

    assertThat(r2.get("a").mean()).isCloseTo(2 * 2 / VARIANCE, within(0.08));
    assertThat(r2.get("kind").mean()).isCloseTo(2 * 14 / 9.0 / VARIANCE, within(0.08));
    assertThat(r2.get("b").mean()).isCloseTo(2 * 2.25 * 0.5625 / VARIANCE, within(0.08));
    assertThat(r2.get("c").mean()).isCloseTo(2 * 2.25 * 0.5625 / VARIANCE, within(0.08));
    assertThat(explainer.importance(10).names()).startsWith("a", "kind").endsWith("noise");
  }

  @Test
  void noiseHasNoneAndColumnsOfATermHave() {
    Map<String, Loss> r2 = importance(0);

    assertThat(Math.abs(r2.get("noise").mean())).isLessThan(0.003);
    assertThat(List.of("a", "b", "c", "d", "copy of d", "kind"))
        .allMatch(column -> r2.get(column).significant());
  }

  /**
   * With weights w and 1 − w of a term they lose 2w² and 2(1 − w)² of its variance: from 1 to 2.
   */
  @Test
  void aCopySharesTheImportance() {
    Map<String, Loss> r2 = importance(0);

    assertThat(r2.get("d").mean() + r2.get("copy of d").mean())
        .isBetween(0.95 / VARIANCE, 1.8 / VARIANCE);
  }

  @Test
  void theSecondMetricIsInUnitsOfTheTarget() {
    Map<String, Loss> rmse = importance(1);

    assertThat(rmse.get("a").mean()).isCloseTo(2 - 0.25, within(0.25));
    assertThat(explainer.importance(2).metrics()).containsExactly("r2", "rmse");
  }

  @Test
  void partialDependenceHasTheShapeOfTheTerm() {
    PartialDependence dependence = explainer.dependence("a", 20);

    assertThat(dependence.positions()).hasSize(20).isSorted();
    assertThat(dependence.positions().get(0)).isCloseTo(-0.9 * Math.PI, within(0.1));
    double level = dependence.means().get(0, 10) - Truth.wave(dependence.positions().get(10));
    for (int v = 0; v < 20; v++) {
      assertThat(dependence.means().get(0, v))
          .as("at %s", dependence.values().get(v))
          .isCloseTo(Truth.wave(dependence.positions().get(v)) + level, within(0.25));
    }
    assertThat(explainer.dependence("noise", 20).range(0)).isLessThan(0.25);
  }

  @Test
  void partialDependenceOfLabelsHasTheirEffects() {
    PartialDependence dependence = explainer.dependence("kind", 20);

    assertThat(dependence.values()).isEqualTo(Truth.KINDS);
    assertThat(dependence.numeric()).isFalse();
    for (int v = 1; v < 3; v++) {
      assertThat(dependence.means().get(0, v) - dependence.means().get(0, 0))
          .isCloseTo(Truth.EFFECTS[v] - Truth.EFFECTS[0], within(0.15));
    }
  }

  /** The mean of b·c over c is 0 for any b: only curves of rows show that b matters. */
  @Test
  void individualCurvesShowWhatTheMeanHides() {
    PartialDependence curves = explainer.dependence("b", 20).centre();
    int last = curves.values().size() - 1;

    assertThat(Math.abs(curves.means().get(0, last))).isLessThan(0.4);
    assertThat(curves.individual().rows()).isEqualTo(50);
    double low = 0;
    double high = 0;
    for (int row = 0; row < 50; row++) {
      assertThat(curves.individual().get(row, 0)).isZero();
      low = Math.min(low, curves.individual().get(row, last));
      high = Math.max(high, curves.individual().get(row, last));
    }
    assertThat(high).isGreaterThan(4);
    assertThat(low).isLessThan(-4);
  }

  @Test
  void interactionIsFoundWhereItIs() {
    List<Interaction> pairs = explainer.interactions(List.of("a", "b", "c", "kind", "noise"), 100);

    assertThat(pairs).hasSize(10);
    assertThat(List.of(pairs.get(0).first(), pairs.get(0).second())).containsExactly("b", "c");
    assertThat(pairs.get(0).hSquared()).isGreaterThan(0.9);
    assertThat(pairs.get(0).strength()).isCloseTo(1.5 * 0.75, within(0.25));
    assertThat(pairs.subList(1, 10))
        .allSatisfy(
            pair -> {
              assertThat(pair.strength()).as(pair.toString()).isLessThan(0.12);
              if (!pair.toString().contains("noise")) {
                assertThat(pair.hSquared()).as(pair.toString()).isLessThan(0.05);
              }
            });
  }

  @Test
  void theDependenceOnAPairIsTheirProduct() {
    for (List<String> pair : List.of(List.of("b", "c"), List.of("c", "b"))) {
      PairDependence surface = explainer.dependence(pair.get(0), pair.get(1), 10);
      double middle = surface.means().get(4, 4);

      for (int r : new int[] {0, 9}) {
        for (int c : new int[] {0, 9}) {
          double b = Double.parseDouble(surface.firstValues().get(c));
          double second = Double.parseDouble(surface.secondValues().get(r));
          assertThat(surface.means().get(r, c) - middle)
              .isCloseTo(Truth.product(b, second), within(0.5));
        }
      }
    }
    PairDependence mixed = explainer.dependence("kind", "a", 10);
    assertThat(mixed.firstValues()).isEqualTo(Truth.KINDS);
    assertThat(mixed.means().get(0, 2) - mixed.means().get(0, 0)).isCloseTo(3, within(0.3));
  }

  @Test
  void shapleyValuesAreTheTermsLessTheirMeans() {
    for (int row : new int[] {0, 1600, 1999}) {
      Attribution attribution = explainer.shapley(row, 100);
      Map<String, Double> amounts = amounts(attribution);

      assertThat(attribution.gap()).isCloseTo(0, within(1e-9));
      assertThat(amounts.get("a")).isCloseTo(Truth.wave(TRUTH.value("a", row)), within(0.5));
      assertThat(amounts.get("noise")).isCloseTo(0, within(0.15));
      assertThat(amounts.get("d") + amounts.get("copy of d"))
          .isCloseTo(TRUTH.value("d", row), within(0.5));
      double product = Truth.product(TRUTH.value("b", row), TRUTH.value("c", row));
      assertThat(amounts.get("b") + amounts.get("c")).isCloseTo(product, within(0.5));
      assertThat(attribution.contributions()).allMatch(c -> c.error() > 0 && c.error() < 0.3);
    }
  }

  @Test
  void integratedGradientsAreComplete() {
    for (int row : new int[] {0, 1600, 1999}) {
      Attribution attribution = explainer.integratedGradients(row);
      double way = attribution.prediction() - attribution.base();

      assertThat(Math.abs(attribution.gap())).isLessThanOrEqualTo(1e-3 * Math.abs(way));
      assertThat(attribution.contributions()).hasSize(7).allMatch(c -> c.error() == 0);
      assertThat(amounts(attribution).get("a"))
          .isCloseTo(Truth.wave(TRUTH.value("a", row)), within(0.7));
      assertThat(amounts(attribution).get("noise")).isCloseTo(0, within(0.15));
    }
  }

  @Test
  void bothMethodsExplainThePrediction() {
    Attribution shapley = explainer.shapley(5, 10);
    Attribution gradients = explainer.integratedGradients(5);

    assertThat(shapley.prediction()).isCloseTo(gradients.prediction(), within(1e-4));
    assertThat(shapley.contributions())
        .isSortedAccordingTo((p, q) -> Double.compare(Math.abs(q.amount()), Math.abs(p.amount())));
    assertThat(shapley.contributions().stream().map(Contribution::value))
        .contains(String.valueOf(TRUTH.value("a", 5)));
  }

  private static Map<String, Double> amounts(Attribution attribution) {
    return attribution.contributions().stream()
        .collect(Collectors.toMap(Contribution::column, Contribution::amount));
  }
}
