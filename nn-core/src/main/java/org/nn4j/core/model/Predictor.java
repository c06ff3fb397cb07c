package org.nn4j.core.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.DensityLoss;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.api.Task;
import org.nn4j.core.InputException;
import org.nn4j.core.metric.Predictions;
import org.nn4j.core.network.BoundNetwork;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.preprocess.RecordEncoder;
import org.nn4j.core.training.Evaluator;

/**
 * Predicts single samples, given as values by the names of columns, with the bits of {@link
 * Model#predict(org.nn4j.core.data.Table)}.
 *
 * <pre>{@code
 * Predictor predictor = model.predictor();
 * SamplePrediction iris = predictor.predict(Map.of(
 *     "sepal_length", 5.1, "sepal_width", 3.5, "petal_length", 1.4, "petal_width", 0.2));
 * iris.label(); // setosa
 * }</pre>
 *
 * <p>A value is a {@link Number}, a text, which is read as a cell of the training data's files was,
 * a {@link Boolean} or an enum's constant, which goes by its name. Null and NaN are missing values,
 * which are imputed as in a table. A category that the model has not learnt is taken for the one
 * that is the same number, or else as missing, as in a table.
 *
 * <p>Keys are the names of the columns; one that differs in blanks, case or Unicode's form alone is
 * taken for the column that it is for certain, which is slower. A key that is no column of the
 * model is an error, unless it is a target's, and so is a column that has no key: {@link
 * #ignoreUnknown} and {@link #allowMissing} say otherwise.
 *
 * <p>Immutable and thread-safe, for any number of threads, as long as nothing trains the network
 * meanwhile. A call takes no lock and allocates little but its result; workspaces are reused.
 */
public final class Predictor {
  private final Network network;
  private final Preprocessor preprocessor;
  private final Evaluator evaluator;
  private final RecordEncoder encoder;
  private final SamplePrediction.Kind kind;
  private final @Nullable DensityLoss density;
  private final WorkspacePool<Workspace> workspaces;
  private final boolean allowMissing;
  private final boolean ignoreUnknown;

  /** The memory of a call. */
  private static final class Workspace {
    final BoundNetwork network;
    final Matrix input;

    /** Scores that the outputs are not, or decoded outputs. */
    final Matrix values;

    /** The standard deviations of the values, of none where the loss is not over densities. */
    final Matrix deviations;

    /** The scores of two classes where there is one output. */
    final Matrix both;

    Workspace(Network network, int width, int deviations) {
      Precision precision = network.precision();
      this.network = network.bindForPrediction(1);
      this.input = this.network.input(1);
      this.values = Matrix.zeros(precision, 1, width);
      this.deviations = Matrix.zeros(precision, 1, deviations);
      this.both = Matrix.zeros(precision, 1, 2);
    }
  }

  Predictor(Model model, Preprocessor preprocessor) {
    this.network = model.network();
    this.preprocessor = preprocessor;
    this.evaluator = new Evaluator(model.loss());
    this.encoder = preprocessor.recordEncoder();
    Task task = preprocessor.target().task();
    this.kind =
        new SamplePrediction.Kind(
            task,
            preprocessor.outputs(model.loss()),
            preprocessor.thresholds(),
            task != Task.REGRESSION && evaluator.probabilities(network),
            network.precision(),
            preprocessor.quantiles(model.loss()),
            model.conformal());
    this.density = model.loss() instanceof DensityLoss loss ? loss : null;
    int targets = kind.names().size();
    this.workspaces =
        new WorkspacePool<>(
            () ->
                density == null
                    ? new Workspace(network, network.outputWidth(), 0)
                    : new Workspace(network, targets, targets));
    this.allowMissing = false;
    this.ignoreUnknown = false;
  }

  private Predictor(Predictor other, boolean allowMissing, boolean ignoreUnknown) {
    this.network = other.network;
    this.preprocessor = other.preprocessor;
    this.evaluator = other.evaluator;
    this.encoder = other.encoder;
    this.kind = other.kind;
    this.density = other.density;
    this.workspaces = other.workspaces;
    this.allowMissing = allowMissing;
    this.ignoreUnknown = ignoreUnknown;
  }

