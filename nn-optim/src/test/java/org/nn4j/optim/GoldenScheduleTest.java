package org.nn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.api.LearningRateSchedule;
import tools.jackson.databind.JsonNode;

class GoldenScheduleTest {
  private static final JsonNode GOLDEN = Golden.read(Golden.folder().resolve("schedules.json"));

  static Stream<String> schedules() {
    return GOLDEN.propertyNames().stream();
  }

  @Test
  void theFileHoldsEverySchedule() {
    assertThat(schedules()).hasSizeGreaterThanOrEqualTo(9);
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void followsPyTorch(String expression) {
    JsonNode golden = GOLDEN.get(expression);
    double baseRate = golden.get("base_lr").doubleValue();
    double[] rates = Golden.numbers(golden.get("lr"));
    LearningRateSchedule schedule = Parts.schedule(expression);
    double[] state = new double[schedule.stateSize()];
    schedule.initialise(state);
    for (int epoch = 0; epoch < rates.length; epoch++) {
      assertThat(schedule.rate(baseRate, Parts.epoch(epoch, rates.length), state))
          .as("epoch %d", epoch)
          .isCloseTo(rates[epoch], withinPercentage(1e-10));
      if (golden.has("metric")) {
        schedule.observe(golden.get("metric").get(epoch).doubleValue(), state);
      }
    }
  }
}
