package org.nn4j.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nn4j.cli.run.Judgement;
import org.nn4j.cli.run.Words;
import org.nn4j.core.metric.ConfusionMatrix;
import org.nn4j.core.metric.Predictions;
import org.nn4j.report.figure.Numbers;

/** Renders how well a network does. */
public final class JudgementReport {
  private JudgementReport() {}

  /** Returns the metrics and, for classes, the confusion matrix and the scores by class. */
  public static String text(Judgement judgement) {
    TextTable table = new TextTable(1);
    judgement.metrics().forEach((name, value) -> table.row("  " + name, Numbers.brief(value)));
    String head =
        "metrics on "
            + Numbers.count(judgement.samples(), "sample")
            + " ("
            + judgement.part()
            + ")"
            + threshold(judgement)
            + "\n";
    ConfusionMatrix confusion = judgement.confusion();
    return confusion == null
        ? head + table
        : head + table + "\n" + indent(confusion.toString()) + "\n" + indent(confusion.report());
  }

  /** Tells where two classes are divided, if that is not in the middle. */
  private static String threshold(Judgement judgement) {
    ConfusionMatrix confusion = judgement.confusion();
    double threshold = judgement.evaluation().threshold();
    return confusion == null || threshold == Predictions.EVEN
        ? ""
        : ", '" + confusion.labels().get(1) + "' above " + Numbers.brief(threshold);
  }

  static String indent(String lines) {
    return lines.lines().map(line -> "  " + line.stripTrailing() + "\n").reduce("", String::concat);
  }

  /**
   * Adds the keys {@code task}, {@code metrics} and, for classes, {@code confusion_matrix}, {@code
   * labels} and, for two, {@code threshold}.
   */
  public static void json(Judgement judgement, Map<String, Object> document) {
    document.put("task", Words.of(judgement.task()));
    document.put("evaluated_on", judgement.part());
    document.put("samples", judgement.samples());
    document.put("metrics", judgement.metrics());
    ConfusionMatrix confusion = judgement.confusion();
    if (confusion != null) {
      document.put("confusion_matrix", counts(confusion));
      document.put("labels", confusion.labels());
      if (confusion.classes() == 2) {
        document.put("threshold", judgement.evaluation().threshold());
      }
    }
  }

  static List<List<Number>> counts(ConfusionMatrix confusion) {
    List<List<Number>> rows = new ArrayList<>();
    for (int actual = 0; actual < confusion.classes(); actual++) {
      List<Number> row = new ArrayList<>();
      for (int predicted = 0; predicted < confusion.classes(); predicted++) {
        double count = confusion.count(actual, predicted);
        row.add(count == Math.rint(count) ? (Number) (long) count : count);
      }
      rows.add(row);
    }
    return rows;
  }
}
