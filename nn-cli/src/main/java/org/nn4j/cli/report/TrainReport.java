package org.nn4j.cli.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.text.Words;
import org.nn4j.core.training.EpochResult;
import org.nn4j.core.training.History;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.NetworkSettings;
import org.nn4j.experiment.config.TrainingSettings;
import org.nn4j.experiment.training.PreparedExperiment;
import org.nn4j.experiment.training.Versions;
import org.nn4j.report.figure.NumberText;

/** Renders what a training run ended with. */
public final class TrainReport {
  private TrainReport() {}

  /** Returns the report for people. */
  public static String text(TrainOutcome outcome) {
    PreparedExperiment experiment = outcome.result().experiment();
    History history = outcome.result().history();
    TextTable facts = new TextTable();
    facts.row("data", data(experiment));
    facts.row("task", task(experiment));
    facts.row("network", NetworkReport.summary(experiment.network()));
    facts.row("", layers(experiment));
    facts.row("loss", experiment.loss().expression());
    facts.row(
        "trained",
        ensemble(experiment)
            + (experiment.settings().get(TrainingSettings.ENSEMBLE) == 0 ? "" : "up to ")
            + Words.count(history.epochs().size(), "epoch")
            + ", "
            + Words.count(history.steps(), "step")
            + ", "
            + experiment.settings().get(TrainingSettings.OPTIMIZER));
    optional(facts, "resumed", outcome.result().resumed());
    optional(facts, "stopped", history.stopped());
    if (history.restored() > 0) {
      facts.row("restored", "the parameters of epoch " + history.restored());
    }
    TextTable end = new TextTable();
    end.row(
        "parameters", "sha256 " + outcome.result().experiment().network().parameters().sha256());
    end.row("kernels", outcome.result().kernels() + ", JDK " + Versions.jdk());
    end.row("model", outcome.model() + (outcome.replaced() ? " (replaced)" : ""));
    optional(end, "checkpoint", outcome.result().run().checkpoint());
    end.row("time", NumberText.duration(outcome.seconds()));
    return facts
        + "\n"
        + EvaluationReport.text(outcome.result().evaluation())
        + SurenessReport.text(
            outcome.result().evaluation(),
            outcome.result().calibration(),
            outcome.result().intervals())
        + TrainConclusion.text(outcome)
        + "\n"
        + end;
  }

  /** Returns how many networks were trained, of how many kinds, if several were. */
  static String ensemble(PreparedExperiment experiment) {
    int each = experiment.settings().get(TrainingSettings.ENSEMBLE);
    int kinds = 1 + experiment.settings().get(TrainingSettings.VARIANTS).size();
    return each == 0
        ? ""
        : Words.count((long) each * kinds, "network")
            + (kinds == 1 ? "" : " of " + kinds + " kinds (--print-config)")
            + ", each with another part of the training rows held out; ";
  }

  private static void optional(TextTable table, String name, @Nullable Object value) {
    if (value != null) {
      table.row(name, value);
    }
  }

  private static String data(PreparedExperiment experiment) {
    return experiment.settings().get(DataSettings.DATA_FILE)
        + ": "
        + Words.count(experiment.rows(), "row")
        + ", "
        + Words.count(experiment.network().inputWidth(), "input")
        + "; "
        + experiment.train().size()
        + " to train"
        + part(experiment.validation(), "validation")
        + (experiment.calibration() == experiment.validation()
            ? ""
            : part(experiment.calibration(), "for intervals"))
        + part(experiment.test(), "test");
  }

  private static String part(@Nullable Dataset data, String name) {
    return data == null ? "" : ", " + data.size() + " " + name;
  }

  static String task(PreparedExperiment experiment) {
    String target = String.join(", ", experiment.preprocessor().target().columns());
    return Words.of(experiment.task())
        + " of "
        + target
        + switch (experiment.task()) {
          case CLASSIFICATION ->
              ": " + Words.count(experiment.preprocessor().labels().size(), "class");
          case MULTI_LABEL ->
              ": " + Words.count(experiment.preprocessor().labels().size(), "label");
          case REGRESSION -> "";
        };
  }

  static String layers(PreparedExperiment experiment) {
    List<String> layers = new ArrayList<>();
    Path base = experiment.settings().find(NetworkSettings.FROM);
    if (base != null) {
      List<String> frozen = experiment.settings().get(TrainingSettings.FREEZE);
      return "trained on from "
          + base
          + (frozen.isEmpty() ? "" : ", but for " + String.join(", ", frozen));
    }
    experiment
        .settings()
        .get(NetworkSettings.LAYERS)
        .forEach(layer -> layers.add(layer.toString()));
    layers.add("output " + experiment.settings().get(NetworkSettings.OUTPUT));
    return String.join(", ", layers);
  }

  /** Returns the JSON document. */
  public static Map<String, Object> json(TrainOutcome outcome) {
    Map<String, Object> document = new LinkedHashMap<>();
    EvaluationReport.json(outcome.result().evaluation(), document);
    SurenessReport.json(outcome.result().calibration(), outcome.result().intervals(), document);
    document.put("chosen_by", !outcome.result().evaluation().chosenBy().isEmpty());
    document.put(
        "parameters_sha256", outcome.result().experiment().network().parameters().sha256());
    document.put("model", outcome.model().toString());
    document.put("model_replaced", outcome.replaced());
    if (outcome.result().run().checkpoint() != null) {
      document.put("checkpoint", outcome.result().run().checkpoint().toString());
    }
    if (outcome.result().resumed() != null) {
      document.put("resumed", outcome.result().resumed().toString());
    }
    document.put("steps", outcome.result().history().steps());
    if (outcome.result().history().stopped() != null) {
      document.put("stopped", outcome.result().history().stopped());
    }
    if (outcome.result().history().restored() > 0) {
      document.put("restored_epoch", outcome.result().history().restored());
    }
    document.put(
        "warnings", outcome.result().findings().stream().map(EvaluationReport::finding).toList());
    if (outcome.importance() != null) {
      document.put("importance", ExplanationReport.json(outcome.importance()));
    }
    document.put("seconds", outcome.seconds());
    document.put("kernels", outcome.result().kernels());
    document.put("jdk", Versions.jdk());
    document.put(
        "parameters", outcome.result().experiment().network().parameters().trainable().size());
    document.put("provenance", outcome.result().model().provenance().entries());
    document.put("layers", NetworkReport.json(outcome.result().experiment().network()));
    document.put(
        "history", outcome.result().history().epochs().stream().map(TrainReport::epoch).toList());
    return document;
  }

  private static Map<String, Object> epoch(EpochResult result) {
    Map<String, Object> epoch = new LinkedHashMap<>();
    epoch.put("epoch", result.epoch());
    epoch.put("loss", result.loss());
    if (!Double.isNaN(result.validationLoss())) {
      epoch.put("validation_loss", result.validationLoss());
    }
    epoch.put("metrics", result.metrics());
    epoch.put("rate", result.rate());
    epoch.put("samples_per_second", result.samplesPerSecond());
    return epoch;
  }
}
