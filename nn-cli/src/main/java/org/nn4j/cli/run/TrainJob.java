package org.nn4j.cli.run;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nn4j.cli.config.Settings;
import org.nn4j.cli.config.TrainSettings;
import org.nn4j.cli.report.Console;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.ModelFile;
import org.nn4j.core.model.Provenance;
import org.nn4j.core.registry.KernelsChoice;
import org.nn4j.core.training.History;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.core.training.TrainingPlan;

/** Trains a network and saves it. */
public final class TrainJob {
  private final ExperimentFactory experiments;
  private final Composer composer;
  private final KernelsChoice kernels;
  private final Console console;

  @Inject
  TrainJob(
      ExperimentFactory experiments, Composer composer, KernelsChoice kernels, Console console) {
    this.experiments = experiments;
    this.composer = composer;
    this.kernels = kernels;
    this.console = console;
  }

  /**
   * Trains and saves.
   *
   * @param given settings, complete or not
   * @throws org.nn4j.core.InputException if settings or data are wrong or the model cannot be
   *     written, all of which but a full disk shows before training starts
   * @throws org.nn4j.core.training.DivergenceException if training diverges; nothing is written
   */
  public TrainOutcome train(Settings given, TrainingListener listener) {
    long start = System.nanoTime();
    Experiment experiment = experiments.prepare(given);
    Settings settings = experiment.settings();
    Path file = settings.get(TrainSettings.MODEL);
    settings.using(
        TrainSettings.MODEL,
        () -> {
          ModelFile.requireReplaceable(file);
          return file;
        });
    Recording recording = Recording.start(settings, console);
    TrainingPlan plan = composer.plan(settings);
    Trainer trainer =
        new Trainer(plan, experiment.preprocessor()::decode, recording.listeners(listener));
    History history =
        settings.using(
            TrainSettings.LOSS,
            () -> trainer.fit(experiment.network(), experiment.train(), experiment.validation()));
    Map.Entry<String, Dataset> judged = experiment.judged();
    Judgement judgement =
        Judgement.of(
            judged.getKey(),
            experiment.network(),
            experiment.loss(),
            experiment.preprocessor(),
            plan.metrics(),
            judged.getValue());
    Model model =
        new Model(
            experiment.network(),
            experiment.loss(),
            experiment.preprocessor(),
            provenance(settings));
    ModelFile.save(model, file);
    double seconds = (System.nanoTime() - start) * 1e-9;
    TrainOutcome outcome =
        new TrainOutcome(experiment, history, judgement, kernels.name(), file, seconds);
    recording.write(outcome, model, plan.metrics());
    return outcome;
  }

  private Provenance provenance(Settings settings) {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("nn4j", Versions.nn4j());
    entries.put("jdk", Versions.jdk());
    entries.put("kernels", kernels.name());
    Path data = settings.get(TrainSettings.DATA_FILE);
    entries.put("data", String.valueOf(data.getFileName()));
    entries.put("data_sha256", FileHash.sha256(data));
    settings.withoutPaths().forEach((key, value) -> entries.put(key, String.valueOf(value)));
    return new Provenance(entries);
  }
}
