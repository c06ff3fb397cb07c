package org.nn4j.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nn4j.api.Task;
import org.nn4j.core.metric.ConfusionMatrix;
import org.nn4j.core.metric.ExpectedCalibrationError;
import org.nn4j.core.model.Conformal;
import org.nn4j.core.text.Names;
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

  /** The quantile 0.975 of the normal distribution. */
  private static final double Z = 1.96;

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
              "accuracy %.3f; of many more rows between %.3f and %.3f, with 95 %% of certainty",
              accuracy,
              bound(accuracy, rows, -1),
              bound(accuracy, rows, 1)));
    }
    Evaluation evaluation = result.evaluation();
    ConfusionMatrix confusion = result.confusion();
    if (accuracy != null && rows > 1 && confusion != null) {
      commonest(confusion, lines);
    }
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
        && evaluation.quantiles() == null
        && evaluation.deviations() == null
        && outcome.result().experiment().preprocessor().target().columns().size() == 1) {
      lines.add(
          "half of the predictions are within "
              + NumberText.brief(conformal.margin(HALF, 0))
              + " of the truth, nine tenths within "
              + NumberText.brief(conformal.margin(MOST, 0)));
    }
  }

  /** Returns a bound of a share's interval of 95 %: Wilson, 1927. */
  private static double bound(double share, int rows, int side) {
    double z2 = Z * Z;
    double width = Z * Math.sqrt(share * (1 - share) / rows + z2 / (4.0 * rows * rows));
    return (share + z2 / (2 * rows) + side * width) / (1 + z2 / rows);
  }

  /** Adds how right somebody would be who always says the commonest class. */
  private static void commonest(ConfusionMatrix confusion, List<String> lines) {
    int most = 0;
    for (int label = 1; label < confusion.classes(); label++) {
      most = confusion.support(label) > confusion.support(most) ? label : most;
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "to say %s always would have an accuracy of %.3f",
            Names.quote(confusion.labels().get(most)),
            confusion.support(most) / confusion.total()));
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
              + "   takes longer and mostly predicts better");
    }
    return lines;
  }
}
