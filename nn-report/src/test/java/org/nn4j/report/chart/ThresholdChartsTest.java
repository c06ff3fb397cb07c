package org.nn4j.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.training.Evaluation;
import org.nn4j.report.figure.Figure;
import org.nn4j.report.figure.Line;

class ThresholdChartsTest {
  private static final int CLASSES = 12;

  /** Classes of very different frequency, so that their areas and precisions rank otherwise. */
  private static Evaluation evaluation(long seed) {
    RandomStream random = new RandomStream(seed, "test");
    int rows = 400;
    Matrix scores = Matrix.zeros(Precision.FLOAT64, rows, CLASSES);
    Matrix classes = Matrix.zeros(Precision.FLOAT64, rows, 1);
    for (int r = 0; r < rows; r++) {
      int label = Math.min(random.nextInt(CLASSES), random.nextInt(CLASSES));
      classes.set(r, 0, label);
      for (int c = 0; c < CLASSES; c++) {
        scores.set(r, c, random.nextDouble() + (c == label ? 0.1 * (c % 5) : 0));
      }
    }
    return new Evaluation(0, scores, classes, scores, classes, null, List.of(0.5), true, List.of());
  }

  @Test
  void everyClassThatACaptionNamesIsDrawnInItsColour() {
    List<String> labels = IntStream.range(0, CLASSES).mapToObj(c -> "class" + c + ";").toList();
    for (long seed = 0; seed < 20; seed++) {
      for (Figure figure : ThresholdCharts.all(evaluation(seed), labels)) {
        List<String> drawn = figure.marks().stream().map(mark -> ((Line) mark).name()).toList();
        List<String> named = labels.stream().filter(figure.summary()::contains).toList();

        assertThat(named).hasSize(3);
        assertThat(drawn)
            .as(figure.id())
            .containsAll(named)
            .anyMatch(name -> name.endsWith(" others"));
      }
    }
  }

  @Test
  void fewClassesHaveTheSameColoursInBothFigures() {
    Evaluation all = evaluation(1);
    Matrix scores = all.scores().columns(0, 3);
    Matrix classes = all.classes();
    for (int r = 0; r < classes.rows(); r++) {
      classes.set(r, 0, classes.get(r, 0) % 3);
    }
    List<Figure> figures =
        ThresholdCharts.all(
            new Evaluation(
                0, scores, classes, scores, classes, null, List.of(0.5), true, List.of()),
            List.of("a", "b", "c"));

    for (Figure figure : figures) {
      assertThat(figure.marks().stream().map(mark -> ((Line) mark).name()))
          .containsSubsequence("a", "b", "c");
    }
  }
}
