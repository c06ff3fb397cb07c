package org.nn4j.core.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;

/** Counts, scores with their undefined cases, and the rendering. */
class ConfusionMatrixTest {
  private static final int[] ACTUAL = {0, 0, 0, 1, 1, 2, 2, 2, 2};
  private static final int[] PREDICTED = {0, 0, 1, 1, 2, 2, 2, 2, 0};
  private static final ConfusionMatrix THREE = ConfusionMatrix.of(ACTUAL, PREDICTED, 3);

  @Test
  void rowsAreActualAndColumnsPredicted() {
    assertThat(THREE.count(0, 1)).isEqualTo(1);
    assertThat(THREE.count(1, 0)).isZero();
    assertThat(THREE.count(2, 0)).isEqualTo(1);
    assertThat(THREE.count(2, 2)).isEqualTo(3);
    assertThat(THREE.support(2)).isEqualTo(4);
    assertThat(THREE.predicted(0)).isEqualTo(3);
    assertThat(THREE.total()).isEqualTo(9);
  }

  @Test
  void scoresAreThoseByHand() {
    assertThat(THREE.accuracy()).isCloseTo(6.0 / 9, within(1e-15));
    assertThat(THREE.precision(0)).isCloseTo(2.0 / 3, within(1e-15));
    assertThat(THREE.recall(1)).isCloseTo(1.0 / 2, within(1e-15));
    assertThat(THREE.f1(2)).isCloseTo(6.0 / 8, within(1e-15));
    assertThat(THREE.precision(Average.MACRO))
        .isCloseTo((2.0 / 3 + 1.0 / 2 + 3.0 / 4) / 3, within(1e-15));
    assertThat(THREE.recall(Average.WEIGHTED)).isCloseTo(6.0 / 9, within(1e-15));
    assertThat(THREE.f1(Average.MICRO)).isCloseTo(6.0 / 9, within(1e-15));
  }

  @Test
  void weightsAreCounted() {
    Matrix output = Matrix.of(new double[] {0.9, 0.1}, new double[] {0.2, 0.8});
    Matrix target = Matrix.of(new double[] {0}, new double[] {0});
    ConfusionMatrix matrix =
        ConfusionMatrix.of(output, target, Matrix.of(new double[] {2.5}, new double[] {0.5}));
    assertThat(matrix.count(0, 0)).isEqualTo(2.5);
    assertThat(matrix.count(0, 1)).isEqualTo(0.5);
    assertThat(matrix.accuracy()).isCloseTo(2.5 / 3, within(1e-15));
  }

  @Test
  void oneClassOnlyLeavesTheOthersAtZero() {
    ConfusionMatrix matrix = ConfusionMatrix.of(new int[] {1, 1}, new int[] {1, 1}, 3);
    assertThat(matrix.accuracy()).isEqualTo(1);
    assertThat(matrix.precision(0)).isZero();
    assertThat(matrix.recall(0)).isZero();
    assertThat(matrix.f1(0)).isZero();
    assertThat(matrix.precision(Average.MACRO)).as("absent classes are left out").isEqualTo(1);
    assertThat(matrix.balancedAccuracy()).isEqualTo(1);
    assertThat(matrix.mcc()).isZero();
  }

  @Test
  void aClassThatIsOnlyPredictedCountsInTheMacroAverage() {
    ConfusionMatrix matrix = ConfusionMatrix.of(new int[] {1, 1}, new int[] {1, 2}, 3);
    assertThat(matrix.precision(Average.MACRO)).isEqualTo(0.5);
    assertThat(matrix.recall(Average.MACRO)).isEqualTo(0.25);
    assertThat(matrix.balancedAccuracy()).isEqualTo(0.5);
    assertThat(matrix.recall(Average.WEIGHTED)).isEqualTo(0.5);
  }

  @ParameterizedTest
  @EnumSource(Average.class)
  void withoutSamplesEverythingIsUndefined(Average average) {
    ConfusionMatrix empty = ConfusionMatrix.of(new int[0], new int[0], 2);
    assertThat(
            new double[] {
              empty.accuracy(),
              empty.balancedAccuracy(),
              empty.mcc(),
              empty.precision(0),
              empty.precision(average),
              empty.recall(average),
              empty.f1(average)
            })
        .containsOnly(Double.NaN);
  }

