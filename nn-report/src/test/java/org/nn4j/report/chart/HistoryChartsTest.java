package org.nn4j.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nn4j.core.gradcheck.StepSweep;
import org.nn4j.core.training.EpochResult;
import org.nn4j.report.figure.Figure;
import org.nn4j.report.figure.Line;
import org.nn4j.report.figure.Mark;
import org.nn4j.report.figure.Scale;

class HistoryChartsTest {
  private static EpochResult epoch(int number, double loss, double validation) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("accuracy", 0.5 + number / 10.0);
    metrics.put("mcc", -0.5 + number / 10.0);
    metrics.put("rmse", 50.0 - number);
    return new EpochResult(number, number, loss, validation, metrics, 0.1 / number, 1, 1);
  }

  private static List<EpochResult> epochs(double... losses) {
    return IntStream.range(0, losses.length)
        .mapToObj(i -> epoch(i + 1, losses[i], Math.abs(i - 1) + 0.5))
        .toList();
  }

  @Test
  void drawsBothLossesAndTellsWhereValidationIsLeast() {
    Figure loss = HistoryCharts.loss(epochs(2, 1, 0.5));

    assertThat(loss.marks()).extracting(Mark::name).containsExactly("training", "validation");
    assertThat(loss.summary())
        .isEqualTo(
            "The training loss falls from 2.0000 to 0.5000 in 3 epochs. The validation loss is"
                + " least, 0.5000, after epoch 2 and 1.5000 at the end.");
  }

  @Test
  void drawsNoValidationWhereThereIsNone() {
    Figure loss = HistoryCharts.loss(List.of(epoch(1, 2, Double.NaN)));

    assertThat(loss.marks()).hasSize(1);
    assertThat(loss.summary()).isEqualTo("The training loss stays at 2.0000 in 1 epoch.");
  }

  @Test
  void takesALogarithmicAxisWhereItHelps() {
    assertThat(HistoryCharts.loss(epochs(1, 0.9)).y().scale()).isEqualTo(Scale.LINEAR);
    assertThat(HistoryCharts.loss(epochs(1, 0.001)).y().scale()).isEqualTo(Scale.LOG);
    // A hinge loss may end at 0, which has no logarithm.
    assertThat(HistoryCharts.loss(epochs(1, 0)).y().scale()).isEqualTo(Scale.LINEAR);
  }

  @Test
  void drawsSharesTogetherAndMetricsWithUnitsApart() {
    List<Figure> figures = HistoryCharts.metrics(epochs(1, 2));

    assertThat(figures).extracting(Figure::id).containsExactly("metrics", "metric_rmse");
    assertThat(figures.get(0).marks()).extracting(Mark::name).containsExactly("accuracy", "mcc");
  }

  @Test
  void leavesOutErrorsOfZeroOnTheLogarithmicAxisOfAGradientCheck() {
    Figure figure =
        GradientCharts.sweep(
            List.of(new StepSweep.Row(1e-5, 0, 1e-9, 1e-12), new StepSweep.Row(1e-4, 1, 1, 1)));

    assertThat(((Line) figure.marks().get(0)).points().get(0).y()).isNaN();
    assertThat(figure.summary()).contains("1.00e-12 at a step of 1.00e-05");
  }
}
