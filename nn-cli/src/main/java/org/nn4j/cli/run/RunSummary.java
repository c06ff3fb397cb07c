package org.nn4j.cli.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Metric;
import org.nn4j.api.Task;
import org.nn4j.cli.config.DataSettings;
import org.nn4j.cli.config.Settings;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.model.Model;
import org.nn4j.report.run.EvaluatedSplit;
import org.nn4j.report.run.RunRecord;
import org.nn4j.report.training.LayerNorms;

/** Gathers for the report what a training run consisted of. */
final class RunSummary {
  private final TrainOutcome outcome;
  private final Experiment experiment;
  private final Settings settings;
  private final Model model;
  private final List<Metric> metrics;
  private final List<String> chosenBy;

  /**
   * Takes what a run left.
   *
   * @param chosenBy what training chose by the validation samples
   */
  RunSummary(TrainOutcome outcome, Model model, List<Metric> metrics, List<String> chosenBy) {
    this.chosenBy = chosenBy;
    this.outcome = outcome;
    this.experiment = outcome.experiment();
    this.settings = outcome.experiment().settings();
    this.model = model;
    this.metrics = metrics;
  }

  RunRecord record(LayerNorms norms) {
    String target = String.join(", ", experiment.preprocessor().target().columns());
    return new RunRecord(
        "Training report: " + target + " of " + settings.get(DataSettings.DATA_FILE).getFileName(),
        model,
        outcome.history(),
        norms,
        parts(),
        data(),
        configuration());
  }

  /** Judges every part but the one that has been judged, which comes last. */
  private List<EvaluatedSplit> parts() {
    Map<String, Dataset> parts = new LinkedHashMap<>();
    parts.put(Experiment.TRAINING, experiment.train());
    if (experiment.validation() != null) {
      parts.put(Experiment.VALIDATION, experiment.validation());
    }
    if (experiment.test() != null) {
      parts.put(Experiment.TEST, experiment.test());
    }
    Judgement last = outcome.judgement();
    List<EvaluatedSplit> judged = new ArrayList<>();
    parts.forEach(
        (name, samples) -> {
          EvaluatedSplit part =
              name.equals(last.part())
                  ? EvaluatedSplit.of(name, samples, file(name), last.evaluation(), last.values())
                  : EvaluatedSplit.of(
                      name, samples, file(name), model, metrics, Composer.threads(settings));
          judged.add(name.equals(Experiment.VALIDATION) ? part.withChosenBy(chosenBy) : part);
        });
    return judged;
  }

  private Path file(String part) {
    Path held =
        switch (part) {
          case Experiment.VALIDATION -> settings.get(DataSettings.VALIDATION).file();
          case Experiment.TEST -> settings.get(DataSettings.TEST).file();
          default -> null;
        };
    return held == null ? settings.get(DataSettings.DATA_FILE) : held;
  }

  private Map<String, String> data() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("file", String.valueOf(settings.get(DataSettings.DATA_FILE).getFileName()));
    facts.put("rows", String.valueOf(experiment.rows()));
    facts.put("input columns", String.valueOf(experiment.preprocessor().features().steps().size()));
    facts.put("inputs of the network", String.valueOf(experiment.network().inputWidth()));
    facts.put("task", Words.of(experiment.task()));
    facts.put("target", String.join(", ", experiment.preprocessor().target().columns()));
    if (!experiment.preprocessor().labels().isEmpty()) {
      String noun = experiment.task() == Task.MULTI_LABEL ? "labels" : "classes";
      facts.put(noun, String.join(", ", experiment.preprocessor().labels()));
    }
    facts.put("training samples", String.valueOf(experiment.train().size()));
    putSize(facts, Experiment.VALIDATION, experiment.validation());
    putSize(facts, Experiment.TEST, experiment.test());
    for (int i = 0; i < outcome.findings().size(); i++) {
      facts.put("warning " + (i + 1), outcome.findings().get(i).message());
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
