package org.nn4j.bench.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CurveTest {
  @Test
  void slopesAreThoseOfLogarithmicAxes() {
    Curve curve = new Curve("step", List.of(1, 2, 8, 16), List.of(3.0, 3.0, 12.0, 96.0));

    assertThat(curve.slope(0)).isNaN();
    assertThat(curve.slope(1)).isZero();
    assertThat(curve.slope(2)).isCloseTo(1, within(1e-12));
    assertThat(curve.slope(3)).isCloseTo(3, within(1e-12));
    assertThat(curve.steepest()).isEqualTo(3);
  }

  @Test
  void aStepAndAPredictionTakeTime() {
    Cost cost = new Cost(2, 4, 1);

    assertThat(cost.step(1)).isBetween(1e-9, 1.0);
    assertThat(cost.prediction()).isBetween(1e-9, 1.0);
  }
}
