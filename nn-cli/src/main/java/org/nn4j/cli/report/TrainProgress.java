package org.nn4j.cli.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.training.EpochResult;
import org.nn4j.core.training.History;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.core.training.TrainingRun;
import org.nn4j.report.figure.Numbers;

/**
 * Shows training as it goes: on a terminal one line that changes at most ten times a second,
 * elsewhere a line every tenth of the epochs.
 */
public final class TrainProgress implements TrainingListener {
  private static final long PAUSE = 100_000_000L;
  private static final int LINES = 10;

  private final Console console;
  private int epochs;
  private double before;
  private long started;
  private long shown;
  private @Nullable EpochResult last;

  /** Makes a listener that has heard nothing yet. */
  public TrainProgress(Console console) {
    this.console = console;
  }

  @Override
  public void started(TrainingRun run) {
    epochs = run.plan().epochs();
    before = run.epochs() + (double) run.batch() / run.batches();
    started = System.nanoTime();
    shown = started;
    if (run.steps() > 0 && run.epochs() < epochs) {
      console.progress(
          "going on from step " + run.steps() + ", epoch " + (run.epochs() + 1) + "/" + epochs);
    }
  }

  @Override
  public void batchDone(int epoch, int batch, int batches, double loss, double rate) {
    if (console.terminal() && batch < batches && due()) {
      console.progress(
          String.format(Locale.ROOT, "epoch %d/%d %2d%%", epoch, epochs, 100 * batch / batches)
              + remaining(epoch - 1 + (double) batch / batches)
              + (last == null ? String.format(Locale.ROOT, "  loss %.3g", loss) : details(last)));
    }
  }

  @Override
  public void epochDone(EpochResult result) {
    last = result;
    int epoch = result.epoch();
    boolean tenth = epoch * LINES / epochs > (epoch - 1) * LINES / epochs;
    if (console.terminal() ? due() : tenth) {
      console.progress(
          String.format(Locale.ROOT, "epoch %d/%d", epoch, epochs)
              + remaining(epoch)
              + details(result));
    }
  }

  @Override
  public void finished(History history) {
    console.endProgress();
  }

  private boolean due() {
    long now = System.nanoTime();
    if (now - shown < PAUSE) {
      return false;
    }
    shown = now;
    return true;
  }

  /** Returns what matters most first: a narrow terminal cuts the rest off. */
  static String details(EpochResult result) {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "  loss %.3g", result.loss()));
    if (!Double.isNaN(result.validationLoss())) {
      text.append(String.format(Locale.ROOT, "  validation %.3g", result.validationLoss()));
    }
    result.metrics().entrySet().stream()
        .filter(metric -> !metric.getValue().isNaN())
        .findFirst()
        .ifPresent(
            metric ->
                text.append(
                    String.format(Locale.ROOT, "  %s %.4f", metric.getKey(), metric.getValue())));
    return text.append(String.format(Locale.ROOT, "  rate %.2g", result.rate()))
        .append(String.format(Locale.ROOT, "  %,.0f samples/s", result.samplesPerSecond()))
        .toString();
  }

  private String remaining(double epochsDone) {
    double seconds = (System.nanoTime() - started) * 1e-9;
    double doneNow = epochsDone - before;
    return doneNow > 0
        ? "  ETA " + Numbers.duration(seconds / doneNow * (epochs - epochsDone))
        : "";
  }
}
