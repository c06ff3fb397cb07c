package org.nn4j.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.OutputLink;
import org.nn4j.api.Precision;
import org.nn4j.api.math.NnMath;

/** A fused loss is the unfused one after the activation, and stays finite where that is not. */
class FusionTest {
  private static final int ROWS = 6;
  private static final int COLUMNS = 4;

  static Stream<Loss> fusing() {
    return Stream.of(new BinaryCrossEntropy(), new CategoricalCrossEntropy(), new KlDivergence());
  }

  @ParameterizedTest
  @MethodSource("fusing")
  void fusedIsUnfusedAfterTheActivation(Loss loss) {
    OutputLink link = loss instanceof BinaryCrossEntropy ? OutputLink.LOGISTIC : OutputLink.SOFTMAX;
    Loss fused = loss.fusedWith(link).orElseThrow();
    assertThat(fused.appliedLink()).isEqualTo(link);
    assertThat(fused.targetKind()).isEqualTo(loss.targetKind());

    Sample logits = Sample.of(fused, Precision.FLOAT64, ROWS, COLUMNS);
    Sample outputs = new Sample(loss, activate(link, logits.output()), logits.target());
    assertThat(logits.value()).isCloseTo(outputs.value(), within(1e-12));
    Matrix chained =
        LastDelta.of(
            link == OutputLink.SOFTMAX ? "softmax" : "sigmoid",
            outputs.output(),
            outputs.gradient());
    Matrix gradient = logits.gradient();
    for (int r = 0; r < ROWS; r++) {
      for (int c = 0; c < COLUMNS; c++) {
        assertThat(gradient.get(r, c)).isCloseTo(chained.get(r, c), within(1e-12));
      }
    }
  }

  @Test
  void nothingElseFuses() {
    for (Loss loss : Sample.losses()) {
      for (OutputLink link : OutputLink.values()) {
        boolean fuses =
            fusing().anyMatch(loss::equals)
                && link
                    == (loss instanceof BinaryCrossEntropy
                        ? OutputLink.LOGISTIC
                        : OutputLink.SOFTMAX);
        assertThat(loss.fusedWith(link).isPresent()).as("%s, %s", loss, link).isEqualTo(fuses);
      }
    }
  }

  @Test
  void softTargetsThatDoNotSumTo1ScaleTheSoftmax() {
    Matrix z = Matrix.of(new double[] {1, 2, -1});
    Matrix t = Matrix.of(new double[] {0.5, 0.25, 0});
    double[] p = Sample.softmax(new double[] {1, 2, -1});
    Matrix gradient = new Sample(new SoftmaxCrossEntropy(), z, t).gradient();
    for (int c = 0; c < 3; c++) {
      assertThat(gradient.get(0, c)).isCloseTo(0.75 * p[c] - t.get(0, c), within(1e-15));
    }
  }

  private static Matrix activate(OutputLink link, Matrix z) {
    double[][] rows = z.toRows();
    for (int r = 0; r < rows.length; r++) {
      if (link == OutputLink.SOFTMAX) {
        rows[r] = Sample.softmax(rows[r]);
      } else {
        for (int c = 0; c < rows[r].length; c++) {
          rows[r][c] = NnMath.sigmoid(rows[r][c]);
        }
      }
    }
    return Matrix.of(rows);
  }
}
