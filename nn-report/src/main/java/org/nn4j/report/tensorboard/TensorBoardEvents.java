package org.nn4j.report.tensorboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.io.AtomicFile;
import org.nn4j.core.training.EpochResult;
import org.nn4j.core.training.History;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.core.training.TrainingRun;
import org.nn4j.report.training.EpochNorms;
import org.nn4j.report.training.LayerNorms;

/**
 * Writes event files while a network trains, for {@code tensorboard --logdir DIR}: two of
 * TensorBoard's runs, {@code train} with loss, learning rate and norms by layer, and {@code
 * validation} with loss and metrics, so that the two losses share a chart. Steps are epochs.
 *
 * <p>Where a file cannot be written training ends, unless this is an {@linkplain
 * TrainingListener#optional optional} listener.
 *
 * <p>Of a training elsewhere, it may be told of epochs and the end alone; without norms these are
 * left out.
 *
 * <p>Every training run writes files of its own; in one folder TensorBoard draws them as one curve,
 * as is right for a run that is resumed.
 */
public final class TensorBoardEvents implements TrainingListener {
  private final Path folder;
  private final LayerNorms norms;
  private final Clock clock;
  private @Nullable EventFile train;
  private @Nullable EventFile validation;

  /**
   * Creates a listener that writes to a folder, which is created if it is missing.
   *
   * @param norms a recorder that comes before this one among the trainer's listeners
   * @throws InputException if the folder cannot be made
   */
  public TensorBoardEvents(Path folder, LayerNorms norms) {
    this(folder, norms, Clock.systemUTC());
  }

  TensorBoardEvents(Path folder, LayerNorms norms, Clock clock) {
    this.folder = folder;
    this.norms = norms;
    this.clock = clock;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw failure(e);
    }
    if (!Files.isWritable(folder)) {
      throw InputException.in(folder, "cannot be written: no permission");
    }
  }

  @Override
  public void started(TrainingRun run) {
    try {
      close();
      train = open("train");
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Creates the file of one of TensorBoard's runs, by the name that it looks for. */
  private EventFile open(String run) throws IOException {
    Path subfolder = Files.createDirectories(folder.resolve(run));
    double now = now();
    int number = 0;
    Path file;
    do {
      String name =
          String.format(Locale.ROOT, "events.out.tfevents.%010d.nn4j.%d", (long) now, number++);
      file = subfolder.resolve(name);
    } while (Files.exists(file));
    return new EventFile(file, now);
  }

  private double now() {
    return clock.millis() / 1000.0;
  }

  @Override
  public void epochDone(EpochResult result) {
    boolean held = !Double.isNaN(result.validationLoss());
    Map<String, Double> training = new LinkedHashMap<>();
    training.put("loss", result.loss());
    training.put("learning_rate", result.rate());
    Map<String, Double> judged = held ? new LinkedHashMap<>() : training;
    if (held) {
      judged.put("loss", result.validationLoss());
    }
    result.metrics().forEach((name, value) -> judged.put("metrics/" + name, value));
    putNorms(training);
    try {
      EventFile first = train == null ? open("train") : train;
      train = first;
      first.scalars(now(), result.epoch(), training);
      if (held) {
        EventFile events = validation == null ? open("validation") : validation;
        validation = events;
        events.scalars(now(), result.epoch(), judged);
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private void putNorms(Map<String, Double> values) {
    if (norms.epochs().isEmpty()) {
      return;
    }
    EpochNorms last = norms.epochs().get(norms.epochs().size() - 1);
    for (int i = 0; i < norms.layers().size(); i++) {
      values.put("gradient_norm/" + norms.layers().get(i), last.gradients().get(i));
      values.put("weight_norm/" + norms.layers().get(i), last.parameters().get(i));
    }
  }

  @Override
  public void finished(History history) {
    closeFiles();
  }

  @Override
  public void failed(Throwable cause) {
    closeFiles();
  }

  private void closeFiles() {
    try {
      close();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private void close() throws IOException {
    EventFile first = train;
    EventFile second = validation;
    train = null;
    validation = null;
    try {
      if (first != null) {
        first.close();
      }
    } finally {
      if (second != null) {
        second.close();
      }
    }
  }

  private InputException failure(IOException e) {
    return InputException.in(folder, "event files cannot be written: " + AtomicFile.reason(e));
  }
}
