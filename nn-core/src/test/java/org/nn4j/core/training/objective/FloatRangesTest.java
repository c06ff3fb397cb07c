package org.nn4j.core.training.objective;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Both precisions, on numbers that either holds exactly. */
class FloatRangesTest {

  @Test
  void penaltiesAreAddedToTheGradientsThatBelongToThem() {
    float[] g = {1, 1, 1, 1, 1};
    FloatRanges.penalize(new float[] {9, -2, 0, 4, 9}, 1, 4, 0.5f, 0.25f, g, -1);
    assertThat(g).containsExactly(1 - 0.5f - 0.5f, 1, 1 + 0.5f + 1, 1, 1);
    double[] wide = {1, 1, 1, 1, 1};
    DoubleRanges.penalize(new double[] {9, -2, 0, 4, 9}, 1, 4, 0.5, 0.25, wide, -1);
    assertThat(wide).containsExactly(1 - 0.5 - 0.5, 1, 1 + 0.5 + 1, 1, 1);
  }

  @Test
  void magnitudesAndSquaresAreOfTheRange() {
    float[] x = {100, -2, 0.5f, 3, 100};
    assertThat(FloatRanges.magnitudes(x, 1, 4)).isEqualTo(5.5);
    assertThat(FloatRanges.squares(x, 1, 4)).isEqualTo(13.25);
    double[] wide = {100, -2, 0.5, 3, 100};
    assertThat(DoubleRanges.magnitudes(wide, 1, 4)).isEqualTo(5.5);
    assertThat(DoubleRanges.squares(wide, 1, 4)).isEqualTo(13.25);
  }
}
