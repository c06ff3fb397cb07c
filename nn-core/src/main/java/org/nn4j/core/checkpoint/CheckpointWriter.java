package org.nn4j.core.checkpoint;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Checks;
import org.nn4j.core.InputException;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.ModelFile;
import org.nn4j.core.network.Network;
import org.nn4j.core.training.BestEpoch;
import org.nn4j.core.training.EpochResult;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.core.training.TrainingRun;
import org.nn4j.core.training.TrainingState;

/**
 * Writes checkpoints of a training run: as often as asked for, and when it ends, unless it ends
 * with an exception. Keeps the newest few, and the model of the best epoch if the plan has early
 * stopping. Each is on the disk before an older one is removed.
 */
public final class CheckpointWriter implements TrainingListener {
  private final CheckpointFolder folder;
  private final Every every;
  private final int keep;
  private final Model model;
  private final Map<String, String> notes;
  private final Consumer<InputException> failed;
  private @Nullable TrainingRun run;
  private @Nullable Path last;
  private long lastTime;
  private long lastSteps = -1;
  private int lastEpochs;
  private int lastBest;
  private @Nullable InputException fault;

  /**
   * Creates a listener for one run.
   *
   * @param folder where to write
   * @param every how often
   * @param keep how many to keep, at least 1
   * @param model the model with the network that is trained
   * @param notes further metadata for the files
   * @param failed called when one cannot be written, only for the first of several in a row; if it
   *     returns, training goes on, and the next checkpoint that is due is tried
   * @throws IllegalArgumentException if {@code keep} is below 1
   */
  public CheckpointWriter(
      CheckpointFolder folder,
      Every every,
      int keep,
      Model model,
      Map<String, String> notes,
      Consumer<InputException> failed) {
    Checks.atLeast("keep", keep, 1);
    this.folder = folder;
    this.every = every;
    this.keep = keep;
    this.model = model;
    this.notes = new LinkedHashMap<>(notes);
    this.failed = failed;
  }

  /** Creates a listener that ends the training when a checkpoint cannot be written. */
  public CheckpointWriter(CheckpointFolder folder, Every every, int keep, Model model) {
    this(
        folder,
        every,
        keep,
        model,
        Map.of(),
        e -> {
          throw e;
        });
  }

  /** Returns the checkpoint that was written last, or null before there is one. */
  public @Nullable Path last() {
    return last;
  }

  /**
   * Returns why the last checkpoint that was due, or the model of the best epoch with it, could not
   * be written, or null otherwise.
   */
  public @Nullable InputException fault() {
    return fault;
  }

  /** Returns whether the last checkpoint is of where the run stands. */
  public boolean upToDate() {
    return run != null && lastSteps == run.steps() && lastEpochs == run.epochs();
  }

  @Override
  public void started(TrainingRun newRun) {
    if (newRun.network() != model.network()) {
      throw new IllegalArgumentException(
          "checkpoints: the model's network is not the one that is trained");
    }
    run = newRun;
    last = null;
    lastTime = System.nanoTime();
    lastSteps = -1;
    lastBest = 0;
    fault = null;
  }

  @Override
  public void batchDone(int epoch, int batch, int batches, double loss, double rate) {
    boolean due =
        switch (every.unit()) {
          case STEPS -> run().steps() % every.count() == 0;
          case NANOSECONDS -> System.nanoTime() - lastTime >= every.count();
          case EPOCHS -> false;
        };
    if (due) {
      write();
    }
  }

  @Override
  public void epochDone(EpochResult result) {
    if (every.unit() == Every.Unit.EPOCHS && result.epoch() % every.count() == 0) {
      write();
    }
  }

  @Override
  public void ending() {
    if (!upToDate()) {
      write();
    }
  }

  private TrainingRun run() {
    return Objects.requireNonNull(run, "training has not started");
  }

  private void write() {
    TrainingRun now = run();
    TrainingState state = now.state();
    Path file = folder.file(now.steps());
    try {
      Checkpoint.write(file, model, notes, state);
      last = file;
      lastSteps = now.steps();
      lastEpochs = now.epochs();
      writeBest(now.best());
      folder.keep(keep, lastSteps);
      fault = null;
    } catch (InputException e) {
      fail(e);
    }
    lastTime = System.nanoTime();
  }

  private void fail(InputException e) {
    boolean first = fault == null;
    fault = e;
    if (first) {
      failed.accept(e);
    }
  }

  private void writeBest(@Nullable BestEpoch best) {
    if (best == null || best.epoch() == lastBest) {
      return;
    }
    Network network = model.network().withParameters(best.parameters());
    ModelFile.save(
        new Model(network, model.loss(), model.preprocessor(), model.provenance()), folder.best());
    lastBest = best.epoch();
  }
}
