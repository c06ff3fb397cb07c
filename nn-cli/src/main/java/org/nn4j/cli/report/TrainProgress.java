package org.nn4j.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.training.EpochResult;
import org.nn4j.core.training.History;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.core.training.TrainingRun;
import org.nn4j.report.figure.NumberText;

/**
 * Shows training as it goes, and when it will be done: on a terminal one line that changes at most
 * ten times a second, elsewhere a line every tenth of the epochs, and one after the first second.
 */
public final class TrainProgress implements TrainingListener {
  private static final long PAUSE = 100_000_000L;
  private static final long FIRST = 1_000_000_000L;
  private static final int LINES = 10;

  private final Console console;
  private int epochs;
  private double before;
  private long started;
  private long shown;
  private @Nullable EpochResult last;
  private @Nullable EnsembleProgress ensemble;

  /** Creates a listener for one run after another. */
  public TrainProgress(Console console) {
    this.console = console;
  }

  @Override
  public TrainingListener ofMember(int member, int members) {
    if (ensemble == null || member == 1) {
      ensemble = new EnsembleProgress(members);
    }
    return ensemble.member(member);
  }

  /** The progress of members that train at the same time, in epochs of all of them. */
  private final class EnsembleProgress {
    private final double[] done;
    private final long begin = System.nanoTime();
    private double atBegin;
    private int finished;

    EnsembleProgress(int members) {
      done = new double[members];
    }

    TrainingListener member(int member) {
      return new TrainingListener() {
        private int planned;

        @Override
        public void started(TrainingRun run) {
          planned = run.plan().epochs();
          synchronized (TrainProgress.this) {
            done[member - 1] = (double) run.epochs() / planned;
            atBegin += done[member - 1];
          }
        }

        @Override
        public void batchDone(int epoch, int batch, int batches, double loss, double rate) {
          synchronized (TrainProgress.this) {
            done[member - 1] = (epoch - 1 + (double) batch / batches) / planned;
            if (console.terminal() && due()) {
              show(member, "epoch " + epoch + "/" + planned, List.of(loss(loss)));
            }
          }
        }

        @Override
        public void epochDone(EpochResult result) {
          synchronized (TrainProgress.this) {
            done[member - 1] = (double) result.epoch() / planned;
            boolean last = result.epoch() == planned;
            if (console.terminal() ? due() : last) {
              show(member, "epoch " + result.epoch() + "/" + planned, details(result));
            }
          }
        }

        @Override
        public void finished(History history) {
          synchronized (TrainProgress.this) {
            done[member - 1] = 1;
            finished++;
            if (finished == done.length) {
              console.endProgress();
            }
          }
        }
      };
    }

    private void show(int member, String position, List<String> details) {
      double all = DoubleStream.of(done).sum();
      double seconds = (System.nanoTime() - begin) * 1e-9;
      List<String> fields = new ArrayList<>(List.of("network " + member + "/" + done.length));
      fields.add(position);
      if (all > atBegin) {
        fields.add("ETA " + NumberText.duration(seconds / (all - atBegin) * (done.length - all)));
      }
      fields.addAll(details);
      console.progress(fields);
    }
  }

  @Override
  public void started(TrainingRun run) {
    epochs = run.plan().epochs();
    before = run.epochs() + (double) run.batch() / run.batches();
    started = System.nanoTime();
    shown = started;
    if (run.steps() > 0 && run.epochs() < epochs) {
      console.progress(
          List.of(
              "going on from step "
                  + run.steps()
                  + ", epoch "
                  + (run.epochs() + 1)
                  + "/"
                  + epochs));
    }
  }

  @Override
  public void batchDone(int epoch, int batch, int batches, double loss, double rate) {
    if (batch < batches && (console.terminal() ? due() : first())) {
      tell(
          "epoch " + epoch + "/" + epochs + ", batch " + batch + "/" + batches,
          epoch - 1 + (double) batch / batches,
          last == null ? List.of(loss(loss)) : details(last));
    }
  }

  @Override
  public void epochDone(EpochResult result) {
    last = result;
    int epoch = result.epoch();
    boolean tenth = epoch * LINES / epochs > (epoch - 1) * LINES / epochs;
    if (console.terminal() ? due() : tenth || first()) {
      tell("epoch " + epoch + "/" + epochs, epoch, details(result));
    }
  }

  private void tell(String position, double epochsDone, List<String> details) {
    shown = System.nanoTime();
    List<String> fields = new ArrayList<>(List.of(position));
    double seconds = (System.nanoTime() - started) * 1e-9;
    double doneNow = epochsDone - before;
    if (doneNow > 0) {
      fields.add("ETA " + NumberText.duration(seconds / doneNow * (epochs - epochsDone)));
    }
    fields.addAll(details);
    console.progress(fields);
  }

  @Override
  public void finished(History history) {
    console.endProgress();
  }

  /** Returns whether a second has passed without a line. */
  private boolean first() {
    return shown == started && System.nanoTime() - started >= FIRST;
  }

  private boolean due() {
    return System.nanoTime() - shown >= PAUSE;
  }

  /** Returns what is shown of an epoch that other processes have trained. */
  public static List<String> of(EpochResult result, int epochs) {
    List<String> fields = new ArrayList<>(List.of("epoch " + result.epoch() + "/" + epochs));
    fields.addAll(details(result));
    return fields;
  }

  /** Returns the results, the most important first: a narrow terminal leaves out the rest. */
  static List<String> details(EpochResult result) {
    List<String> fields = new ArrayList<>(List.of(loss(result.loss())));
    if (!Double.isNaN(result.validationLoss())) {
      fields.add(String.format(Locale.ROOT, "validation %.3g", result.validationLoss()));
    }
    result.metrics().entrySet().stream()
        .filter(metric -> !metric.getValue().isNaN())
        .findFirst()
        .ifPresent(
            metric ->
                fields.add(
                    String.format(Locale.ROOT, "%s %.4f", metric.getKey(), metric.getValue())));
    fields.add(String.format(Locale.ROOT, "rate %.2g", result.rate()));
    fields.add(String.format(Locale.ROOT, "%,.0f samples/s", result.samplesPerSecond()));
    return fields;
  }

  private static String loss(double value) {
    return String.format(Locale.ROOT, "loss %.3g", value);
  }
}
