package org.nn4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nn4j.core.InputException;
import org.nn4j.core.training.Cancellation;
import org.nn4j.core.training.CancelledException;
import org.nn4j.experiment.Experiment;
import org.nn4j.experiment.Ranges;
import org.nn4j.experiment.SearchResult;

/** Compares searches on Spark with those of one machine. */
class SparkTrialsTest {
  private static final Ranges RANGES =
      new Ranges()
          .choice("layers", "8:relu", "16:tanh", "dropout(rate=0.3)")
          .logUniform("optimizer.lr", 1e-3, 1e3)
          .choice("batch", 16, 64);

  /** Texts, dates, numbers with gaps, and a column that is left out. */
  private static Experiment orders() {
    return Experiment.on(Sessions.file("orders.csv"))
        .target("returned")
        .with("ignore", List.of("order"))
        .with("test", 0.1)
        .with("text_inputs", 8)
        .with("optimizer", "adam")
        .with("epochs", 3)
        .seed(4);
  }

  private static SparkTrials spark() {
    return new SparkTrials(Sessions.local());
  }

  private static void assertSame(SearchResult found, SearchResult expected) {
    assertThat(found.trials()).isEqualTo(expected.trials());
    assertThat(found.judgedBy()).isEqualTo(expected.judgedBy());
    assertThat(found.best().settings()).isEqualTo(expected.best().settings());
  }

  @Test
  void trialsOnHeldOutRowsAreThoseOfOneMachine() {
    SearchResult found = orders().trialsBy(spark()).search(RANGES, 7);
    assertSame(found, orders().search(RANGES, 7));
    assertThat(found.trials()).hasSize(7);
  }

  @Test
  void trialsOnFoldsAreThoseOfOneMachine() {
    assertSame(orders().trialsBy(spark()).search(RANGES, 3, 3), orders().search(RANGES, 3, 3));
  }

  @Test
  void columnsMayBeSearched() {
    Experiment diabetes =
        Experiment.on(Sessions.file("diabetes.csv"))
            .target("progression")
            .with("layers", List.of("8:relu"))
            .with("shards", 4)
            .with("epochs", 2);
    Ranges columns = new Ranges().choice("ignore", "age", "bmi").choice("batch", 50, 80);
    assertSame(diabetes.trialsBy(spark()).gridSearch(columns), diabetes.gridSearch(columns));
  }

  @Test
  void failuresAreResultsWithTheSameReason() {
    Experiment iris = Experiment.on(Sessions.file("iris.csv")).target("species").with("epochs", 3);
    Ranges rates = new Ranges().choice("optimizer", "adam", "sgd(lr=1e30)");
    SearchResult found = iris.trialsBy(spark()).gridSearch(rates);
    assertSame(found, iris.gridSearch(rates));
    assertThat(found.trials().get(1).failure()).contains("diverged");
  }

  @Test
  void filesThatExecutorsDoNotReadAreNamed() {
    assertThatThrownBy(
            () ->
                orders()
                    .with("test", 0)
                    .with("validation", Sessions.file("orders.csv").toString())
                    .trialsBy(spark())
                    .search(RANGES, 2))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "validation: is a file, which executors do not read; give a part of the data, or folds");
  }

  @Test
  void cancelledSearchesEnd() {
    Cancellation cancellation = new Cancellation();
    cancellation.cancel();
    assertThatThrownBy(
            () ->
                orders()
                    .with("epochs", 100_000)
                    .listeners(cancellation)
                    .trialsBy(spark())
                    .search(RANGES, 2))
        .isInstanceOf(CancelledException.class)
        .hasMessageStartingWith("cancelled in trial 1 of 2");
  }
}
