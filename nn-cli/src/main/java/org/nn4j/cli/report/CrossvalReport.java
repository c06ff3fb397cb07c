package org.nn4j.cli.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Task;
import org.nn4j.core.crossval.CrossValidationResult.FoldScores;
import org.nn4j.core.crossval.CrossValidationResult.Summary;
import org.nn4j.core.data.split.Fold;
import org.nn4j.core.data.split.Folds;
import org.nn4j.core.metric.ConfusionMatrix;
import org.nn4j.core.metric.LabelConfusion;
import org.nn4j.core.text.Words;
import org.nn4j.core.training.MetricValues;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.config.TrainingSettings;
import org.nn4j.experiment.crossval.CrossValidationOutcome;
import org.nn4j.experiment.training.Versions;
import org.nn4j.report.figure.NumberText;

/** Renders what a cross-validation found. */
public final class CrossvalReport {
  private final CrossValidationOutcome outcome;
  private final @Nullable Path predictions;

  /**
   * Creates a report.
   *
   * @param predictions the file with the predictions, or null
   */
  public CrossvalReport(CrossValidationOutcome outcome, @Nullable Path predictions) {
    this.outcome = outcome;
    this.predictions = predictions;
  }

  /** Returns what is shown of a fold when it is done. */
  public static List<String> progress(FoldScores scores, Folds folds) {
    List<String> fields = new ArrayList<>();
    fields.add("fold " + name(scores.fold(), folds.repeats()) + " of " + folds.count());
    for (String metric : scores.metrics().keySet()) {
      fields.add(metric + " " + EvaluationReport.number(scores.values(), metric));
    }
    return fields;
  }

  private static String name(Fold fold, int repeats) {
    return repeats == 1 ? "" + fold.number() : fold.repeat() + "." + fold.number();
  }

  /** Returns the report for people. */
  public String text() {
    TextTable end = new TextTable();
    if (predictions != null) {
      end.row("predictions", predictions);
    }
    end.row("kernels", outcome.kernels() + ", JDK " + Versions.jdk());
    end.row("time", NumberText.duration(outcome.seconds()));
    String decisions = EvaluationReport.decisions(outcome.confusion(), outcome.labels());
    return facts()
        + "\n"
        + scores()
        + undefined(undefined())
        + thresholds()
        + (decisions.isEmpty() ? "" : "\nall folds together" + decisions)
        + "\n"
        + end;
  }

  /** Returns the thresholds that the folds' models chose, laid out. */
  private String thresholds() {
    if (!choosesThresholds()) {
      return "";
    }
    TextTable table = new TextTable(1);
    table.row("decided above", "mean", "± standard deviation");
    List<Summary> summaries = outcome.result().thresholds();
    for (int k = 0; k < summaries.size(); k++) {
      table.row(
          "  " + decided().get(k),
          NumberText.brief(summaries.get(k).mean()),
          NumberText.brief(summaries.get(k).deviation()));
    }
    return "\n" + table;
  }

  private boolean choosesThresholds() {
    return outcome.settings().get(TrainingSettings.THRESHOLD).metric() != null;
  }

  /** Returns what is decided for: the second of two classes, or each label. */
  private List<String> decided() {
    List<String> labels = outcome.first().preprocessor().labels();
    return outcome.first().task() == Task.MULTI_LABEL ? labels : labels.subList(1, 2);
  }

  private TextTable facts() {
    TextTable facts = new TextTable();
    facts.row(
        "data",
        outcome.settings().get(DataSettings.DATA_FILE)
            + ": "
            + Words.count(outcome.folds().rows(), "row")
            + ", "
            + Words.count(outcome.first().network().inputWidth(), "input"));
    facts.row("task", TrainReport.task(outcome.first()));
    facts.row("division", outcome.division());
    facts.row(
        "network",
        (outcome.settings().get(TrainingSettings.ENSEMBLE) == 0 ? "" : "of the first kind: ")
            + NetworkReport.summary(outcome.first().network()));
    facts.row("", TrainReport.layers(outcome.first()));
    facts.row("loss", outcome.first().loss().expression());
    facts.row(
        "trained",
        TrainReport.ensemble(outcome.first())
            + Words.count(outcome.settings().get(TrainingSettings.EPOCHS), "epoch")
            + (mayStop() ? " at most, " : ", ")
            + outcome.settings().get(TrainingSettings.OPTIMIZER));
    return facts;
  }

  private boolean mayStop() {
    Settings settings = outcome.settings();
    return settings.find(TrainingSettings.EARLY_STOPPING) != null
        || settings.find(TrainingSettings.STOP_WHEN) != null
        || settings.find(TrainingSettings.TIME_BUDGET) != null
        || settings.get(TrainingSettings.STOP_TOLERANCE) > 0;
  }

