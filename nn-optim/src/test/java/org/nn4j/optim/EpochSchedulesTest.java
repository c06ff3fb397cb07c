package org.nn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.api.LearningRateSchedule;

class EpochSchedulesTest {
  private static final double[] NO_STATE = {};

  static List<LearningRateSchedule> schedules() {
    return Parts.schedules();
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void isRebuiltOfItsParameters(LearningRateSchedule schedule) {
    assertThat(schedule.with(schedule.parameters())).isEqualTo(schedule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "cosine; 0.5",
        "linear(start_factor=1,end_factor=0,total_iters=0); 0.5",
        "polynomial(power=2); 0.25"
      })
  void zeroStandsForTheWholeRun(String expression, double half) {
    LearningRateSchedule schedule = Parts.schedule(expression);
    assertThat(schedule.rate(1, Parts.epoch(0, 8), NO_STATE)).isEqualTo(1);
    assertThat(schedule.rate(1, Parts.epoch(4, 8), NO_STATE)).isCloseTo(half, within(1e-15));
    assertThat(schedule.rate(1, Parts.epoch(8, 8), NO_STATE)).isCloseTo(0, within(1e-15));
  }

  @Test
  void sigmoidIsHalfInTheMiddle() {
    LearningRateSchedule falling = Parts.schedule("sigmoid(gamma=-0.5)");
    assertThat(falling.rate(3, Parts.epoch(4, 8), NO_STATE)).isEqualTo(1.5);
    LearningRateSchedule rising = Parts.schedule("sigmoid(gamma=2,step_size=3)");
    for (int epoch = 0; epoch < 8; epoch++) {
      assertThat(falling.rate(3, Parts.epoch(epoch, 8), NO_STATE))
          .isCloseTo(3 / (1 + Math.exp(0.5 * (epoch - 4))), within(1e-14));
      assertThat(rising.rate(1, Parts.epoch(epoch, 8), NO_STATE))
          .isCloseTo(1 / (1 + Math.exp(-2.0 * (epoch - 3))), within(1e-14));
    }
  }

  @Test
  void aSequenceStartsEachScheduleAnew() {
    Sequential schedule =
        new Sequential(
            List.of(new Linear(0.5, 1, 2), new Exponential(0.5), new Cosine()), List.of(2, 5));
    double[] expected = {0.5, 0.75, 1, 0.5, 0.25, 1, 0.75, 0.25};
    for (int epoch = 0; epoch < expected.length; epoch++) {
      assertThat(schedule.rate(1, Parts.epoch(epoch, 8), NO_STATE))
          .as("epoch %d", epoch)
          .isCloseTo(expected[epoch], within(1e-15));
    }
  }

  /** The inner sequence has the numbers of epochs that the outer one gives it. */
  @Test
  void sequencesNest() {
    Sequential inner = new Sequential(List.of(new Constant(), new Cosine()), List.of(1));
    Sequential outer = new Sequential(List.of(new Exponential(0.5), inner), List.of(2));
    double[] expected = {1, 0.5, 1, 1, 0.5};
    for (int epoch = 0; epoch < expected.length; epoch++) {
      assertThat(outer.rate(1, Parts.epoch(epoch, 5), NO_STATE))
          .as("epoch %d", epoch)
          .isCloseTo(expected[epoch], within(1e-15));
    }
  }

  @Test
  void aSequenceCountsStepsFromItsMilestones() {
    Sequential schedule =
        new Sequential(List.of(new Constant(), new Warmup(10, 0.5, new Constant())), List.of(2));
    assertThat(schedule.rate(1, Parts.epoch(1, 4), NO_STATE)).isEqualTo(1);
    assertThat(schedule.rate(1, Parts.epoch(2, 4), NO_STATE)).isEqualTo(0.5);
    assertThat(schedule.rate(1, Parts.epoch(3, 4), NO_STATE)).isEqualTo(1);
  }

  @Test
  void constantIsTheBaseRate() {
    assertThat(new Constant().rate(0.3, Parts.epoch(7, 9), NO_STATE)).isEqualTo(0.3);
  }

  @Test
  void piecewiseWithoutBoundariesHasARateForEachEpoch() {
    LearningRateSchedule schedule = new Piecewise(List.of(1.0 / 2, 1.0 / 3, 1.0 / 4), List.of());
    assertThat(rates(schedule, 5)).containsExactly(1.0 / 2, 1.0 / 3, 1.0 / 4, 1.0 / 4, 1.0 / 4);
  }

  @Test
  void piecewiseChangesAtItsBoundaries() {
    LearningRateSchedule schedule = Parts.schedule("piecewise(rates=[3,2,1],boundaries=[2,3])");
    assertThat(rates(schedule, 5)).containsExactly(3, 3, 2, 1, 1);
  }

  @Test
  void aRateHoldsThroughoutAnEpoch() {
    assertThat(new Exponential(0.5).rate(1, Parts.step(3, 9), NO_STATE)).isEqualTo(0.125);
    assertThat(new Exponential(0.5).rate(1, Parts.epoch(3, 9), NO_STATE)).isEqualTo(0.125);
  }

  @Test
  void restartsKeepTheirPeriodByDefault() {
    LearningRateSchedule schedule = new CosineWarmRestarts(3, 1, 0);
    double[] rates = rates(schedule, 7);
    assertThat(rates[3]).isEqualTo(rates[0]).isEqualTo(rates[6]);
    assertThat(rates[4]).isEqualTo(rates[1]).isCloseTo(0.7 * 0.75, within(1e-15));
  }

  private static double[] rates(LearningRateSchedule schedule, int epochs) {
    return IntStream.range(0, epochs)
        .mapToDouble(epoch -> schedule.rate(0.7, Parts.epoch(epoch, epochs), NO_STATE))
        .toArray();
  }
}
