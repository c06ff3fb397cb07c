package org.nn4j.cli.run;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Metric;
import org.nn4j.cli.config.Setting;
import org.nn4j.cli.config.Settings;
import org.nn4j.cli.config.TrainSettings;
import org.nn4j.cli.report.Console;
import org.nn4j.cli.report.Json;
import org.nn4j.cli.report.TrainReport;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.model.AtomicFile;
import org.nn4j.core.model.Model;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.report.page.PageFolder;
import org.nn4j.report.render.Png;
import org.nn4j.report.run.Judged;
import org.nn4j.report.run.RunPage;
import org.nn4j.report.run.RunRecord;
import org.nn4j.report.tensorboard.TensorBoardEvents;
import org.nn4j.report.training.LayerNorms;

/** What a training run leaves beside its model: a report and event files, where they are wanted. */
final class Recording {
  /** The document that {@code nn train --json} prints, beside the page. */
  private static final String RUN = "run.json";

  private final Settings settings;
  private final Console console;
  private final LayerNorms norms = new LayerNorms();
  private final @Nullable PageFolder report;
  private final @Nullable TensorBoardEvents events;

  private Recording(Settings settings, Console console) {
    this.settings = settings;
    this.console = console;
    this.report = start(TrainSettings.REPORT, PageFolder::new);
    this.events = start(TrainSettings.TENSORBOARD, folder -> new TensorBoardEvents(folder, norms));
  }

  /** Makes something in the folder of a setting. */
  private interface Start<T> {
    T in(Path folder);
  }

  private <T> @Nullable T start(Setting<Path> setting, Start<T> start) {
    Path folder = settings.find(setting);
    return folder == null ? null : settings.using(setting, () -> start.in(folder));
  }

  /**
   * Makes the folders, before training starts.
   *
   * @throws org.nn4j.core.InputException if one cannot be written to
   */
  static Recording start(Settings settings, Console console) {
    return new Recording(settings, console);
  }

  /** Returns all who listen to the training: the caller's listener and those that record. */
  List<TrainingListener> listeners(TrainingListener first) {
    List<TrainingListener> listeners = new ArrayList<>(List.of(first));
    if (report != null || events != null) {
      listeners.add(norms);
    }
    if (events != null) {
      listeners.add(events);
    }
    return listeners;
  }

  /**
   * Writes the report, if there is to be one.
   *
   * @throws org.nn4j.core.InputException if it cannot be written
   */
  void write(TrainOutcome outcome, Model model, List<Metric> metrics) {
    if (report != null) {
      report.write(RunPage.of(record(outcome, model, metrics)));
      AtomicFile.write(
          settings.get(TrainSettings.REPORT).resolve(RUN),
          Json.text(TrainReport.json(outcome)).getBytes(StandardCharsets.UTF_8));
      Png.fault().ifPresent(console::warn);
    }
  }

  private RunRecord record(TrainOutcome outcome, Model model, List<Metric> metrics) {
    Experiment experiment = outcome.experiment();
    Path data = settings.get(TrainSettings.DATA_FILE);
    return new RunRecord(
        "nn4j: "
            + String.join(", ", experiment.preprocessor().target().columns())
            + " of "
            + data.getFileName(),
        model,
        outcome.history().epochs(),
        norms,
        parts(outcome, model, metrics),
        data(experiment),
        configuration());
  }

  /** Judges every part but the one that has been judged, which comes last. */
  private List<Judged> parts(TrainOutcome outcome, Model model, List<Metric> metrics) {
    Experiment experiment = outcome.experiment();
    Map<String, Dataset> parts = new LinkedHashMap<>();
    parts.put(Experiment.TRAINING, experiment.train());
    if (experiment.validation() != null) {
      parts.put(Experiment.VALIDATION, experiment.validation());
    }
    if (experiment.test() != null) {
      parts.put(Experiment.TEST, experiment.test());
    }
    List<Judged> judged = new ArrayList<>();
    parts.forEach(
        (name, samples) -> {
          Judgement judgement =
              name.equals(outcome.judgement().part())
                  ? outcome.judgement()
                  : Judgement.of(
                      name,
                      model.network(),
                      model.loss(),
                      experiment.preprocessor(),
                      metrics,
                      samples);
          judged.add(
              new Judged(name, samples, file(name), judgement.evaluation(), judgement.metrics()));
        });
    return judged;
  }

  private Path file(String part) {
    Path held =
        switch (part) {
          case Experiment.VALIDATION -> settings.get(TrainSettings.VALIDATION).file();
          case Experiment.TEST -> settings.get(TrainSettings.TEST).file();
          default -> null;
        };
    return held == null ? settings.get(TrainSettings.DATA_FILE) : held;
  }

  private Map<String, String> data(Experiment experiment) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("file", String.valueOf(settings.get(TrainSettings.DATA_FILE).getFileName()));
    facts.put("rows", String.valueOf(experiment.rows()));
    facts.put("input columns", String.valueOf(experiment.preprocessor().features().steps().size()));
    facts.put("inputs of the network", String.valueOf(experiment.network().inputWidth()));
    facts.put("task", Words.of(experiment.task()));
    facts.put("target", String.join(", ", experiment.preprocessor().target().columns()));
    if (!experiment.preprocessor().labels().isEmpty()) {
      facts.put("classes", String.join(", ", experiment.preprocessor().labels()));
    }
    facts.put("training samples", String.valueOf(experiment.train().size()));
    putSize(facts, Experiment.VALIDATION, experiment.validation());
    putSize(facts, Experiment.TEST, experiment.test());
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
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
        : String.valueOf(value);
  }
}