  @Test
  void undecidedSamplesAreWrongForTheirClassOnly() {
    Matrix output =
        Matrix.of(new double[] {1, 0}, new double[] {Double.NaN, 1}, new double[] {0, 1});
    Matrix target = Matrix.of(new double[] {0}, new double[] {1}, new double[] {1});
    ConfusionMatrix matrix = ConfusionMatrix.of(output, target, null);
    assertThat(matrix.undecided(1)).isEqualTo(1);
    assertThat(matrix.accuracy()).isCloseTo(2.0 / 3, within(1e-15));
    assertThat(matrix.recall(1)).isEqualTo(0.5);
    assertThat(matrix.precision(1)).isEqualTo(1);
    assertThat(matrix.mcc()).isCloseTo(3 / Math.sqrt(4 * 6), within(1e-15));
    assertThat(matrix.toString()).contains("(none)");
    assertThat(THREE.toString()).doesNotContain("(none)");
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0, 0",
    "0.50001, 0, 1",
    "0, 0, 0",
    "NaN, 0, -1",
    "0.3, 0.7, 1",
    "0.5, 0.5, 0",
    "NaN, 0.7, -1",
    "0.7, NaN, -1"
  })
  void argmaxTakesTheGreatestAndTheLowestOfEqualOnes(double first, double second, int expected) {
    boolean single = second == 0;
    for (Precision precision : Precision.values()) {
      Matrix output =
          single
              ? Matrix.of(precision, new double[] {first})
              : Matrix.of(precision, new double[] {first, second});
      assertThat(Predictions.argmax(output, 0)).isEqualTo(expected);
    }
  }

  @Test
  void rendersAnAlignedTable() {
    assertThat(THREE.withLabels(List.of("setosa", "versicolor", "virginica")))
        .hasToString(
            """
            actual \\ predicted  setosa  versicolor  virginica
            setosa                   2           1          0
            versicolor               0           1          1
            virginica                1           0          3
            """);
    assertThat(THREE.report())
        .isEqualTo(
            """
            class             precision  recall      f1  support
            0                    0.6667  0.6667  0.6667        3
            1                    0.5000  0.5000  0.5000        2
            2                    0.7500  0.7500  0.7500        4
            macro average        0.6389  0.6389  0.6389        9
            micro average        0.6667  0.6667  0.6667        9
            weighted average     0.6667  0.6667  0.6667        9
            """);
  }

  @Test
  void reportsLabels() {
    Matrix output =
        Matrix.of(
            new double[] {0.9, 0.9, 0.1},
            new double[] {0.8, 0.2, 0.5},
            new double[] {0.3, 0.7, 0.2},
            new double[] {0.2, 0.6, 0.9});
    Matrix target =
        Matrix.of(
            new double[] {1, 1, 0},
            new double[] {1, 0, 1},
            new double[] {1, 0, 0},
            new double[] {0, 1, 1});
    Matrix weights =
        Matrix.of(new double[] {1}, new double[] {2}, new double[] {0.5}, new double[] {1});
    LabelConfusion confusion =
        LabelConfusion.of(output, target, weights).withLabels(List.of("a", "b", "c"));
    assertThat(confusion.report())
        .isEqualTo(
            """
            label             found  missed  wrong  precision  recall      f1  support
            a                     3    0.50      0     1.0000  0.8571  0.9231     3.50
            b                     2       0   0.50     0.8000  1.0000  0.8889        2
            c                     1       2      0     1.0000  0.3333  0.5000        3
            macro average         6    2.50   0.50     0.9333  0.7302  0.7707     8.50
            micro average         6    2.50   0.50     0.9231  0.7059  0.8000     8.50
            weighted average      6    2.50   0.50     0.9529  0.7059  0.7657     8.50
            """);
  }

  @Test
  void clipsLabelsToKeepWithinAHundredColumns() {
    int[] classes = IntStream.range(0, 12).toArray();
    ConfusionMatrix matrix = ConfusionMatrix.of(classes, classes, 12);
    String text =
        matrix.withLabels(Collections.nCopies(12, "a rather long name of a class")).toString();
    assertThat(text.lines()).allMatch(line -> line.length() <= 100).hasSize(13);
    assertThat(text).contains("a r…").doesNotContain("a rather");
    String fits = "x".repeat(24);
    assertThat(
            ConfusionMatrix.of(classes, classes, 12)
                .withLabels(Collections.nCopies(12, fits))
                .report())
        .contains(fits);
  }

  @Test
  void rejectsWhatDoesNotFit() {
    Matrix output = Matrix.of(new double[] {0.9, 0.1}, new double[] {0.2, 0.8});
    Matrix target = Matrix.of(new double[] {0}, new double[] {1});
    assertMessage(
        () -> ConfusionMatrix.of(output, Matrix.of(new double[] {0}), null),
        "metric: targets must be one class index a row, but outputs are 2×2 and targets 1×1");
    assertMessage(
        () -> ConfusionMatrix.of(output, Matrix.of(new double[] {0}, new double[] {2}), null),
        "metric: the class of sample 1 must be a whole number from 0 to 1 but is 2.0");
    assertMessage(
        () -> ConfusionMatrix.of(output, Matrix.of(new double[] {0.5}, new double[] {1}), null),
        "metric: the class of sample 0 must be a whole number from 0 to 1 but is 0.5");
    assertMessage(
        () -> ConfusionMatrix.of(output, target, Matrix.of(new double[] {1, 1})),
        "metric: sample weights must be 2×1 but are 1×2");
    assertMessage(
        () -> ConfusionMatrix.of(output, target, Matrix.of(new double[] {1}, new double[] {-1})),
        "metric: the weight of sample 1 must be a finite number ≥ 0 but is -1.0");
    assertMessage(
        () -> ConfusionMatrix.of(new int[1], new int[2], 2),
        "confusion matrix: 1 actual classes but 2 predicted ones");
    assertMessage(
        () -> THREE.withLabels(Arrays.asList("a", "b")),
        "confusion matrix: 2 labels for 3 classes");
  }

  private static void assertMessage(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
