package org.nn4j.core.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nn4j.api.Matrix;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.network.Network;
import org.nn4j.core.training.DivergenceException;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingPlan;

class RateSweepTest {

  private static TrainingPlan plan(String optimizer) {
    return TrainingPlan.builder()
        .loss("binary_cross_entropy")
        .optimizer(optimizer)
        .schedule("cosine")
        .epochs(1)
        .batch(16)
        .build();
  }

  private static Network network() {
    return Network.builder(3).seed(1).dense(16, "relu").dropout(0.1).dense(1, "sigmoid").build();
  }

  @ParameterizedTest
  @CsvSource({"sgd, 1e-2, 2", "adam, 1e-4, 1e-1", "'adamw(lr=7)', 1e-4, 1e-1"})
  void suggestsARateThatTrainsWell(String optimizer, double least, double most) {
    RateCurve curve = new RateSweep().run(plan(optimizer), network(), Blobs.data(200), 1);

    assertThat(curve.suggested()).isBetween(least, most);
    assertThat(curve.best()).isGreaterThanOrEqualTo(curve.suggested());
  }

  @Test
  void ratesGrowGeometricallyFromTheFirstToTheLast() {
    List<RateCurve.Point> points =
        new RateSweep(1e-7, 1e-4, 31).run(plan("sgd"), network(), Blobs.data(100), 1).points();

    assertThat(points).hasSize(31);
    assertThat(points.get(0).rate()).isEqualTo(1e-7);
    assertThat(points.get(10).rate()).isCloseTo(1e-6, within(1e-18));
    assertThat(points.get(30).rate()).isCloseTo(1e-4, within(1e-16));
  }

  /** The first loss is that of the network as it was given, before any step. */
  @Test
  void theNetworkIsLeftAlone() {
    Network network = network();
    String before = network.parameters().sha256();
    RateSweep sweep = new RateSweep();

    RateCurve first = sweep.run(plan("sgd"), network, Blobs.data(100), 1);

    assertThat(network.parameters().sha256()).isEqualTo(before);
    assertThat(sweep.run(plan("sgd"), network, Blobs.data(100), 3)).isEqualTo(first);
  }

  @Test
  void endsWhereTheLossExplodes() {
    TrainingPlan plan = TrainingPlan.builder().loss("mse").optimizer("sgd").batch(16).build();
    Network network = Network.builder(3).seed(1).dense(16, "relu").dense(1, "identity").build();

    RateCurve curve = new RateSweep(1e-5, 1e5, 100).run(plan, network, Blobs.data(200), 1);

    assertThat(curve.exploded()).isTrue();
    assertThat(curve.points()).hasSizeBetween(30, 80);
    assertThat(curve.suggested()).isBetween(1e-3, 1.0);
  }

  @Test
  void suggestsNothingWhereNothingIsLearnt() {
    Network dead = network();
    dead.parameters().value("layers.0.bias").fill(-50);
    dead.parameters().value("layers.2.bias").fill(0);
    Matrix y = Blobs.y(200);
    for (int i = 0; i < 200; i++) {
      y.set(i, 0, 0.5);
    }

    RateCurve curve = new RateSweep().run(plan("sgd"), dead, new MatrixDataset(Blobs.x(200), y), 1);

    assertThat(curve.suggested()).isNaN();
    assertThat(curve.best()).isNaN();
    assertThat(curve.exploded()).isFalse();
  }

  @Test
  void dataThatAreNotFiniteAreToldAndNotTakenForARate() {
    Matrix x = Blobs.x(20);
    x.fill(Double.NaN);
    Dataset data = new MatrixDataset(x, Blobs.y(20));
    assertThatThrownBy(() -> new RateSweep().run(plan("sgd"), network(), data, 1))
        .isInstanceOf(DivergenceException.class)
        .hasMessageContaining("the data, phase input");
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 100", "1, 0.1, 100", "1, 1, 100", "1e-3, 1, 19", "NaN, 1, 100"})
  void refusesASweepThatIsNone(double from, double to, int steps) {
    assertThatThrownBy(() -> new RateSweep(from, to, steps))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** A loss that falls by 1 around rate 1e-3, where a logistic curve is steepest. */
  @Test
  void theSteepestFallIsFoundInACurve() {
    List<Double> rates = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      double exponent = -6 + 0.06 * i;
      rates.add(StrictMath.pow(10, exponent));
      losses.add(2 - 1 / (1 + StrictMath.exp(-5 * (exponent + 3))));
    }
    RateCurve curve = RateCurve.of(rates, losses, 5, false);
    assertThat(StrictMath.log10(curve.suggested())).isCloseTo(-3, within(0.04));
    assertThat(curve.best()).isEqualTo(rates.get(99));
  }

  @Test
  void aSuggestedRateIsBetterThanOneFarAway() {
    RateCurve curve = new RateSweep().run(plan("sgd"), network(), Blobs.data(200), 1);
    double there = loss(curve.suggested());
    assertThat(there).isLessThan(loss(curve.suggested() / 100));
  }

  private static double loss(double rate) {
    TrainingPlan plan =
        TrainingPlan.builder()
            .loss("binary_cross_entropy")
            .optimizer("sgd(lr=" + rate + ")")
            .batch(16)
            .epochs(10)
            .build();
    return new Trainer(plan).fit(network(), Blobs.data(200)).last().loss();
  }

  @Test
  void aCurveIsALineForPeople() {
    List<RateCurve.Point> points =
        List.of(new RateCurve.Point(1e-7, 1, 1), new RateCurve.Point(0.5, 0.25, 0.25));
    assertThat(new RateCurve(points, true, 0.1, 0.5))
        .hasToString(
            "2 rates from 1.000e-07 to 0.5000, where the loss explodes; suggested 0.1000, least"
                + " loss at 0.5000");
    assertThat(new RateCurve(points, false, Double.NaN, Double.NaN))
        .hasToString(
            "2 rates from 1.000e-07 to 0.5000; none is suggested, as the loss does not fall");
    assertThat(new RateCurve(List.of(), true, Double.NaN, Double.NaN))
        .hasToString("no rate was tried");
  }
}
