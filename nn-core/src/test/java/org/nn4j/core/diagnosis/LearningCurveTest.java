package org.nn4j.core.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearningCurveTest {

  private static LearningCurve curve(double deviation, double... means) {
    List<LearningCurve.Point> points = new ArrayList<>();
    for (int i = 0; i < means.length; i++) {
      points.add(new LearningCurve.Point(100 << i, means[i], deviation, 4));
    }
    return new LearningCurve("1 − accuracy", points);
  }

  @Test
  void aPowerLawIsContinued() {
    LearningCurve curve = curve(0.002, 0.32, 0.32 / 1.25, 0.32 / 1.5625, 0.32 / 1.953125);

    LearningCurve.Power power = curve.power().orElseThrow();

    assertThat(power.exponent()).isCloseTo(Math.log(1.25) / Math.log(2), within(1e-12));
    assertThat(power.at(100)).isCloseTo(0.32, within(1e-12));
    assertThat(curve.advice())
        .isEqualTo("twice the rows would probably bring 1 − accuracy from 0.164 to about 0.131");
  }

  @Test
  void aCurveThatFlattensIsContinuedAsItEnds() {
    LearningCurve curve = curve(0.002, 0.3711, 0.2576, 0.1813, 0.1542);
    assertThat(curve.power().orElseThrow().exponent()).isGreaterThan(0.4);
    assertThat(curve.advice()).endsWith("from 0.154 to about 0.131");
  }

  @Test
  void aCurveThatHasEndedPromisesNothing() {
    LearningCurve flat = curve(0.01, 0.3, 0.2, 0.18, 0.179);
    assertThat(flat.power()).isEmpty();
    assertThat(flat.advice()).startsWith("more rows would hardly help: from 400 to 800 rows");
    assertThat(curve(0.05, 0.3, 0.25, 0.2, 0.17).advice())
        .as("a fall that is less than the deviation of the last")
        .contains("0.17");
  }

  @Test
  void aCurveThatIsNoneIsNotFitted() {
    assertThat(curve(0.001, 0.3, 0.1, 0.3, 0.2).power()).isEmpty();
    assertThat(curve(0.001, 0.3, 0.1, 0.3, 0.2).advice()).contains("too uneven to tell how much");
    assertThat(curve(0.001, 0.1, 0.2, 0.3).advice()).contains("more --repeats");
    assertThat(curve(0, 0.1, 0).power()).isEmpty();
    assertThat(curve(0, 0.1).advice()).contains("one size");
  }

  @Test
  void pointsHaveMeanAndDeviation() {
    LearningCurve.Point point = LearningCurve.Point.of(50, new double[] {0.1, 0.2, 0.3});
    assertThat(point.mean()).isCloseTo(0.2, within(1e-15));
    assertThat(point.deviation()).isCloseTo(0.1, within(1e-15));
    assertThat(LearningCurve.Point.of(50, new double[] {0.1}).deviation()).isZero();
  }
}
