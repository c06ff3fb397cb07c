package org.nn4j.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.metric.ConfusionMatrix;
import org.nn4j.core.metric.LabelConfusion;

class DecisionsTest {
  /** Three samples a class; every seventh class is taken for the next, once or twice. */
  private static ConfusionMatrix confusion(int classes) {
    int[] actual = IntStream.range(0, 3 * classes).map(i -> i / 3).toArray();
    int[] predicted =
        IntStream.range(0, actual.length)
            .map(i -> actual[i] % 7 == 0 && i % 3 <= actual[i] / 7 % 2 ? actual[i] + 1 : actual[i])
            .map(k -> Math.min(k, classes - 1))
            .toArray();
    return ConfusionMatrix.of(actual, predicted, classes)
        .withLabels(IntStream.range(0, classes).mapToObj(k -> "town-" + k).toList());
  }

  @Test
  void fewClassesAreShownAll() {
    ConfusionMatrix confusion = confusion(20);

    assertThat(Decisions.text(confusion)).isEqualTo(confusion + "\n" + confusion.report());
  }

  @Test
  void ofManyClassesThoseAreShownThatAreMostConfused() {
    String text = Decisions.text(confusion(1400));

    assertThat(text.lines()).hasSizeLessThan(40).allMatch(line -> line.length() <= 80);
    assertThat(text.lines())
        .contains(
            "most confused: actual  predicted  samples",
            "town-7                 town-8           2",
            "all 1400 classes: --json")
        .anyMatch(line -> line.matches("town-7 +1\\.0000 +0\\.3333 +0\\.5000 +3"));
  }

  @Test
  void nothingConfusedIsSaidToBe() {
    int[] right = IntStream.range(0, 30).toArray();

    assertThat(Decisions.text(ConfusionMatrix.of(right, right, 30)))
        .startsWith("no class is taken for another\n");
  }

  @Test
  void ofManyLabelsTheWorstAreShown() {
    int labels = 500;
    Matrix actual = Matrix.zeros(Precision.FLOAT32, 4, labels);
    Matrix predicted = Matrix.zeros(Precision.FLOAT32, 4, labels);
    for (int k = 0; k < labels; k++) {
      actual.set(k % 4, k, 1);
      predicted.set(k % 4, k, k == 321 ? 0 : 1);
    }

    String text = Decisions.text(LabelConfusion.of(predicted, actual, null));

    assertThat(text.lines()).hasSizeLessThan(20);
    assertThat(text.lines().skip(1).findFirst().orElseThrow())
        .startsWith("321 ")
        .contains("0.0000");
    assertThat(text).contains("macro average", "all 500 labels: --json");
  }
}
