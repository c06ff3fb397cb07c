package org.nn4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nn4j.api.Matrix;
import org.nn4j.api.Metric;
import org.nn4j.api.Precision;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.network.Network;
import org.nn4j.core.registry.Catalog;

class EarlyStoppingTest {
  private static final List<Metric> METRICS =
      List.of(
          Catalog.standard().create(Metric.class, "accuracy"),
          Catalog.standard().create(Metric.class, "error_rate"));

  private static BestEpoch watch(EarlyStopping rule) {
    List<Metric> metrics = new ArrayList<>(METRICS);
    metrics.add(Catalog.standard().create(Metric.class, "rmse"));
    return new BestEpoch(rule, rule.watch(epochs(metrics, true)), network());
  }

  private static Network network() {
    return Network.builder(1).dense(1, "identity").build();
  }

  /** Returns the epoch after which training stops, and the best one, of values for each epoch. */
  private static String outcome(EarlyStopping rule, double... values) {
    BestEpoch best = watch(rule);
    int epoch = 0;
    while (epoch < values.length && !best.exhausted()) {
      double value = values[epoch++];
      best.observe(
          new EpochResult(
              epoch,
              epoch,
              value,
              value,
              Map.of("accuracy", value, "error_rate", value, "rmse", value),
              1,
              1,
              1));
    }
    return (best.exhausted() ? "stopped after " : "went on after ")
        + epoch
        + ", best "
        + best.epoch();
  }

  @Test
  void stopsAfterAsManyEpochsWithoutImprovementAsItsPatience() {
    EarlyStopping rule = new EarlyStopping("validation_loss", 2, 0, true);
    assertThat(outcome(rule, 5, 4, 3)).isEqualTo("went on after 3, best 3");
    assertThat(outcome(rule, 5, 4, 4.5, 4.1, 1)).isEqualTo("stopped after 4, best 2");
    assertThat(outcome(rule, 5, 4, 4.5, 3.9, 4, 4)).isEqualTo("stopped after 6, best 4");
    assertThat(outcome(rule, 5, 5, 5)).as("equal is no improvement").endsWith("3, best 1");
    double nan = Double.NaN;
    assertThat(outcome(rule, nan, nan, 1)).as("NaN is none").isEqualTo("stopped after 2, best 0");
    assertThat(outcome(rule, 3, nan, 2, nan)).isEqualTo("went on after 4, best 3");
  }

  @Test
  void withoutABestEpochThereIsNothingToGoBackTo() {
    EarlyStopping rule = new EarlyStopping("loss", 1, 0, true);
    Network network = network();
    String before = network.parameters().sha256();
    BestEpoch best = new BestEpoch(rule, rule.watch(epochs(METRICS, true)), network);
    best.observe(new EpochResult(1, 1, Double.NaN, 0, Map.of(), 1, 1, 1));
    assertThat(best.restore()).isFalse();
    assertThat(network.parameters().sha256()).isEqualTo(before);
    assertThat(best.reason()).isEqualTo("loss has not improved for 1 epoch");
    best.observe(new EpochResult(2, 2, 0.5, 0, Map.of(), 1, 1, 1));
    assertThat(best.restore()).isTrue();
    assertThat(best.value()).isEqualTo(0.5);
    assertThat(best.monitor()).isEqualTo("loss");
  }

  @Test
  void whatAMetricSaysDecidesTheDirection() {
    assertThat(outcome(new EarlyStopping("accuracy", 1, 0, true), 0.1, 0.2, 0.15))
        .isEqualTo("stopped after 3, best 2");
    assertThat(outcome(new EarlyStopping("error_rate", 1, 0, true), 0.2, 0.1, 0.15))
        .isEqualTo("stopped after 3, best 2");
  }

