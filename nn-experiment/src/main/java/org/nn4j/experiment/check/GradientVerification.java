package org.nn4j.experiment.check;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Kernels;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.Table;
import org.nn4j.core.gradcheck.GradientCheck;
import org.nn4j.core.gradcheck.GradientReport;
import org.nn4j.core.gradcheck.StepSweep;
import org.nn4j.core.network.Network;
import org.nn4j.core.registry.Catalog;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.FormatSettings;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.data.DataFile;
import org.nn4j.experiment.data.LoadedModel;
import org.nn4j.experiment.data.Notices;
import org.nn4j.experiment.data.SourceData;
import org.nn4j.experiment.training.ExperimentFactory;
import org.nn4j.experiment.training.PreparedExperiment;

/** Checks a network's gradients on the first rows of some data. */
public final class GradientVerification {
  private static final int ROWS = 32;

  private final ExperimentFactory experiments;
  private final Catalog catalog;
  private final Kernels kernels;
  private final Notices notices;

  /**
   * Creates a check of experiments of a factory, or of models.
   *
   * @param catalog where the parts of models are looked up
   * @param kernels what models compute with
   * @param notices where messages go
   */
  public GradientVerification(
      ExperimentFactory experiments, Catalog catalog, Kernels kernels, Notices notices) {
    this.experiments = experiments;
    this.catalog = catalog;
    this.kernels = kernels;
    this.notices = notices;
  }

  /** A network and the rows it is checked on. */
  private record Subject(Network network, Loss loss, Dataset data) {}

  /**
   * What a check found.
   *
   * @param report the worst derivative of each parameter
   * @param sweep the errors by step, empty unless asked for
   * @param rows the number of rows
   * @param parameters the number of parameters, some or all of which were checked
   */
  public record Outcome(
      GradientReport report, List<StepSweep.Row> sweep, int rows, int parameters) {}

  /**
   * Checks the network that settings describe, before training.
   *
   * @throws org.nn4j.core.InputException if settings or data are wrong
   */
  public Outcome check(Settings settings, GradientCheck check, boolean sweep) {
    PreparedExperiment experiment = experiments.prepare(settings.ofOneNetwork());
    return check(
        new Subject(experiment.network(), experiment.loss(), experiment.train()), check, sweep);
  }

  /**
   * Checks a trained network.
   *
   * @param settings the data
   * @throws org.nn4j.core.InputException if model and data do not fit one another
   */
  public Outcome check(Path modelFile, Settings settings, GradientCheck check, boolean sweep) {
    LoadedModel model = LoadedModel.load(modelFile, catalog, kernels);
    Table table =
        model.read(
            new DataFile(
                settings.get(DataSettings.DATA_FILE),
                FormatSettings.format(settings),
                SourceData.storage(settings)),
            true,
            notices);
    int[] rows = IntStream.range(0, Math.min(ROWS, table.rows())).toArray();
    return check(
        new Subject(model.network(), model.loss(), model.samples(table, rows)), check, sweep);
  }

  private static Outcome check(Subject subject, GradientCheck check, boolean sweep) {
    Dataset data = subject.data;
    int[] order = rows(data);
    int n = order.length;
    Matrix x = Matrix.zeros(Precision.FLOAT64, n, data.featureWidth());
    Matrix y = Matrix.zeros(Precision.FLOAT64, n, data.targetWidth());
    data.features(order, 0, n, x);
    data.targets(order, 0, n, y);
    Matrix w = weights(data, order);
    return new Outcome(
        check.check(subject.network, subject.loss, x, y, w),
        sweep ? check.sweep(subject.network, subject.loss, x, y, w) : List.of(),
        n,
        subject.network.parameters().trainable().size());
  }

  /** Chooses the first rows with a weight above 0; others have no gradient to check. */
  private static int[] rows(Dataset data) {
    Matrix w = Matrix.zeros(Precision.FLOAT64, 1, 1);
    return IntStream.range(0, data.size())
        .filter(
            row -> {
              data.weights(new int[] {row}, 0, 1, w);
              return w.get(0, 0) > 0;
            })
        .limit(ROWS)
        .toArray();
  }

  private static @Nullable Matrix weights(Dataset data, int[] order) {
    if (!data.weighted()) {
      return null;
    }
    Matrix w = Matrix.zeros(Precision.FLOAT64, order.length, 1);
    data.weights(order, 0, order.length, w);
    double mean = data.meanWeight();
    for (int i = 0; i < order.length; i++) {
      w.set(i, 0, w.get(i, 0) / mean);
    }
    return w;
  }
}
