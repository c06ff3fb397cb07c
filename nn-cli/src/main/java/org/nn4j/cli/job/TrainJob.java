package org.nn4j.cli.job;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nn4j.cli.report.Console;
import org.nn4j.cli.report.TrainOutcome;
import org.nn4j.cli.report.TrainProgress;
import org.nn4j.core.InputException;
import org.nn4j.core.NnException;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.ModelFile;
import org.nn4j.core.registry.KernelsChoice;
import org.nn4j.core.training.CancelledException;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.experiment.cluster.Cluster;
import org.nn4j.experiment.config.Preset;
import org.nn4j.experiment.config.RunSettings;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.config.TrainingSettings;
import org.nn4j.experiment.training.CheckpointedTraining;
import org.nn4j.experiment.training.ExperimentFactory;
import org.nn4j.experiment.training.Training;
import org.nn4j.experiment.training.TrainingResult;
import org.nn4j.experiment.training.TrainingStart;
import org.nn4j.explain.PermutationImportance;

/** Trains a network and saves it. */
public final class TrainJob {
  /** A word that needs no quotes in a shell. */
  private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z0-9_./:+@%,=-]+");

  private final ExperimentFactory experiments;
  private final KernelsChoice kernels;
  private final Console console;

  @Inject
  TrainJob(ExperimentFactory experiments, KernelsChoice kernels, Console console) {
    this.experiments = experiments;
    this.kernels = kernels;
    this.console = console;
  }

  /**
   * Trains, saves, and only then evaluates and reports.
   *
   * @throws InputException if settings or data are wrong or not those of the checkpoint, or the
   *     model cannot be written, all of which shows before training starts
   * @throws NnException if the model can no longer be written when training is done; the message
   *     says where it is saved instead
   * @throws org.nn4j.core.training.DivergenceException if training diverges; no model is written
   * @throws InterruptedRunException if the user interrupts it; no model is written unless the
   *     message says so
   * @throws SavedRunException if something fails after the model is saved
   */
  public TrainOutcome train(TrainingStart start, TrainingListener progress) {
    long begin = System.nanoTime();
    return Interruption.during(
        console,
        interruption -> {
          Training training = new Training(start, experiments, kernels, console);
          return train(
              training,
              recording ->
                  training.train(interruption, recording.listeners(progress, training.diagnosis())),
              interruption,
              begin);
        });
  }

  /**
   * Trains on a cluster, else as {@link #train(TrainingStart, TrainingListener)}.
   *
   * @param run what was prepared
   */
  public TrainOutcome train(Cluster.Run run) {
    long begin = System.nanoTime();
    int epochs = run.training().experiment().settings().get(TrainingSettings.EPOCHS);
    return Interruption.during(
        console,
        interruption ->
            train(
                run.training(),
                recording -> {
                  TrainingListener events = recording.events();
                  CheckpointedTraining.Result trained;
                  try {
                    trained =
                        run.train(
                            epoch -> {
                              console.progress(TrainProgress.of(epoch, epochs));
                              events.epochDone(epoch);
                            });
                  } catch (RuntimeException | Error e) {
                    events.failed(e);
                    throw e;
                  }
                  console.endProgress();
                  events.finished(trained.history());
                  return trained;
                },
                interruption,
                begin));
  }

  private TrainOutcome train(
      Training training,
      Function<Recording, CheckpointedTraining.Result> trainer,
      Interruption interruption,
      long begin) {
    Settings settings = training.experiment().settings();
    Path file = settings.get(RunSettings.MODEL);
    settings.using(
        RunSettings.MODEL,
        () -> {
          ModelFile.requireReplaceable(file);
          return file;
        });
    Recording recording = Recording.start(settings, console);
    CheckpointedTraining.Result trained;
    try {
      trained = trainer.apply(recording);
    } catch (CancelledException e) {
      throw interrupted(e, settings, interruption);
    }
    boolean replaced = Files.exists(file);
    Model saved = training.model(trained);
    save(saved, file, trained.checkpoint() == null ? null : settings.find(RunSettings.CHECKPOINT));
    interruption.trained();
    if (interruption.code() != 0) {
      throw new InterruptedRunException(
          "interrupted after training, before its end is judged; the model is saved in " + file,
          interruption.code(),
          trained.checkpoint());
    }
    try {
      TrainingResult result = training.evaluate(trained);
      ModelFile.save(result.model(), file); // with its card and what held-out rows taught
      Preset preset = settings.get(TrainingSettings.PRESET);
      boolean explained =
          settings.find(RunSettings.REPORT) != null
              || preset == Preset.STANDARD
              || preset == Preset.BEST;
      PermutationImportance importance = explained ? WhatMatters.of(result) : null;
      double seconds = (System.nanoTime() - begin) * 1e-9;
      recording.write(
          new TrainOutcome(result, file, replaced, result.run().unwritten(), importance, seconds),
          training);
      return new TrainOutcome(
          result,
          file,
          replaced,
          Stream.concat(result.run().unwritten().stream(), recording.unwritten().stream()).toList(),
          importance,
          seconds);
    } catch (RuntimeException | Error e) {
      throw new SavedRunException(e, file);
    }
  }

  private static InterruptedRunException interrupted(
      CancelledException e, Settings settings, Interruption interruption) {
    Path last = e.checkpoint();
    String rest =
        settings.find(RunSettings.CHECKPOINT) == null
            ? "; nothing is saved, as there is no --checkpoint DIR"
            : last == null
                ? "; no checkpoint could be written, nothing is saved"
                : (e.current() ? "" : ", but the last checkpoint that could be written is older")
                    + "; to go on: nn train --resume "
                    + quote(last.resolveSibling("").toString())
                    + settings.get(RunSettings.PLUGINS).stream()
                        .map(folder -> " --plugins " + quote(folder.toString()))
                        .collect(Collectors.joining());
    return new InterruptedRunException(e.getMessage() + rest, interruption.code(), last);
  }

  /**
   * Saves the model, before anything else can fail.
   *
   * @param checkpoints the folder of checkpoints, the last of which has all, or null
   */
  private static void save(Model model, Path file, @Nullable Path checkpoints) {
    try {
      ModelFile.save(model, file);
    } catch (InputException e) {
      throw new NnException(
          e.getMessage()
              + (checkpoints == null
                  ? elsewhere(model, file)
                  : "; nothing is lost, the last checkpoint has it: nn train --resume "
                      + quote(checkpoints.toString())
                      + " --model FILE"),
          e);
    }
  }

  /** Saves a model in the temporary folder, and says where. */
  private static String elsewhere(Model model, Path file) {
    try {
      Path other = Files.createTempDirectory("nn4j-").resolve(file.getFileName());
      ModelFile.save(model, other);
      return "; the model is saved in " + other + " instead";
    } catch (IOException | InputException e) {
      return "; nor can it be saved elsewhere: " + e.getMessage();
    }
  }

  /** Quotes a word for a shell if necessary. */
  private static String quote(String word) {
    return PLAIN_WORD.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
