package org.nn4j.bench.optimizer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.bench.measure.Statistics;
import org.nn4j.bench.measure.Table;
import org.nn4j.core.network.Network;
import org.nn4j.core.training.EpochResult;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.core.training.TrainingPlan;
import org.nn4j.core.training.TrainingRun;

/** Training losses of small networks after so much time, by several optimizers. */
public final class LossReport {
  private static final double[] MILLISECONDS = {1, 3, 10, 30, 100, 300, 1000};

  /** Seconds after which a training is stopped. */
  private static final double MOST = MILLISECONDS[MILLISECONDS.length - 1] * 1e-3;

  /** More than there is time for. */
  private static final int EPOCHS = 10_000_000;

  private static final int SEEDS = 5;

  /** Trainings before those that count, in which the JVM compiles. */
  private static final int WARM_UP = 3;

  /** The optimizers by what their line says; a batch of 0 is all rows. */
  private enum Rival {
    ADAM("adam(lr=0.01), all rows", "adam(lr=0.01)", 0),
    ADAM_BATCHES("adam(lr=0.01), batches of 32", "adam(lr=0.01)", 32),
    LBFGS("lbfgs", "lbfgs", 0),
    LEVENBERG_MARQUARDT("levenberg_marquardt", "levenberg_marquardt", 0);

    private final String title;
    private final String optimizer;
    private final int batch;

    Rival(String title, String optimizer, int batch) {
      this.title = title;
      this.optimizer = optimizer;
      this.batch = batch;
    }
  }

  /** A loss and the seconds since the training began. */
  private record Moment(double seconds, double loss) {}

  private LossReport() {}

  /**
   * Measures and prints a table.
   *
   * @param folder of the CSV files
   * @param peer the command of scikit-learn, to which table, hidden units, seeds and seconds are
   *     added; empty for none
   */
  public static void print(Path folder, List<String> peer, PrintStream out) {
    List<String> heads = new ArrayList<>(List.of("data", "optimizer"));
    Arrays.stream(MILLISECONDS).forEach(ms -> heads.add(Statistics.number(ms, 0) + " ms"));
    Table table = new Table(heads.toArray(String[]::new));
    List<SmallTask> tasks =
        List.of(
            SmallTask.read(folder, "five_points", 5),
            SmallTask.read(folder, "iris", 16),
            SmallTask.read(folder, "wine", 16),
            SmallTask.read(folder, "diabetes", 16));
    for (SmallTask task : tasks) {
      for (Rival rival : Rival.values()) {
        if (rival != Rival.LEVENBERG_MARQUARDT || !task.classifies()) {
          table.add(line(task.name(), rival.title, runs(task, rival)));
        }
      }
      if (!peer.isEmpty()) {
        Path file = folder.resolve(task.name() + ".csv");
        table.add(line(task.name(), "lbfgs of scikit-learn", runs(peer, file, task.hidden())));
      }
    }
    out.printf(
        Locale.ROOT,
        "Training losses after so much time, medians of %d seeds, one thread.%n%n%s%n",
        SEEDS,
        table);
  }

  private static String[] line(String data, String optimizer, List<List<Moment>> runs) {
    List<String> line = new ArrayList<>(List.of(data, optimizer));
    for (double ms : MILLISECONDS) {
      double[] losses = runs.stream().mapToDouble(run -> loss(run, ms * 1e-3)).toArray();
      boolean all = Arrays.stream(losses).noneMatch(Double::isNaN);
      line.add(all ? String.format(Locale.ROOT, "%.2g", Statistics.median(losses)) : "");
    }
    return line.toArray(String[]::new);
  }

  /** Returns the loss that a run had reached, NaN if none. */
  private static double loss(List<Moment> run, double seconds) {
    double loss = Double.NaN;
    for (Moment moment : run) {
      loss = moment.seconds <= seconds ? moment.loss : loss;
    }
    return loss;
  }

  private static List<List<Moment>> runs(SmallTask task, Rival rival) {
    for (int i = 0; i < WARM_UP; i++) {
      run(task, rival, SEEDS + i);
    }
    return IntStream.range(0, SEEDS).mapToObj(seed -> run(task, rival, seed)).toList();
  }

  private static List<Moment> run(SmallTask task, Rival rival, long seed) {
    Network network = task.network(seed);
    List<Moment> moments = new ArrayList<>();
    long start = System.nanoTime();
    TrainingListener listener =
        new TrainingListener() {
          private @Nullable TrainingRun current;

          @Override
          public void started(TrainingRun run) {
            current = run;
          }

          @Override
          public void epochDone(EpochResult result) {
            double seconds = (System.nanoTime() - start) * 1e-9;
            moments.add(new Moment(seconds, result.loss()));
            if (seconds > MOST && current != null) {
              current.stop("the time is over");
            }
          }
        };
    TrainingPlan plan =
        TrainingPlan.builder()
            .loss(task.loss())
            .optimizer(rival.optimizer)
            .epochs(EPOCHS)
            .batch(rival.batch)
            .build();
    new Trainer(plan, listener).withThreads(1).fit(network, task.data());
    return moments;
  }

  private static List<List<Moment>> runs(List<String> peer, Path file, int hidden) {
    List<String> command = new ArrayList<>(peer);
    command.addAll(List.of(file.toString(), "" + hidden, "" + SEEDS, "" + MOST));
    List<List<Moment>> runs = new ArrayList<>();
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          String[] words = line.split(" ", -1);
          if (runs.size() <= Integer.parseInt(words[0])) {
            runs.add(new ArrayList<>());
          }
          Moment moment = new Moment(Double.parseDouble(words[1]), Double.parseDouble(words[2]));
          runs.get(runs.size() - 1).add(moment);
        }
      }
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + " failed");
      }
      return runs;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while scikit-learn runs", e);
    }
  }
}
