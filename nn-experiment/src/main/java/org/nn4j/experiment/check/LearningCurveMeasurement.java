package org.nn4j.experiment.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nn4j.api.Metric;
import org.nn4j.api.Task;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.split.Split;
import org.nn4j.core.diagnosis.LearningCurve;
import org.nn4j.core.model.Model;
import org.nn4j.core.preprocess.ClassTarget;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.text.Words;
import org.nn4j.core.training.Cancellation;
import org.nn4j.core.training.Evaluator;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.RunSettings;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.data.SourceData;
import org.nn4j.experiment.training.Composer;
import org.nn4j.experiment.training.EvaluationResult;
import org.nn4j.experiment.training.ExperimentFactory;
import org.nn4j.experiment.training.ModelFitter;
import org.nn4j.experiment.training.PreparedExperiment;
import org.nn4j.experiment.training.Reporter;

/**
 * Trains the network that settings describe on ever more of the training rows, with the settings
 * that suit all of them, and evaluates each on the rows held out.
 */
public final class LearningCurveMeasurement {
  private final ExperimentFactory experiments;
  private final Reporter reporter;

  /** Creates a measurement of the experiments of a factory. */
  public LearningCurveMeasurement(ExperimentFactory experiments, Reporter reporter) {
    this.experiments = experiments;
    this.reporter = reporter;
  }

  /**
   * What was measured.
   *
   * @param curve the errors
   * @param part the rows that they are of: test or validation
   * @param samples how many these are
   * @param seconds how long it took
   */
  public record Outcome(LearningCurve curve, String part, int samples, double seconds) {}

  /**
   * Measures; no model is written.
   *
   * @param shares the shares of the training rows to learn from, ascending, the last 1
   * @param repeats how often, with other seeds and other rows, at least 1
   * @param progress receives a line for each network trained
   * @throws InputException if settings or data are wrong, or no rows are held out
   * @throws org.nn4j.core.training.CancelledException if the user interrupts it
   */
  public Outcome measure(
      Settings given,
      List<Double> shares,
      int repeats,
      Cancellation cancellation,
      Consumer<List<String>> progress) {
    long begin = System.nanoTime();
    Settings own = given.without(RunSettings.CHECKPOINT);
    SourceData data = experiments.read(own);
    Settings settings = experiments.complete(own, data);
    Metric metric = experiments.composer().metrics(settings).get(0);
    String error = (metric.higherIsBetter() ? "1 − " : "") + metric.shortExpression();
    ModelFitter fitting = new ModelFitter(experiments.composer(), reporter);
    int all = data.split().train().length;
    double[][] errors = new double[shares.size()][repeats];
    String part = "";
    int samples = 0;
    for (int repeat = 0; repeat < repeats; repeat++) {
      long seed = settings.get(RunSettings.SEED) + repeat;
      int[] order = order(data, settings, new RandomStream(seed, "learning curve"));
      for (int size = 0; size < shares.size(); size++) {
        SourceData some = only(data, Arrays.copyOf(order, rows(shares.get(size), all)));
        PreparedExperiment experiment =
            experiments.prepare(settings.with(RunSettings.SEED, seed), some);
        Map.Entry<String, Dataset> held = experiment.finalPart();
        if (held.getValue() == experiment.train()) {
          throw new InputException(
              "a learning curve is of held-out rows, and there are none; hold some out (--test"
                  + " 0.2)");
        }
        EvaluationResult result =
            evaluate(fitting.fit(experiment, cancellation), settings, metric, held);
        double value = result.values().values().getOrDefault(metric.name(), Double.NaN);
        errors[size][repeat] = metric.higherIsBetter() ? 1 - value : value;
        part = held.getKey();
        samples = held.getValue().size();
        progress.accept(
            List.of(
                "repeat " + (repeat + 1) + " of " + repeats,
                some.split().train().length + " rows",
                error + " " + Words.number(errors[size][repeat])));
      }
    }
    List<LearningCurve.Point> points = new ArrayList<>();
    for (int size = 0; size < shares.size(); size++) {
      points.add(LearningCurve.Point.of(rows(shares.get(size), all), errors[size]));
    }
    return new Outcome(
        new LearningCurve(error, points), part, samples, (System.nanoTime() - begin) * 1e-9);
  }

  private static int rows(double share, int all) {
    return Math.max(2, (int) Math.rint(share * all));
  }

  private static EvaluationResult evaluate(
      Model model, Settings settings, Metric metric, Map.Entry<String, Dataset> held) {
    Preprocessor preprocessor = Objects.requireNonNull(model.preprocessor());
    return EvaluationResult.of(
        held.getKey(),
        model.network(),
        new Evaluator(model.loss(), preprocessor, Composer.threads(settings)),
        preprocessor,
        List.of(metric),
        held.getValue());
  }

  /**
   * Returns the training rows in an order whose every beginning has the classes in their
   * proportions, and the first of each first.
   */
  private static int[] order(SourceData data, Settings settings, RandomStream random) {
    int[] rows = data.split().train();
    random.shuffle(rows, rows.length);
    List<String> targets = settings.get(DataSettings.TARGET);
    if (data.task() != Task.CLASSIFICATION || targets.size() != 1) {
      return rows;
    }
    int[] classes = ClassTarget.fit(data.table(), rows, targets.get(0)).indices(data.table(), rows);
    int[] sizes = new int[data.classes()];
    int[] ranks = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      ranks[i] = sizes[classes[i]]++;
    }
    return IntStream.range(0, rows.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> (double) ranks[i] / sizes[classes[i]]))
        .mapToInt(i -> rows[i])
        .toArray();
  }

  /** Returns the data with some of their training rows and all others. */
  private static SourceData only(SourceData data, int[] some) {
    int[] validation = data.split().validation();
    int[] test = data.split().test();
    int[] rows = Stream.of(some, validation, test).flatMapToInt(IntStream::of).sorted().toArray();
    Split split = Split.of(places(some, rows), places(validation, rows), places(test, rows));
    return new SourceData(
        data.table().select(rows),
        data.task(),
        data.classes(),
        split,
        data.columns(),
        data.groups() == null ? null : data.groups().select(rows),
        data.base());
  }

  /** Returns where rows are among ascending ones. */
  private static int[] places(int[] rows, int[] among) {
    return IntStream.of(rows).map(row -> Arrays.binarySearch(among, row)).toArray();
  }
}
