package org.nn4j.cli.job;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.cli.report.Console;
import org.nn4j.core.InputException;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.metric.QuantileValues;
import org.nn4j.core.model.Prediction;
import org.nn4j.core.preprocess.ClassTarget;
import org.nn4j.core.preprocess.FeatureStep;
import org.nn4j.core.preprocess.LabelTarget;
import org.nn4j.core.preprocess.NumericFeature;
import org.nn4j.core.preprocess.TargetEncoder;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.training.Evaluator;
import org.nn4j.experiment.data.DataFile;
import org.nn4j.experiment.data.LoadedModel;
import org.nn4j.report.chart.SurfaceChart;
import org.nn4j.report.figure.Figure;
import org.nn4j.report.figure.Point;
import org.nn4j.report.figure.Range;

/** Computes the output of a network with two inputs over a grid. */
public final class SurfaceJob {
  private final Catalog catalog;
  private final Kernels kernels;
  private final Console console;

  @Inject
  SurfaceJob(Catalog catalog, Kernels kernels, Console console) {
    this.catalog = catalog;
    this.kernels = kernels;
    this.console = console;
  }

  /**
   * Computes the figure.
   *
   * @param data rows to draw on top, or null
   * @throws InputException if the model has not two numbers as inputs or one output to show, or
   *     model and data do not fit one another
   */
  public Figure surface(Path modelFile, @Nullable DataFile data, SurfaceView view) {
    LoadedModel model = LoadedModel.load(modelFile, catalog, kernels);
    List<NumericFeature> inputs = inputs(model);
    Samples samples =
        data == null
            ? new Samples(List.of(), List.of())
            : samples(model, model.read(data, true, console), inputs, view);
    Range xs = view.range(inputs.get(0), samples.points.stream().mapToDouble(Point::x));
    Range ys = view.range(inputs.get(1), samples.points.stream().mapToDouble(Point::y));
    Matrix values = values(model, inputs, xs, ys, view);
    double threshold = view.threshold(model.preprocessor(), samples.targets, values);
    List<Point> above = new ArrayList<>();
    List<Point> below = new ArrayList<>();
    for (int i = 0; i < samples.points.size(); i++) {
      (samples.targets.get(i) > threshold ? above : below).add(samples.points.get(i));
    }
    String output =
        (model.preprocessor().labels().isEmpty() ? "" : scores(model) + " of ")
            + model.preprocessor().target().outputs().get(view.column(model.preprocessor()));
    return new SurfaceChart(
            inputs.get(0).column(), inputs.get(1).column(), output, xs, ys, threshold)
        .figure(values, above, below);
  }

  private static String scores(LoadedModel model) {
    return new Evaluator(model.loss()).probabilities(model.network()) ? "probability" : "score";
  }

  /** Rows of a file: where they are, and what the output should be there. */
  private record Samples(List<Point> points, List<Double> targets) {}

  private static List<NumericFeature> inputs(LoadedModel model) {
    List<NumericFeature> numbers = new ArrayList<>();
    List<String> columns = new ArrayList<>();
    for (FeatureStep step : model.preprocessor().features().steps()) {
      columns.add(step.column());
      if (step instanceof NumericFeature number) {
        numbers.add(number);
      }
    }
    if (columns.size() != 2 || numbers.size() != 2) {
      throw InputException.in(
          model.file(),
          "a surface needs two numeric input columns, but the model has "
              + columns.size()
              + ": "
              + String.join(", ", columns));
    }
    return numbers;
  }

  private static Samples samples(
      LoadedModel model, Table table, List<NumericFeature> inputs, SurfaceView view) {
    NumericColumn x = (NumericColumn) table.column(inputs.get(0).column());
    NumericColumn y = (NumericColumn) table.column(inputs.get(1).column());
    List<Point> points = new ArrayList<>();
    List<Double> targets = new ArrayList<>();
    int[] rows = table.everyRow();
    IntToDoubleFunction target =
        target(model.preprocessor().target(), table, view.column(model.preprocessor()));
    for (int row : rows) {
      points.add(new Point(x.value(row), y.value(row)));
      targets.add(target.applyAsDouble(row));
    }
    return new Samples(points, targets);
  }

  /** Returns what an output should be for a row. */
  private static IntToDoubleFunction target(TargetEncoder target, Table table, int output) {
    if (target instanceof ClassTarget classes) {
      int[] indices = classes.indices(table, table.everyRow());
      return row -> indices[row] == output ? 1 : 0;
    }
    if (target instanceof LabelTarget labels) {
      boolean[] present = labels.present(table, table.everyRow(), output);
      return row -> present[row] ? 1 : 0;
    }
    NumericColumn column = (NumericColumn) table.column(target.columns().get(output));
    return column::value;
  }

  /** Returns the outputs, a row for each value of the second input. */
  private static Matrix values(
      LoadedModel model, List<NumericFeature> inputs, Range xs, Range ys, SurfaceView view) {
    int side = view.steps() + 1;
    double[] x = new double[side * side];
    double[] y = new double[side * side];
    for (int i = 0; i < x.length; i++) {
      int column = i % side;
      int row = i / side;
      x[i] = xs.low() + column * xs.length() / view.steps();
      y[i] = ys.low() + row * ys.length() / view.steps();
    }
    Prediction prediction =
        model
            .model()
            .predict(
                new Table(
                    List.of(
                        new NumericColumn(inputs.get(0).column(), x),
                        new NumericColumn(inputs.get(1).column(), y))));
    int output =
        prediction.quantiles().isEmpty()
            ? view.column(model.preprocessor())
            : QuantileValues.nearestToMedian(prediction.quantiles());
    Matrix values = Matrix.zeros(Precision.FLOAT64, side, side);
    for (int i = 0; i < x.length; i++) {
      values.set(i / side, i % side, prediction.values().get(i, output));
    }
    return values;
  }
}
