package org.nn4j.experiment;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.diagnosis.Finding;
import org.nn4j.core.metric.ConfusionMatrix;
import org.nn4j.core.model.Model;
import org.nn4j.core.text.Words;
import org.nn4j.core.training.Evaluation;
import org.nn4j.core.training.History;
import org.nn4j.core.training.MetricValues;
import org.nn4j.experiment.config.TrainingSettings;
import org.nn4j.experiment.training.EvaluationResult;
import org.nn4j.experiment.training.TrainingResult;

/** What {@link Experiment#train} ended with. */
public final class Trained {
  private final TrainingResult result;
  private final Map<String, Object> settings;
  private final List<String> notices;

  Trained(TrainingResult result, Map<String, Object> settings, List<String> notices) {
    this.result = result;
    this.settings = Collections.unmodifiableMap(settings);
    this.notices = List.copyOf(notices);
  }

  /** Returns the model, which predicts, and can be saved. */
  public Model model() {
    return result.model();
  }

  /**
   * Returns the metrics and the loss of the rows of {@link #evaluatedOn}, by name; NaN where one is
   * undefined.
   */
  public Map<String, Double> metrics() {
    return result.evaluation().values().values();
  }

  /**
   * Returns what the metrics are of: {@code test}, {@code validation} if no rows are held out for a
   * test, {@code training} if none are held out at all.
   */
  public String evaluatedOn() {
    return result.evaluation().part();
  }

  /**
   * Returns the keys of the settings that used the rows of {@link #evaluatedOn} to choose
   * something, such as {@code early_stopping}, which makes the metrics optimistic; empty if none
   * did.
   */
  public List<String> chosenBy() {
    return result.evaluation().chosenBy();
  }

  /**
   * Returns the predictions for the rows of {@link #evaluatedOn}, to be judged by other metrics.
   */
  public Evaluation evaluation() {
    return result.evaluation().evaluation();
  }

  /**
   * Returns the confusion matrix of these rows, or null unless one of several classes is predicted.
   */
  public @Nullable ConfusionMatrix confusion() {
    return result.evaluation().confusion();
  }

  /** Returns what is likely wrong with data or training, though it did not fail. */
  public List<Finding> findings() {
    return result.findings().stream()
        .map(
            finding ->
                new Finding(
                    finding.kind(), finding.subject(), Experiment.inCode(finding.message())))
        .toList();
  }

  /** Returns the messages from reading the data and from training. */
  public List<String> notices() {
    return notices;
  }

  /** Returns the epochs. */
  public History history() {
    return result.history();
  }

  /** Returns all settings, with what was left open filled in, as a file of settings holds them. */
  public Map<String, Object> settings() {
    return settings;
  }

  /** Returns the SHA-256 of the parameters, which the same settings, data and seed give again. */
  public String sha256() {
    return model().network().parameters().sha256();
  }

  /** Returns the name of the kernels that computed, see {@code nn doctor}. */
  public String kernels() {
    return result.kernels();
  }

  /**
   * Returns a few lines: the metrics and the rows that they are of, the network, how it was
   * trained, and the findings.
   */
  @Override
  public String toString() {
    EvaluationResult evaluated = result.evaluation();
    String chosen = chosenBy().isEmpty() ? "" : ", by which " + chosenBy() + " chose";
    return "Trained: "
        + metrics().entrySet().stream()
            .map(metric -> metric.getKey() + " " + number(metric, evaluated.values()))
            .collect(Collectors.joining(", "))
        + (" on " + Words.count(evaluated.samples(), evaluatedOn() + " row") + chosen)
        + ("\n" + model().network())
        + ("\n" + Words.count(result.experiment().train().size(), "row"))
        + (", " + Words.count(history().epochs().size(), "epoch"))
        + (", " + result.experiment().settings().get(TrainingSettings.OPTIMIZER))
        + findings().stream().map(finding -> "\n" + finding).collect(Collectors.joining());
  }

  private static String number(Map.Entry<String, Double> metric, MetricValues values) {
    boolean undefined = values.undefined().containsKey(metric.getKey());
    return undefined ? "undefined" : Words.number(metric.getValue());
  }
}
