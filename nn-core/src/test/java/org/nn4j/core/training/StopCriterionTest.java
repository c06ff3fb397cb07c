package org.nn4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nn4j.api.Metric;
import org.nn4j.core.registry.Catalog;

class StopCriterionTest {
  private static History history(double... losses) {
    return history(losses, Double.NaN);
  }

  private static History history(double[] losses, double lastValidation) {
    History history = new History();
    for (int i = 0; i < losses.length; i++) {
      double validation = i == losses.length - 1 ? lastValidation : 9;
      history.add(new EpochResult(i + 1, i + 1, losses[i], validation, Map.of(), 0.1, 1, 1));
    }
    return history;
  }

  @Test
  void aSmallFallStopsAndSoDoesARise() {
    StopCriterion stop = StopCriterion.lossFallsByLessThan(0.1);
    assertThat(stop.reached(history(5))).as("one epoch has nothing to compare with").isFalse();
    assertThat(stop.reached(history(5, 4.5))).isFalse();
    assertThat(stop.reached(history(5, 4.9375))).isTrue();
    assertThat(stop.reached(history(5, 6))).isTrue();
    assertThat(stop.reached(history(5, 5, 4))).as("the last two count").isFalse();
    assertThat(StopCriterion.lossFallsByLessThan(0).reached(history(5, 5))).isFalse();
  }

  @Test
  void aTargetIsHeldAgainstTheWatchedLoss() {
    StopCriterion stop = StopCriterion.lossAtMost(0.5);
    assertThat(stop.reached(history(0.5))).isTrue();
    assertThat(stop.reached(history(0.6))).isFalse();
    assertThat(stop.reached(history(new double[] {0.1}, 0.6))).as("validation first").isFalse();
    assertThat(stop.reached(history(new double[] {0.9}, 0.4))).isTrue();
    assertThat(StopCriterion.NEVER.reached(history(0))).isFalse();
  }

  @Test
  void wrongBoundsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StopCriterion.lossFallsByLessThan(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> StopCriterion.lossAtMost(Double.NaN));
  }

  @Test
  void anEmptyHistoryHasNoLastEpoch() {
    History history = new History();
    assertThatThrownBy(history::last).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> history(1).epochs().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aConditionStopsOnceItHolds() {
    StopCriterion stop = StopCriterion.when(" accuracy>=9.7e-1");
    EpochResult below = new EpochResult(1, 1, 1, 1, Map.of("accuracy", 0.96), 1, 1, 1);
    EpochResult at = new EpochResult(2, 2, 1, 1, Map.of("accuracy", 0.97), 1, 1, 1);
    History history = new History();
    history.add(below);
    assertThat(stop.reached(history)).isFalse();
    history.add(at);
    assertThat(stop.reached(history)).isTrue();
    assertThat(stop.reason(history)).isEqualTo("accuracy >= 0.97 is reached");
    assertThat(StopCriterion.when("epoch >= 2").reached(history)).isTrue();
    assertThat(StopCriterion.when("epoch >= 3").reached(history)).isFalse();
    assertThat(StopCriterion.when("loss <= .5").reached(history(0.5))).isTrue();
    assertThat(StopCriterion.when("loss <= .5").reached(history(Double.NaN))).isFalse();
    assertThat(StopCriterion.when("val_loss <= 2").reached(history(new double[] {9}, 2))).isTrue();
  }

  @Test
  void conditionsThatCannotBeMeantAreRefused() {
    for (String text :
        List.of("", "accuracy", "accuracy > 1", ">= 3", "loss <= x", "loss <= NaN")) {
      assertThatThrownBy(() -> StopCriterion.when(text))
          .as(text)
          .hasMessageContaining("must have the form 'accuracy >= 0.97' or");
    }
    assertThatIllegalArgumentException().isThrownBy(() -> StopCriterion.when("loss <= 1e999"));
    List<Metric> metrics = List.of(Catalog.standard().create(Metric.class, "accuracy"));
    StopCriterion.when("accuracy >= 1").requireFit(epochs(metrics, false));
    StopCriterion.when("epoch >= 1").requireFit(epochs(List.of(), false));
    assertThatThrownBy(
            () -> StopCriterion.when("accuracy <= 0.9").requireFit(epochs(metrics, false)))
        .hasMessage(
            "'accuracy <= 0.9' asks for a bad accuracy, which is better the higher it is; write"
                + " accuracy >= 0.9");
    assertThatThrownBy(() -> StopCriterion.when("f1 >= 0.9").requireFit(epochs(metrics, true)))
        .hasMessageContaining("epochs have no 'f1'");
  }

  @Test
  void ofSeveralCriteriaOneIsEnoughAndTellsWhy() {
    StopCriterion either =
        StopCriterion.lossFallsByLessThan(0.1).or(StopCriterion.when("loss <= 2"));
    assertThat(either.reached(history(5, 4))).isFalse();
    assertThat(either.reached(history(5, 2))).isTrue();
    assertThat(either.reason(history(5, 2))).isEqualTo("loss <= 2 is reached");
    assertThat(either.reason(history(5, 4.95))).isEqualTo("the stop criterion is met");
    assertThatThrownBy(
            () ->
                StopCriterion.NEVER
                    .or(StopCriterion.when("f1 >= 1"))
                    .requireFit(epochs(List.of(), true)))
        .hasMessageContaining("epochs have no 'f1'");
  }

  private static EpochMetrics epochs(List<Metric> metrics, boolean validated) {
    return new EpochMetrics(metrics, 10, validated, metric -> Optional.empty());
  }

  @Test
  void aLongTextThatIsNoConditionIsRefusedAtOnce() {
    String blanks = " ".repeat(200_000);
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () ->
            assertThatThrownBy(() -> StopCriterion.when(blanks + "a" + "b".repeat(200_000)))
                .hasMessageContaining("a condition must have the form"));
  }
}
