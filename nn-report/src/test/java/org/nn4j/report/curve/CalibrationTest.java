package org.nn4j.report.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nn4j.api.Matrix;

class CalibrationTest {
  @Test
  void comparesTheProbabilityOfTheSecondOfTwoClassesWithItsShare() {
    Matrix scores =
        Matrix.of(new double[] {0.72}, new double[] {0.78}, new double[] {0.1}, new double[] {1.0});
    Matrix classes =
        Matrix.of(new double[] {1}, new double[] {0}, new double[] {0}, new double[] {1});
    Calibration calibration = Calibration.of(scores, classes, null);

    assertThat(calibration.bins())
        .containsExactly(
            new Calibration.Bin(0.1, 0, 0.25),
            new Calibration.Bin(0.75, 0.5, 0.5),
            new Calibration.Bin(1, 1, 0.25));
    assertThat(calibration.error()).isCloseTo(0.25 * 0.1 + 0.5 * 0.25, within(1e-15));
  }

  @Test
  void looksAtTheDecisionWhereThereAreMoreClasses() {
    Matrix scores = Matrix.of(new double[] {0.2, 0.6, 0.2}, new double[] {0.3, 0.1, 0.6});
    Matrix classes = Matrix.of(new double[] {1}, new double[] {0});
    Matrix weights = Matrix.of(new double[] {3}, new double[] {1});

    List<Calibration.Bin> bins = Calibration.of(scores, classes, weights).bins();
    assertThat(bins).hasSize(1);
    assertThat(bins.get(0).probability()).isCloseTo(0.6, within(1e-15));
    assertThat(bins.get(0).frequency()).isEqualTo(0.75);
  }

  @Test
  void leavesOutNaN() {
    Matrix scores = Matrix.of(new double[] {Double.NaN});
    assertThat(Calibration.of(scores, Matrix.of(new double[] {0}), null).bins()).isEmpty();
  }
}