  private TextTable scores() {
    TextTable table = new TextTable(1);
    List<Object> head = new ArrayList<>(List.of("fold", "rows"));
    MetricValues first = outcome.result().folds().get(0).values();
    outcome.result().metrics().forEach(metric -> head.add(first.title(metric)));
    table.row(head.toArray());
    for (FoldScores scores : outcome.result().folds()) {
      List<Object> row = new ArrayList<>();
      row.add(name(scores.fold(), outcome.folds().repeats()));
      row.add(scores.fold().held().length);
      scores.metrics().keySet().forEach(m -> row.add(EvaluationReport.number(scores.values(), m)));
      table.row(row.toArray());
    }
    table.row(summary("mean", number(Summary::mean)));
    table.row(summary("± standard deviation", number(Summary::deviation)));
    table.row(summary("standard error", number(Summary::standardError)));
    if (!undefined().isEmpty()) {
      table.row(summary("defined in", Summary::share));
    }
    return table;
  }

  private Object[] summary(String name, Function<Summary, String> text) {
    List<Object> row = new ArrayList<>(List.of(name, ""));
    for (String metric : outcome.result().metrics()) {
      row.add(text.apply(outcome.result().summary(metric)));
    }
    return row.toArray();
  }

  private static Function<Summary, String> number(ToDoubleFunction<Summary> value) {
    return summary ->
        summary.count() == 0 ? "undefined" : NumberText.brief(value.applyAsDouble(summary));
  }

  /** Returns where and why metrics are undefined, those that are in some fold. */
  private Map<String, String> undefined() {
    Map<String, String> undefined = new LinkedHashMap<>();
    for (String metric : outcome.result().metrics()) {
      outcome.result().undefined(metric).ifPresent(reason -> undefined.put(metric, reason));
    }
    return undefined;
  }

  /** Returns a line for each metric that is undefined in some folds. */
  static String undefined(Map<String, String> undefined) {
    StringBuilder text = new StringBuilder();
    undefined.forEach(
        (metric, reason) ->
            text.append(metric).append(" is undefined ").append(reason).append('\n'));
    return text.isEmpty() ? "" : "\n" + text;
  }

  /** Returns the JSON document. */
  public Map<String, Object> json() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("task", Words.of(outcome.first().task()));
    document.put("samples", outcome.folds().rows());
    document.put("folds", outcome.folds().count());
    document.put("repeats", outcome.folds().repeats());
    document.put("division", outcome.division());
    document.put("chosen_by", false); // validation rows are set apart of the others
    Map<String, Object> metrics = new LinkedHashMap<>();
    outcome
        .result()
        .metrics()
        .forEach(metric -> metrics.put(metric, json(outcome.result().summary(metric))));
    document.put("metrics", metrics);
    EvaluationReport.putUndefined(undefined(), document);
    document.put("scores", outcome.result().folds().stream().map(this::json).toList());
    if (choosesThresholds()) {
      Map<String, Object> thresholds = new LinkedHashMap<>();
      for (int k = 0; k < decided().size(); k++) {
        thresholds.put(decided().get(k), json(outcome.result().thresholds().get(k)));
      }
      document.put("thresholds", thresholds);
    }
    ConfusionMatrix confusion = outcome.confusion();
    if (confusion != null) {
      document.put("confusion_matrix", EvaluationReport.counts(confusion));
      document.put("labels", confusion.labels());
    }
    LabelConfusion labels = outcome.labels();
    if (labels != null) {
      EvaluationReport.json(labels, document);
    }
    if (predictions != null) {
      document.put("predictions", predictions.toString());
    }
    document.put("seconds", outcome.seconds());
    document.put("kernels", outcome.kernels());
    document.put("jdk", Versions.jdk());
    document.put("parameters", outcome.first().network().parameters().trainable().size());
    document.put("folds_sha256", outcome.foldsSha256());
    document.put("provenance", outcome.provenance().entries());
    return document;
  }

  private static Map<String, Object> json(Summary summary) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("mean", summary.mean());
    values.put("deviation", summary.deviation());
    values.put("standard_error", summary.standardError());
    values.put("folds", summary.count());
    return values;
  }

  private Map<String, Object> json(FoldScores scores) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("repeat", scores.fold().repeat());
    values.put("fold", scores.fold().number());
    values.put("seed", scores.fold().seed());
    values.put("samples", scores.fold().held().length);
    values.put("metrics", scores.metrics());
    EvaluationReport.putUndefined(scores.values().reasons(), values);
    if (choosesThresholds()) {
      values.put("thresholds", scores.thresholds());
    }
    return values;
  }
}
