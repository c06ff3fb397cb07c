package org.nn4j.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Task;
import org.nn4j.core.diagnosis.Finding;
import org.nn4j.core.metric.ConfusionMatrix;
import org.nn4j.core.metric.LabelConfusion;
import org.nn4j.core.metric.Predictions;
import org.nn4j.core.text.Words;
import org.nn4j.core.training.MetricValues;
import org.nn4j.experiment.training.EvaluationResult;
import org.nn4j.report.figure.NumberText;

/** Renders how well a network does. */
public final class EvaluationReport {
  private EvaluationReport() {}

  /** Returns the metrics and, for classes and labels, the decisions and the scores of each. */
  public static String text(EvaluationResult result) {
    String head =
        "metrics on "
            + Words.count(result.samples(), "sample")
            + " ("
            + result.part()
            + (result.chosenBy().isEmpty() ? ")" : ", chosen by)")
            + positive(result)
            + threshold(result)
            + "\n";
    return head
        + metrics(result.values())
        + quantiles(result)
        + chosenBy(result)
        + decisions(result.confusion(), result.labels());
  }

  private static String metrics(MetricValues values) {
    TextTable table = new TextTable(1);
    List<String> reasons = new ArrayList<>();
    values
        .values()
        .forEach(
            (name, value) -> {
              table.row("  " + values.title(name), number(values, name));
              String reason = values.reasons().get(name);
              reasons.add(reason == null ? "" : " (" + reason + ")");
            });
    List<String> lines = table.toString().lines().toList();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      text.append(lines.get(i)).append(reasons.get(i)).append('\n');
    }
    return text.toString();
  }

  /** Tells of quantiles which share of the targets is not above them, which should be the level. */
  private static String quantiles(EvaluationResult result) {
    TextTable table = new TextTable(1);
    shares(result)
        .forEach((level, share) -> table.row("  at most q" + level, NumberText.brief(share)));
    return table.toString();
  }

  private static Map<Double, Double> shares(EvaluationResult result) {
    return result.task() == Task.REGRESSION ? result.evaluation().quantileCoverage() : Map.of();
  }

  /** Returns a value, or that it is undefined. */
  static String number(MetricValues values, String name) {
    return values.undefined().containsKey(name)
        ? "undefined"
        : NumberText.brief(values.values().getOrDefault(name, Double.NaN));
  }

  /** Names the positive class, if a metric is about it alone. */
  private static String positive(EvaluationResult result) {
    boolean binary =
        result.values().titles().values().stream().anyMatch(t -> t.contains("(binary"));
    return binary && result.positive() != null ? ", positive '" + result.positive() + "'" : "";
  }

  /** Warns of metrics on samples by which training made choices. */
  private static String chosenBy(EvaluationResult result) {
    List<String> settings = result.chosenBy();
    return settings.isEmpty()
        ? ""
        : Wrap.indented(
            String.join(" and ", settings)
                + " chose by these samples, so the metrics flatter the model; hold a test set out to"
                + " judge it by: --test 0.2",
            2);
  }

  /** Lays out the decisions about classes or labels, after an empty line; nothing of numbers. */
  static String decisions(@Nullable ConfusionMatrix confusion, @Nullable LabelConfusion labels) {
    if (labels != null) {
      return "\n" + indent(Decisions.text(labels));
    }
    return confusion == null ? "" : "\n" + indent(Decisions.text(confusion));
  }

  /** Returns the thresholds of two classes or of labels, unless all are 0.5. */
  private static String threshold(EvaluationResult result) {
    List<Double> thresholds = result.evaluation().thresholds();
    if (thresholds.stream().allMatch(threshold -> threshold == Predictions.EVEN)) {
      return "";
    }
    ConfusionMatrix confusion = result.confusion();
    LabelConfusion labels = result.labels();
    List<String> names =
        labels != null
            ? labels.labels()
            : confusion != null ? confusion.labels().subList(1, 2) : List.of();
    return names.isEmpty() ? "" : ", " + above(names, thresholds);
  }

  /** Returns above which probability each of several labels is predicted. */
  static String above(List<String> names, List<Double> thresholds) {
    List<String> texts = new ArrayList<>();
    for (int k = 0; k < names.size(); k++) {
      texts.add("'" + names.get(k) + "' above " + NumberText.brief(thresholds.get(k)));
    }
    return String.join(", ", texts);
  }

  static String indent(String lines) {
    return lines
        .lines()
        .map(line -> ("  " + line).stripTrailing() + "\n")
        .reduce("", String::concat);
  }

  /**
   * Adds the keys {@code task}, {@code metrics}, {@code undefined} with why metrics are null,
   * {@code quantile_coverage} with the share of targets that are at most a quantile and, for
   * classes, {@code confusion_matrix}, {@code labels} and, for two, {@code positive} and {@code
   * threshold}; for labels {@code confusion_matrices}, {@code labels} and {@code thresholds}, one
   * of each for every label.
   */
  public static void json(EvaluationResult result, Map<String, Object> document) {
    document.put("task", Words.of(result.task()));
    document.put("evaluated_on", result.part());
    document.put("samples", result.samples());
    document.put("metrics", result.values().values());
    putUndefined(result.values().reasons(), document);
    Map<String, Double> shares = new LinkedHashMap<>();
    shares(result).forEach((level, s) -> shares.put("" + level, s));
    if (!shares.isEmpty()) {
      document.put("quantile_coverage", shares);
    }
    ConfusionMatrix confusion = result.confusion();
    if (confusion != null) {
      document.put("confusion_matrix", counts(confusion));
      document.put("labels", confusion.labels());
      if (confusion.classes() == 2) {
        document.put("positive", result.positive());
        document.put("threshold", result.evaluation().thresholds().get(0));
      }
    }
    LabelConfusion labels = result.labels();
    if (labels != null) {
      json(labels, document);
      document.put("thresholds", result.evaluation().thresholds());
    }
  }

  /** Returns what is likely wrong as JSON holds it. */
  public static Map<String, Object> finding(Finding finding) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", Words.of(finding.kind()));
    map.put("subject", finding.subject());
    map.put("message", finding.message());
    return map;
  }

  /** Adds the key {@code undefined}, why metrics are null, if one is. */
  static void putUndefined(Map<String, String> reasons, Map<String, Object> document) {
    if (!reasons.isEmpty()) {
      document.put("undefined", reasons);
    }
  }

  static void json(LabelConfusion labels, Map<String, Object> document) {
    document.put(
        "confusion_matrices", labels.matrices().stream().map(EvaluationReport::counts).toList());
    document.put("labels", labels.labels());
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