  @Test
  void ofEquallyGoodEpochsTheFirstOrTheLastIsTheBest() {
    double nan = Double.NaN;
    double infinite = Double.POSITIVE_INFINITY;
    EarlyStopping last = EarlyStopping.parse("error_rate(patience=inf, ties=last)");
    assertThat(outcome(last, 0.2, 0.1, 0.3, 0.1, nan, 0.2)).isEqualTo("went on after 6, best 4");
    assertThat(outcome(last, infinite, nan, 0.5)).endsWith("best 3");
    assertThat(outcome(EarlyStopping.parse("error_rate(patience=inf)"), 0.1, 0.3, 0.1))
        .isEqualTo("went on after 3, best 1");
    EarlyStopping higher = EarlyStopping.parse("accuracy(patience=2, ties=last)");
    assertThat(outcome(higher, 0.5, 0.9, 0.9, 0.1))
        .as("a tie is no improvement")
        .isEqualTo("stopped after 4, best 3");
    assertThat(outcome(EarlyStopping.parse("rmse(patience=1)"), 0.5, 0.4, 0.6))
        .isEqualTo("stopped after 3, best 2");
  }

  @Test
  void theLastOfEquallyGoodEpochsIsRestored() {
    EarlyStopping rule = EarlyStopping.parse("error_rate(patience=inf, ties=last)");
    Network network = network();
    BestEpoch best = new BestEpoch(rule, rule.watch(epochs(METRICS, true)), network);
    String atTheTie = "";
    double[] values = {0.2, 0.1, 0.1, 0.3};
    for (int i = 0; i < values.length; i++) {
      network.parameters().trainable().fill(i);
      atTheTie = i == 2 ? network.parameters().sha256() : atTheTie;
      Map<String, Double> metrics = Map.of("error_rate", values[i]);
      best.observe(new EpochResult(i + 1, i + 1, 1, 1, metrics, 1, 1, 1));
    }
    assertThat(best.restore()).isTrue();
    assertThat(network.parameters().sha256()).isEqualTo(atTheTie);
  }

