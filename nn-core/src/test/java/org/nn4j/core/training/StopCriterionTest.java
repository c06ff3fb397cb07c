package org.nn4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

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
}
