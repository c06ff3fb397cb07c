package org.nn4j.cli.run;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nn4j.api.Metric;
import org.nn4j.cli.config.DataSettings;
import org.nn4j.cli.config.RunSettings;
import org.nn4j.cli.config.Settings;
import org.nn4j.cli.report.Console;
import org.nn4j.core.InputException;
import org.nn4j.core.NnException;
import org.nn4j.core.checkpoint.Checkpoint;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.diagnosis.TrainingDiagnosis;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.ModelFile;
import org.nn4j.core.model.Provenance;
import org.nn4j.core.registry.KernelsChoice;
import org.nn4j.core.training.Evaluator;
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
   * Trains, saves, and only then judges and reports.
   *
   * @throws InputException if settings or data are wrong or not those of the checkpoint, or the
   *     model cannot be written, all of which shows before training starts
   * @throws NnException if it cannot be written any more when training is done; it is told where it
   *     is saved instead
   * @throws org.nn4j.core.training.DivergenceException if training diverges; no model is written
   * @throws InterruptedRunException if the user interrupts it; no model is written unless it says
   *     so
   * @throws SavedRunException if something fails after the model is saved
   */
  public TrainOutcome train(Resumption start, TrainingListener progress) {
    try (Interruption interruption = Interruption.listen(console)) {
      return train(start, progress, interruption);
    }
  }

  private TrainOutcome train(
      Resumption start, TrainingListener progress, Interruption interruption) {
    long begin = System.nanoTime();
    Checkpoint checkpoint = start.checkpoint();
    Map<String, String> hashes = DataHashes.of(start.settings(), experiments.sources());
    if (checkpoint != null) {
      RunNotes.requireSameData(checkpoint, start.settings(), hashes);
    }
    Experiment experiment = experiments.prepare(start.settings());
    Settings settings = experiment.settings();
    Metric decisive = new DecisionRule(settings).metric(experiment, composer);
    Path file = settings.get(RunSettings.MODEL);
    settings.using(
        RunSettings.MODEL,
        () -> {
          ModelFile.requireReplaceable(file);
          return file;
        });
    Recording recording = Recording.start(settings, console);
    TrainingPlan plan = composer.plan(experiment, experiment.validation());
    if (checkpoint != null) {
      RunNotes.requireSameSettings(checkpoint, settings, hashes);
      ScheduleChange.warn(checkpoint, plan, experiment.train().size(), console);
    }
    Model model =
        new Model(
            experiment.network(),
            experiment.loss(),
            experiment.preprocessor(),
            provenance(settings, hashes));
    TrainingDiagnosis diagnosis =
        new TrainingDiagnosis(experiment.preprocessor().features().inputs());
    experiment.findings().forEach(diagnosis::tell);
    TrainingSession.Result trained =
        new TrainingSession(
                experiment,
                plan,
                model,
                checkpoint,
                RunNotes.of(settings, hashes),
                interruption,
                console)
            .run(recording.listeners(progress, diagnosis));
    boolean replaced = Files.exists(file);
    save(model, file, trained);
    interruption.trained();
    if (interruption.code() != 0) {
      throw new InterruptedRunException(
          "interrupted after training, before its end is judged; the model is saved in " + file,
          interruption.code(),
          trained.checkpoint());
    }
    try {
      Experiment decided =
          decisive == null ? experiment : DecisionRule.choose(decisive, experiment);
      Model end =
          new Model(model.network(), model.loss(), decided.preprocessor(), model.provenance());
      if (decisive != null) {
        ModelFile.save(end, file);
      }
      Judgement judgement = judgement(decided, plan);
      TrainOutcome outcome =
          new TrainOutcome(
              decided,
              checkpoint == null ? null : checkpoint.file(),
              trained.history(),
              judgement,
              kernels.name(),
              trained.checkpoint(),
              file,
              replaced,
              diagnosis.findings(),
              trained.unwritten(),
              (System.nanoTime() - begin) * 1e-9);
      recording.write(
          outcome, end, plan.metrics(), composer.choosing(decided, Experiment.VALIDATION));
      return outcome.alsoUnwritten(recording.unwritten());
    } catch (RuntimeException | Error e) {
      throw new SavedRunException(e, file);
    }
  }

  /** Saves the model, before anything else can fail. */
  private static void save(Model model, Path file, TrainingSession.Result trained) {
    try {
      ModelFile.save(model, file);
    } catch (InputException e) {
      Path checkpoint = trained.checkpoint();
      throw new NnException(
          e.getMessage()
              + (checkpoint == null
                  ? elsewhere(model, file)
                  : "; nothing is lost, the last checkpoint has it: nn train --resume "
                      + Shell.quote(checkpoint.resolveSibling("").toString())
                      + " --model FILE"),
          e);
    }
  }

  /** Saves a model in the temporary folder, and tells where. */
  private static String elsewhere(Model model, Path file) {
    try {
      Path other = Files.createTempDirectory("nn4j-").resolve(file.getFileName());
      ModelFile.save(model, other);
      return "; the model is saved in " + other + " instead";
    } catch (IOException | InputException e) {
      return "; nor can it be saved elsewhere: " + e.getMessage();
    }
  }

  private Judgement judgement(Experiment experiment, TrainingPlan plan) {
    Map.Entry<String, Dataset> judged = experiment.judged();
    Judgement judgement =
        Judgement.of(
            judged.getKey(),
            experiment.network(),
            new Evaluator(
                experiment.loss(),
                experiment.preprocessor()::decode,
                Composer.threads(experiment.settings())),
            experiment.preprocessor(),
            plan.metrics(),
            judged.getValue());
    return judgement.withChosenBy(composer.choosing(experiment, judged.getKey()));
  }

  private Provenance provenance(Settings settings, Map<String, String> hashes) {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("nn4j", Versions.nn4j());
    entries.put("jdk", Versions.jdk());
    entries.put("kernels", kernels.name());
    Path data = settings.get(DataSettings.DATA_FILE);
    entries.put("data", String.valueOf(data.getFileName()));
    entries.put("data_sha256", String.valueOf(hashes.get(DataSettings.DATA_FILE.key())));
    settings.withoutPaths().forEach((key, value) -> entries.put(key, String.valueOf(value)));
    return new Provenance(entries);
  }
}