  /** Returns a predictor that takes columns without a key for missing values. */
  public Predictor allowMissing() {
    return new Predictor(this, true, ignoreUnknown);
  }

  /** Returns a predictor that ignores keys that are no columns of the model. */
  public Predictor ignoreUnknown() {
    return new Predictor(this, allowMissing, true);
  }

  /** Returns the names of the columns that a sample has, in the order of features in arrays. */
  public List<String> columns() {
    return encoder.columns();
  }

  /**
   * Predicts a sample.
   *
   * @param sample its values by the names of columns
   * @throws InputException if a key is no column, a column has no key, or a value is none for its
   *     column: no number, infinite, of another type
   */
  public SamplePrediction predict(Map<String, ?> sample) {
    Workspace workspace = workspaces.take();
    try {
      encoder.encode(sample, allowMissing, ignoreUnknown, workspace.input);
      return predict(workspace);
    } finally {
      workspaces.giveBack(workspace);
    }
  }

  /**
   * Predicts a sample of numbers.
   *
   * @param values its values in the order of the {@link #columns}, NaN where one is missing; in a
   *     column of categories a number stands for the label that is the same number
   * @throws IllegalArgumentException if there are more or fewer values than columns
   * @throws InputException if a value is infinite or does not fit the network's precision
   */
  public SamplePrediction predict(double... values) {
    Workspace workspace = workspaces.take();
    try {
      encoder.encode(values, workspace.input);
      return predict(workspace);
    } finally {
      workspaces.giveBack(workspace);
    }
  }

  /**
   * Predicts a sample of numbers, as {@link #predict(double...)} does.
   *
   * @throws IllegalArgumentException if there are more or fewer values than columns
   * @throws InputException if a value is infinite or does not fit the network's precision
   */
  public SamplePrediction predict(float[] values) {
    Workspace workspace = workspaces.take();
    try {
      encoder.encode(values, workspace.input);
      return predict(workspace);
    } finally {
      workspaces.giveBack(workspace);
    }
  }

  private SamplePrediction predict(Workspace workspace) {
    Matrix outputs = workspace.network.forward(workspace.input, false);
    if (kind.task() == Task.REGRESSION) {
      if (density == null) {
        workspace.values.copyFrom(outputs);
      } else {
        density.moments(outputs, workspace.values, workspace.deviations);
        preprocessor.decodeDeviations(workspace.deviations);
      }
      preprocessor.decodeInPlace(workspace.values);
      return new SamplePrediction(
          kind,
          row(workspace.values),
          density == null ? null : row(workspace.deviations),
          Predictions.UNDECIDED);
    }
    Kernels kernels = network.kernels();
    Matrix scores = evaluator.scores(outputs, kernels, workspace.values);
    if (kind.task() == Task.MULTI_LABEL) {
      return prediction(scores, Predictions.UNDECIDED);
    }
    Matrix classes = Model.everyClass(scores, workspace.both);
    return prediction(classes, Predictions.decide(classes, 0, kind.thresholds().get(0)));
  }

  private SamplePrediction prediction(Matrix row, int decided) {
    return new SamplePrediction(kind, row(row), null, decided);
  }

  private static double[] row(Matrix row) {
    double[] values = new double[row.columns()];
    for (int k = 0; k < values.length; k++) {
      values[k] = row.get(0, k);
    }
    return values;
  }

  /** Returns the number of workspaces that wait for the next call. */
  int waiting() {
    return workspaces.waiting();
  }

  /**
   * Returns what is predicted from which columns, such as {@code predicts price from size, rooms;
   * absent columns are missing values}.
   */
  @Override
  public String toString() {
    return "predicts "
        + (String.join(", ", preprocessor.target().columns()) + " from ")
        + String.join(", ", columns())
        + (allowMissing ? "; absent columns are missing values" : "")
        + (ignoreUnknown ? "; other keys are ignored" : "");
  }
}
