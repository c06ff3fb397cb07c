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