  @Test
  void smallImprovementsAddUpUntilTheyCount() {
    EarlyStopping rule = new EarlyStopping("loss", 3, 1, true);
    assertThat(outcome(rule, 9, 8.5, 8.1, 7.9)).isEqualTo("went on after 4, best 4");
    assertThat(outcome(rule, 9, 8.5, 8.1, 8.05, 1))
        .as("the best is the best all the same")
        .isEqualTo("stopped after 4, best 4");
    EarlyStopping higher = new EarlyStopping("accuracy", 2, 0.25, true);
    assertThat(outcome(higher, 0.25, 0.5, 0.375)).isEqualTo("stopped after 3, best 2");
    assertThat(outcome(higher, 0.25, 0.5, 0.75)).isEqualTo("went on after 3, best 3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "accuracy | accuracy(patience=10, min_delta=0.0, restore_best=true)",
        "loss(patience = inf) | loss(patience=inf, min_delta=0.0, restore_best=true)",
        "f1(ties=last) | f1(patience=10, min_delta=0.0, restore_best=true, ties=last)",
        "f1(ties=first) | f1(patience=10, min_delta=0.0, restore_best=true)",
        "val_loss(5) | val_loss(patience=5, min_delta=0.0, restore_best=true)",
        "loss(3, 1e-3, restore_best=false) | loss(patience=3, min_delta=0.001, restore_best=false)",
      })
  void isReadFromAnExpression(String text, String complete) {
    EarlyStopping rule = EarlyStopping.parse(text);
    assertThat(rule.expression()).isEqualTo(complete);
    assertThat(EarlyStopping.parse(complete)).isEqualTo(rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "loss(patiance=5) | early stopping has no parameter 'patiance'; did you mean 'patience'?",
        "loss(patience=0) | patience must be at least 1 but is 0",
        "loss(patience=1.5) | early stopping: patience must be a whole number but is '1.5'",
        "loss(ties=all) | early stopping: ties must be one of first, last but is 'all'",
        "loss(min_delta=inf) | a number must be finite but is inf",
        "loss(min_delta=-1) | min_delta must be a finite number ≥ 0 but is -1.0",
        "loss(monitor=f1) | early stopping: the parameter 'monitor' is given twice",
        "loss( | expected",
      })
  void wrongExpressionsAreRefused(String text, String message) {
    assertThatThrownBy(() -> EarlyStopping.parse(text))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void whatEpochsDoNotHaveCannotBeWatched() {
    assertThatThrownBy(() -> EarlyStopping.parse("acuracy").requireFit(epochs(METRICS, true)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "epochs have no 'acuracy'; did you mean 'accuracy'? They have loss, validation_loss,"
                + " accuracy, error_rate; a metric must be one of the plan's");
    assertThatThrownBy(() -> EarlyStopping.parse("val_loss").requireFit(epochs(METRICS, false)))
        .hasMessage(
            "there are no validation data, so epochs have no validation_loss; they have loss,"
                + " accuracy, error_rate");
    EarlyStopping.parse("accuracy").requireFit(epochs(METRICS, false));
  }

  /** The second half of the steps undoes the first: the rate's sign cannot, a huge rate can. */
  @ParameterizedTest
  @CsvSource({"true, 1", "false, 0"})
  void trainingEndsWithTheBestEpochIfAsked(boolean restore, int restored) {
    Matrix x = Matrix.of(new double[] {1});
    MatrixDataset data = new MatrixDataset(x, x);
    TrainingPlan plan =
        TrainingPlan.builder()
            .loss("mse")
            .optimizer("sgd(lr=1.1)")
            .epochs(30)
            .earlyStopping(new EarlyStopping("validation_loss", 4, 0, restore))
            .build();
    Network network = network();
    History history = new Trainer(plan).fit(network, data, data);

    assertThat(history.epochs()).hasSize(5);
    assertThat(history.restored()).isEqualTo(restored);
    assertThat(history.steps()).isEqualTo(5);
    assertThat(history.stopped())
        .startsWith("validation_loss has not improved for 4 epochs; the best was ")
        .endsWith(" in epoch 1");
    double now = new Evaluator(plan.loss()).evaluate(network, data).loss();
    assertThat(now)
        .isEqualTo(
            history.epochs().get(restore ? 0 : history.epochs().size() - 1).validationLoss());
  }

  @Test
  void theNumbersAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EarlyStopping("loss", 0, 0, true))
        .withMessage("patience must be at least 1 but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EarlyStopping("loss", 1, Double.NaN, true));
  }

  @ParameterizedTest
  @CsvSource({"1, there is one row", "3, all targets are equal"})
  void refusesAMetricThatIsUndefinedInEveryEpoch(int held, String reason) {
    Dataset train = new MatrixDataset(rows(6, 1), rows(6, 1));
    Dataset validation = new MatrixDataset(rows(held, 1), rows(held, 0));
    TrainingPlan plan =
        TrainingPlan.builder().loss("mse").optimizer("sgd").epochs(3).metric("r2").build();
    for (TrainingPlan watching :
        List.of(
            plan.withEarlyStopping(EarlyStopping.parse("r2")),
            plan.withStop(StopCriterion.NEVER.or(StopCriterion.when("r2 >= 0.9"))))) {
      assertThatThrownBy(() -> new Trainer(watching).fit(network(), train, validation))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith(
              "r2 is undefined on the validation data ("
                  + (held == 1 ? "1 sample" : held + " samples")
                  + "), whatever is predicted: "
                  + reason)
          .hasMessageEndingWith(
              "; hold more rows out (--validation 0.2), or watch validation_loss");
      assertThat(new Trainer(watching).fit(network(), train).epochs()).isNotEmpty();
      assertThatThrownBy(() -> new Trainer(watching).fit(network(), validation))
          .hasMessageContaining("on the training data (" + held + " sample")
          .hasMessageEndingWith("; watch loss");
    }
  }

  private static Matrix rows(int count, double step) {
    Matrix rows = Matrix.zeros(Precision.FLOAT32, count, 1);
    for (int r = 0; r < count; r++) {
      rows.set(r, 0, 0.1 + step * r);
    }
    return rows;
  }

  private static EpochMetrics epochs(List<Metric> metrics, boolean validated) {
    return new EpochMetrics(metrics, 10, validated, metric -> Optional.empty());
  }
}
