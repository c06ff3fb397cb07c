package org.nn4j.report.chart;

import java.util.ArrayList;
import java.util.List;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.metric.ConfusionMatrix;
import org.nn4j.core.metric.LabelConfusion;
import org.nn4j.core.training.Evaluation;
import org.nn4j.report.figure.Axis;
import org.nn4j.report.figure.Cells;
import org.nn4j.report.figure.Figure;
import org.nn4j.report.figure.NumberText;
import org.nn4j.report.figure.Palette;

/** Figures of decisions about labels that do not exclude one another. */
public final class LabelCharts {
  private static final List<String> OUTCOMES = List.of("found", "missed", "wrong");

  private LabelCharts() {}

  /**
   * Returns the decisions by label, ROC, and precision and recall.
   *
   * @param labels the labels' names
   */
  public static List<Figure> all(Evaluation evaluation, List<String> labels) {
    List<Figure> figures = new ArrayList<>();
    figures.add(decisions(evaluation.withNames(labels).labelConfusion()));
    figures.addAll(ThresholdCharts.ofLabels(evaluation, labels));
    return figures;
  }

  /** Returns how often each label was found, missed and wrongly claimed, from the top down. */
  public static Figure decisions(LabelConfusion confusion) {
    int labels = confusion.labels().size();
    Matrix counts = Matrix.zeros(Precision.FLOAT64, labels, OUTCOMES.size());
    double most = 1;
    for (int k = 0; k < labels; k++) {
      ConfusionMatrix matrix = confusion.matrices().get(k);
      counts.set(k, 0, matrix.count(1, 1));
      counts.set(k, 1, matrix.support(1) - matrix.count(1, 1));
      counts.set(k, 2, matrix.count(0, 1));
      most = Math.max(most, Math.max(matrix.support(1), matrix.count(0, 1)));
    }
    return new Figure(
        "labels",
        "Decisions by label",
        NumberText.plain(sum(counts, 0))
            + " found, "
            + NumberText.plain(sum(counts, 1))
            + " missed, "
            + NumberText.plain(sum(counts, 2))
            + " wrongly claimed.",
        Axis.of("decision", OUTCOMES),
        Axis.of("label", confusion.labels()),
        List.of(new Cells("samples", counts, Palette.sequential(0, most), true)));
  }

  private static double sum(Matrix counts, int column) {
    double sum = 0;
    for (int k = 0; k < counts.rows(); k++) {
      sum += counts.get(k, column);
    }
    return Math.rint(sum * 100) / 100;
  }
}
