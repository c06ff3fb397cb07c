package org.nn4j.experiment.training;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.checkpoint.Checkpoint;
import org.nn4j.core.checkpoint.CheckpointFolder;
import org.nn4j.core.checkpoint.CheckpointWriter;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.model.Model;
import org.nn4j.core.network.Network;
import org.nn4j.core.training.Cancellation;
import org.nn4j.core.training.CancelledException;
import org.nn4j.core.training.DivergenceException;
import org.nn4j.core.training.History;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.core.training.TrainingPlan;
import org.nn4j.core.training.TrainingRun;
import org.nn4j.experiment.config.RunSettings;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.data.Notices;

/**
 * The training of a run, from its start or a checkpoint to its end or a cancellation, with
 * checkpoints on the way if settings ask for them.
 *
 * @param experiment data and network
 * @param plan how to train
 * @param model the model that is trained
 * @param checkpoint where to go on, or null
 * @param metadata what checkpoints hold besides the state
 * @param cancellation stops it
 * @param notices where warnings go
 */
public record CheckpointedTraining(
    PreparedExperiment experiment,
    TrainingPlan plan,
    Model model,
    @Nullable Checkpoint checkpoint,
    Map<String, String> metadata,
    Cancellation cancellation,
    Notices notices) {

  /**
   * The result of a completed training.
   *
   * @param network the network that was trained
   * @param history the epochs
   * @param checkpoint the checkpoint of its end, or null if none was written
   * @param unwritten why checkpoints could not be written in the end; the user was warned
   */
  public record Result(
      Network network, History history, @Nullable Path checkpoint, List<String> unwritten) {}

  /**
   * Trains.
   *
   * @param watching further listeners
   * @throws CancelledException if the user stopped it
   * @throws InputException if checkpoints cannot be written from the outset
   */
  Result run(List<TrainingListener> watching) {
    Path folder = settings().find(RunSettings.CHECKPOINT);
    if (folder == null) {
      return run(watching, null);
    }
    try (CheckpointFolder open =
        settings().using(RunSettings.CHECKPOINT, () -> CheckpointFolder.open(folder))) {
      long steps = checkpoint == null ? -1 : checkpoint.state().steps();
      open.requireNoneAfter(steps);
      return run(watching, writer(open));
    }
  }

  private Settings settings() {
    return experiment.settings();
  }

  private CheckpointWriter writer(CheckpointFolder folder) {
    return new CheckpointWriter(
        folder,
        settings().get(RunSettings.EVERY),
        settings().get(RunSettings.KEEP),
        model,
        metadata,
        e -> notices.warn("no checkpoint now, training goes on: " + e.getMessage()));
  }

  private Result run(List<TrainingListener> watching, @Nullable CheckpointWriter writer) {
    List<TrainingListener> listeners = Composer.ending(settings(), cancellation);
    if (writer != null) {
      listeners.add(writer);
    }
    listeners.addAll(watching);
    AtomicReference<TrainingRun> position = new AtomicReference<>();
    listeners.add(
        new TrainingListener() {
          @Override
          public void started(TrainingRun run) {
            position.set(run);
          }
        });
    History history;
    try {
      history = fit(listeners);
    } catch (DivergenceException e) {
      throw e.withCheckpoint(lastGood(writer));
    }
    if (cancellation.ended(history)) {
      throw cancelled(writer, Objects.requireNonNull(position.get()));
    }
    if (writer == null) {
      return new Result(experiment.network(), history, null, List.of());
    }
    InputException fault = writer.fault();
    return new Result(
        experiment.network(),
        history,
        writer.upToDate() ? writer.last() : null,
        fault == null ? List.of() : List.of(String.valueOf(fault.getMessage())));
  }

  /** Returns the last checkpoint, none of which is written with a number that is not finite. */
  private @Nullable Path lastGood(@Nullable CheckpointWriter writer) {
    Path written = writer == null ? null : writer.last();
    return written == null && checkpoint != null ? checkpoint.file() : written;
  }

  private History fit(List<TrainingListener> listeners) {
    Trainer trainer =
        new Trainer(plan, experiment.preprocessor(), listeners, Composer.threads(settings()));
    Network network = experiment.network();
    Dataset train = experiment.train();
    Dataset validation = experiment.validation();
    return Composer.comparing(
        settings(),
        () ->
            checkpoint == null
                ? trainer.fit(network, train, validation)
                : trainer.resume(checkpoint.state(), network, train, validation));
  }

  private CancelledException cancelled(@Nullable CheckpointWriter writer, TrainingRun run) {
    String where =
        run.batch() == 0
            ? "interrupted after epoch " + run.epochs() + " of " + plan.epochs()
            : "interrupted in epoch "
                + (run.epochs() + 1)
                + " of "
                + plan.epochs()
                + ", after batch "
                + run.batch()
                + " of "
                + run.batches();
    return writer == null
        ? new CancelledException(where, null, false)
        : new CancelledException(where, writer.last(), writer.upToDate());
  }
}
