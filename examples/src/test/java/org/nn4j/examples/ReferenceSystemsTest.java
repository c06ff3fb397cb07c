package org.nn4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.nn4j.core.activation.Relu;
import org.nn4j.core.activation.Sigmoid;
import org.nn4j.core.gradcheck.Difference;
import org.nn4j.core.gradcheck.GradientCheck;
import org.nn4j.core.gradcheck.StepSweep;
import org.nn4j.core.training.Minimizer;

/** The worked systems of the course, whose numbers must come out. */
class ReferenceSystemsTest {

  @Test
  void fivePointsAreLearntFromEverySeed() {
    List<FivePoints.Result> results =
        LongStream.rangeClosed(1, 20).mapToObj(FivePoints::train).toList();
    double[] losses = results.stream().mapToDouble(FivePoints.Result::loss).sorted().toArray();
    assertThat((losses[9] + losses[10]) / 2).as("median").isLessThan(1e-3);
    assertThat(losses[19]).as("worst").isLessThan(5e-3);
    for (FivePoints.Result result : results) {
      double[][] predictions = result.network().predict(FivePoints.POINTS).toRows();
      assertThat(predictions[0][0]).isGreaterThan(0.85);
      for (int i = 1; i < 5; i++) {
        assertThat(predictions[i][0]).isLessThan(0.15);
      }
    }
  }

  @Test
  void theBestOfTenRestartsSolvesTheFivePoints() {
    FivePoints.Result best = RandomRestarts.best(10, 1);
    assertThat(best.loss()).isLessThan(0.2);
    double[][] predictions = best.network().predict(FivePoints.POINTS).toRows();
    assertThat(predictions[0][0]).isGreaterThan(0.5);
    for (int i = 1; i < 5; i++) {
      assertThat(predictions[i][0]).isLessThan(0.5);
    }
  }

  @Test
  void threeListedRatesLeadToTheMinimum() {
    List<Minimizer.Point> points = GradientDescent.withListedRates().points();
    assertPoint(points.get(0), 6, 6, 0);
    assertPoint(points.get(1), 9, 3, -9);
    assertPoint(points.get(2), 8, 4, -12);
    assertPoint(points.get(3), 8, 4, -12);
  }

  @Test
  void aConstantRateComesCloseInTenSteps() {
    Minimizer.Path path = GradientDescent.withConstantRate();
    assertThat(path.points()).hasSizeLessThanOrEqualTo(11);
    assertThat(path.end().x().get(0)).isCloseTo(7.943505, within(5e-7));
    assertThat(path.end().x().get(1)).isCloseTo(4.056495, within(5e-7));
  }

  private static void assertPoint(Minimizer.Point point, double x1, double x2, double f) {
    assertThat(point.x().get(0)).isCloseTo(x1, within(1e-12));
    assertThat(point.x().get(1)).isCloseTo(x2, within(1e-12));
    assertThat(point.value()).isCloseTo(f, within(1e-12));
  }

  @Test
  void theChainOfScalarsHasTheGradientWorkedByHand() {
    ScalarChain chain = new ScalarChain(new Relu(), 1, 10);
    double[] w = {2, 2, 3};
    double[] gradient = new double[3];
    chain.gradient(w, gradient);
    assertThat(gradient).containsExactly(24, 24, 16);
    assertClose(Difference.FORWARD.gradient(chain, w, 1e-4), 24.0036, 24.0036, 16.0016);
    assertClose(Difference.BACKWARD.gradient(chain, w, 1e-4), 23.9964, 23.9964, 15.9984);
    assertClose(Difference.CENTRAL.gradient(chain, w, 1e-4), 24, 24, 16);
    assertThat(new GradientCheck().check(chain, w).passed()).isTrue();
  }

  private static void assertClose(double[] actual, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(1e-6));
    }
  }

  @Test
  void theErrorsOverTheStepsShowTheV() {
    List<StepSweep.Row> rows =
        StepSweep.run(new ScalarChain(new Sigmoid(), 1, 10), new double[] {2, 2, 3});
    assertThat(rows).hasSize(10);
    StepSweep.Row at1em5 = rows.get(5);
    assertThat(at1em5.step()).isEqualTo(1e-5);
    assertThat(at1em5.central()).isLessThan(at1em5.forward()).isLessThan(at1em5.backward());
    StepSweep.Row smallest = rows.get(0);
    StepSweep.Row largest = rows.get(9);
    assertThat(smallest.central()).as("rounding").isGreaterThan(100 * at1em5.central());
    assertThat(largest.central()).as("truncation").isGreaterThan(100 * at1em5.central());
    assertThat(smallest.forward()).isGreaterThan(rows.get(2).forward());
    assertThat(largest.forward()).isGreaterThan(rows.get(2).forward());
  }

  @Test
  void theLayerComesOutAsByHand() {
    LayerByHand.Result result = LayerByHand.compute();
    assertRow(result.z().toRows()[0], 1e-12, 1.25, 0, 0.25, -1.5);
    assertRow(result.z().toRows()[1], 1e-12, -2, -3.25, 1.55, 2.5);
    assertRow(result.a().toRows()[0], 0.005, 0.78, 0.50, 0.56, 0.18);
    assertRow(result.a().toRows()[1], 0.005, 0.12, 0.04, 0.82, 0.92);
  }

  private static void assertRow(double[] actual, double tolerance, double... expected) {
    assertThat(actual).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(tolerance));
    }
  }
}
