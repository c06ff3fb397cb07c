package org.nn4j.cli.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Metric;
import org.nn4j.api.Task;
import org.nn4j.cli.report.TrainOutcome;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.text.Words;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.training.Composer;
import org.nn4j.experiment.training.EvaluationResult;
import org.nn4j.experiment.training.PreparedExperiment;
import org.nn4j.experiment.training.Training;
import org.nn4j.experiment.training.TrainingResult;
import org.nn4j.report.run.EvaluatedSplit;
import org.nn4j.report.run.RunRecord;
import org.nn4j.report.training.LayerNorms;

/** Collects the facts of a training run for the report. */
final class RunSummary {
  private final TrainingResult result;
  private final PreparedExperiment experiment;
  private final Settings settings;
  private final List<Metric> metrics;
  private final List<String> chosenBy;

  /** Creates the summary of a run and what it ended with. */
  RunSummary(TrainOutcome outcome, Training training) {
    this.result = outcome.result();
    this.experiment = result.experiment();
    this.settings = experiment.settings();
    this.metrics = training.metrics();
    this.chosenBy = training.choosing(PreparedExperiment.VALIDATION);
  }

  RunRecord record(LayerNorms norms) {
    String target = String.join(", ", experiment.preprocessor().target().columns());
    return new RunRecord(
        "Training report: " + target + " of " + settings.get(DataSettings.DATA_FILE).getFileName(),
        result.model(),
        result.history(),
        norms,
        parts(),
        data(),
        configuration());
  }

  /** Evaluates every part of the data except the one already evaluated, which comes last. */
  private List<EvaluatedSplit> parts() {
    Map<String, Dataset> parts = new LinkedHashMap<>();
    parts.put(PreparedExperiment.TRAINING, experiment.train());
    if (experiment.validation() != null) {
      parts.put(PreparedExperiment.VALIDATION, experiment.validation());
    }
    if (experiment.test() != null) {
      parts.put(PreparedExperiment.TEST, experiment.test());
    }
    EvaluationResult last = result.evaluation();
    List<EvaluatedSplit> judged = new ArrayList<>();
    parts.forEach(
        (name, samples) -> {
          EvaluatedSplit part =
              name.equals(last.part())
                  ? EvaluatedSplit.of(name, samples, file(name), last.evaluation(), last.values())
                  : EvaluatedSplit.of(
                      name,
                      samples,
                      file(name),
                      result.model(),
                      metrics,
                      Composer.threads(settings));
          judged.add(
              name.equals(PreparedExperiment.VALIDATION) ? part.withChosenBy(chosenBy) : part);
        });
    return judged;
  }

  private Path file(String part) {
    Path held =
        switch (part) {
          case PreparedExperiment.VALIDATION -> settings.get(DataSettings.VALIDATION).file();
          case PreparedExperiment.TEST -> settings.get(DataSettings.TEST).file();
          default -> null;
        };
    return held == null ? settings.get(DataSettings.DATA_FILE) : held;
  }

  private Map<String, String> data() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("file", String.valueOf(settings.get(DataSettings.DATA_FILE).getFileName()));
    facts.put("rows", String.valueOf(experiment.rows()));
    facts.put(
        "input columns", String.valueOf(experiment.preprocessor().features().columns().size()));
    facts.put("inputs of the network", String.valueOf(experiment.network().inputWidth()));
    facts.put("task", Words.of(experiment.task()));
    facts.put("target", String.join(", ", experiment.preprocessor().target().columns()));
    if (!experiment.preprocessor().labels().isEmpty()) {
      String noun = experiment.task() == Task.MULTI_LABEL ? "labels" : "classes";
      facts.put(noun, String.join(", ", experiment.preprocessor().labels()));
    }
    facts.put("training samples", String.valueOf(experiment.train().size()));
    putSize(facts, PreparedExperiment.VALIDATION, experiment.validation());
    putSize(facts, PreparedExperiment.TEST, experiment.test());
    for (int i = 0; i < result.findings().size(); i++) {
      facts.put("warning " + (i + 1), result.findings().get(i).message());
    }
    return facts;
  }

  private static void putSize(Map<String, String> facts, String part, @Nullable Dataset data) {
    if (data != null) {
      facts.put(part + " samples", String.valueOf(data.size()));
    }
  }

  private Map<String, String> configuration() {
    Map<String, String> texts = new LinkedHashMap<>();
    settings.withoutPaths().forEach((key, value) -> texts.put(key, text(value)));
    return texts;
  }

  private static String text(Object value) {
    if (!(value instanceof List<?> list)) {
      return String.valueOf(value);
    }
    return list.isEmpty()
        ? "none"
        : list.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
