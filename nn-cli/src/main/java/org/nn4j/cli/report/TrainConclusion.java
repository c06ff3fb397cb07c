package org.nn4j.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nn4j.api.Task;
import org.nn4j.core.metric.ExpectedCalibrationError;
import org.nn4j.core.model.Conformal;
import org.nn4j.core.training.Evaluation;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.Preset;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.config.TrainingSettings;
import org.nn4j.experiment.training.EvaluationResult;
import org.nn4j.report.figure.NumberText;

/** Says what the end of a training by a preset means: how sure, what matters, what to do next. */
final class TrainConclusion {
  private static final double HALF = 0.5;
  private static final double MOST = 0.9;

  private TrainConclusion() {}

  /** Returns the text after an empty line, or nothing for a run without a preset. */
  static String text(TrainOutcome outcome) {
    Settings settings = outcome.result().experiment().settings();
    Preset preset = settings.get(TrainingSettings.PRESET);
    if (preset == Preset.NONE) {
      return "";
    }
    List<String> lines = new ArrayList<>();
    sure(outcome, lines);
    String text = lines.isEmpty() ? "" : "\nhow sure\n  " + String.join("\n  ", lines) + "\n";
    if (outcome.importance() != null) {
      text += "\n" + ExplanationReport.importance(outcome.importance());
    }
    return text + "\nwhat next\n  " + String.join("\n  ", next(outcome, settings, preset)) + "\n";
  }

  private static void sure(TrainOutcome outcome, List<String> lines) {
    EvaluationResult result = outcome.result().evaluation();
    int rows = result.samples();
    Double accuracy = result.values().values().get("accuracy");
    if (accuracy != null && rows > 1) {
      lines.add(
          String.format(
              Locale.ROOT,
              "accuracy %.3f ± %.3f: one standard error of %d rows",
              accuracy,
              Math.sqrt(accuracy * (1 - accuracy) / rows),
              rows));
    }
    Evaluation evaluation = result.evaluation();
    if (result.task() == Task.CLASSIFICATION && evaluation.hasProbabilities()) {
      lines.add(
          "probabilities are off by "
              + NumberText.brief(
                  new ExpectedCalibrationError()
                      .value(evaluation.scores(), evaluation.classes(), evaluation.weights()))
              + " on average (ece)");
    }
    Conformal conformal = outcome.result().model().conformal();
    if (result.task() == Task.REGRESSION
        && conformal != null
        && conformal.rows() >= Conformal.rowsFor(MOST)
        && outcome.result().experiment().preprocessor().target().columns().size() == 1) {
      lines.add(
          "half of the predictions are within "
              + NumberText.brief(conformal.margin(HALF, 0))
              + " of the truth, nine tenths within "
              + NumberText.brief(conformal.margin(MOST, 0)));
    }
  }

  private static List<String> next(TrainOutcome outcome, Settings settings, Preset preset) {
    List<String> lines = new ArrayList<>();
    String model = "--model " + outcome.model();
    lines.add("nn predict " + model + " --data NEW.csv");
    lines.add("nn explain " + outcome.model() + " --data " + settings.get(DataSettings.DATA_FILE));
    if (preset != Preset.BEST) {
      lines.add(
          "nn train … --preset "
              + (preset == Preset.FAST ? "standard" : "best")
              + "   takes longer and predicts better");
    }
    return lines;
  }
}
