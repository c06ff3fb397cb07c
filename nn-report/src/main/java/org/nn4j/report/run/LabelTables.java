package org.nn4j.report.run;

import java.util.ArrayList;
import java.util.List;
import org.nn4j.api.Matrix;
import org.nn4j.core.metric.ConfusionMatrix;
import org.nn4j.core.metric.LabelConfusion;
import org.nn4j.core.training.Evaluation;
import org.nn4j.report.figure.NumberText;
import org.nn4j.report.page.PageTable;

/** The tables of a run's page about labels that do not exclude one another. */
final class LabelTables {
  private LabelTables() {}

  static PageTable scores(EvaluatedSplit part, List<String> labels) {
    Evaluation evaluation = part.evaluation();
    LabelConfusion confusion =
        LabelConfusion.of(evaluation.labelDecisions(), evaluation.labels(), evaluation.weights());
    List<List<String>> rows = new ArrayList<>();
    for (int k = 0; k < labels.size(); k++) {
      ConfusionMatrix matrix = confusion.matrices().get(k);
      rows.add(
          List.of(
              labels.get(k),
              RunTables.number(matrix.precision(1)),
              RunTables.number(matrix.recall(1)),
              RunTables.number(matrix.f1(1)),
              NumberText.plain(matrix.support(1)),
              NumberText.brief(evaluation.thresholds().get(k))));
    }
    return new PageTable(
        "Scores by label",
        List.of("label", "precision", "recall", "f1", "samples", "applies above"),
        rows,
        false);
  }

  static PageTable samples(List<EvaluatedSplit> parts, List<String> labels) {
    List<String> columns = new ArrayList<>(List.of("label"));
    List<Matrix> actual = new ArrayList<>();
    for (EvaluatedSplit part : parts) {
      columns.add(part.name());
      actual.add(part.evaluation().labels());
    }
    List<List<String>> rows = new ArrayList<>();
    for (int k = 0; k < labels.size(); k++) {
      List<String> row = new ArrayList<>(List.of(labels.get(k)));
      for (Matrix matrix : actual) {
        row.add(String.valueOf(count(matrix, k)));
      }
      rows.add(row);
    }
    return new PageTable("Samples by label", columns, rows, false);
  }

  private static int count(Matrix labels, int label) {
    int count = 0;
    for (int r = 0; r < labels.rows(); r++) {
      count += (int) labels.get(r, label);
    }
    return count;
  }
}
