package org.nn4j.onnx;

import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.api.Task;
import org.nn4j.core.data.Table;
import org.nn4j.core.metric.Predictions;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.Prediction;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.random.RandomStream;
import org.nn4j.onnx.file.ElementType;
import org.nn4j.onnx.file.Graph;
import org.nn4j.onnx.file.MalformedException;
import org.nn4j.onnx.file.Tensor;
import org.nn4j.onnx.run.Interpreter;

/** Compares what a graph computes with what a model predicts. */
final class Comparison {
  private static final double FLOAT32 = 1e-5;
  private static final double FLOAT64 = 1e-10;

  /** Rows that are computed at a time: quantiles are compared with each, a thousand a column. */
  private static final int CHUNK = 200;

  private final Model model;
  private final double tolerance;

  Comparison(Model model) {
    this.model = model;
    this.tolerance = model.network().precision() == Precision.FLOAT32 ? FLOAT32 : FLOAT64;
  }

  /**
   * Compares on rows such as the model was trained on.
   *
   * @throws MalformedException if the graph cannot be computed
   */
  OnnxCheck on(Graph graph, int rows) {
    Preprocessor preprocessor = model.preprocessor();
    if (preprocessor == null) {
      return plain(graph, rows);
    }
    Table table = SampleRows.of(preprocessor, rows);
    OnnxCheck all = new OnnxCheck(0, 0, 0, tolerance);
    for (int from = 0; from < rows; from += CHUNK) {
      Table some = table.select(IntStream.range(from, Math.min(rows, from + CHUNK)).toArray());
      OnnxCheck next =
          compare(Interpreter.run(graph, TableInputs.of(preprocessor, some)), model.predict(some));
      all =
          new OnnxCheck(
              all.rows() + next.rows(),
              Math.max(all.difference(), next.difference()),
              all.otherLabels() + next.otherLabels(),
              tolerance);
    }
    return all;
  }

  private OnnxCheck plain(Graph graph, int rows) {
    RandomStream random = new RandomStream(0, "onnx rows");
    Matrix x = Matrix.zeros(model.network().precision(), rows, model.network().inputWidth());
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < x.columns(); c++) {
        x.set(r, c, random.nextGaussian());
      }
    }
    Map<String, Tensor> outputs =
        Interpreter.run(graph, Map.of(Exporter.INPUT, Tensor.of(x, rows, x.columns())));
    Matrix expected = model.network().predict(x);
    return new OnnxCheck(
        rows, difference(expected, outputs.get(AnswerGraph.OUTPUT), 0), 0, tolerance);
  }

  /** Compares outputs with a prediction of as many rows. */
  OnnxCheck compare(Map<String, Tensor> outputs, Prediction prediction) {
    Matrix values = prediction.values();
    String name =
        prediction.task() == Task.REGRESSION
            ? AnswerGraph.PREDICTION
            : prediction.hasProbabilities() ? AnswerGraph.PROBABILITIES : AnswerGraph.SCORES;
    Tensor decided =
        switch (prediction.task()) {
          case CLASSIFICATION -> find(outputs, AnswerGraph.LABEL);
          case MULTI_LABEL -> find(outputs, AnswerGraph.DECISIONS);
          case REGRESSION -> null;
        };
    int other = 0;
    for (int row = 0; decided != null && row < values.rows(); row++) {
      other += sameDecision(decided, prediction, row) ? 0 : 1;
    }
    double least = prediction.task() == Task.REGRESSION ? 0 : 1;
    double apart = difference(values, find(outputs, name), least);
    Matrix deviations = prediction.deviations();
    if (deviations != null) {
      apart = Math.max(apart, difference(deviations, find(outputs, AnswerGraph.DEVIATION), least));
    }
    return new OnnxCheck(values.rows(), apart, other, tolerance);
  }

  /** Returns an output, whose name has a number behind it where a column has that name. */
  private static @Nullable Tensor find(Map<String, Tensor> outputs, String name) {
    Tensor found = outputs.get(name);
    for (int i = 2; found == null && i <= outputs.size() + 2; i++) {
      found = outputs.get(name + "_" + i);
    }
    return found;
  }

  /**
   * Returns the largest difference, relative to the largest number of its column.
   *
   * @param least what it is relative to where all numbers of a column are smaller
   */
  private static double difference(Matrix expected, @Nullable Tensor actual, double least) {
    if (actual == null || actual.size() != expected.size()) {
      return Double.POSITIVE_INFINITY;
    }
    double most = 0;
    for (int c = 0; c < expected.columns(); c++) {
      double size = least;
      double apart = 0;
      for (int r = 0; r < expected.rows(); r++) {
        double wanted = expected.get(r, c);
        double found = actual.number(r * expected.columns() + c);
        size = Math.max(size, Math.abs(wanted));
        apart = Double.isNaN(found) ? found : Math.max(apart, Math.abs(found - wanted));
      }
      double relative = apart == 0 ? 0 : apart / size;
      most = Double.isNaN(relative) ? Double.POSITIVE_INFINITY : Math.max(most, relative);
    }
    return most;
  }

  /** Whether a row's decision is the same, or as good within the tolerance. */
  private boolean sameDecision(Tensor decided, Prediction prediction, int row) {
    Matrix values = prediction.values();
    if (decided.type() == ElementType.STRING) {
      String label = decided.text(row);
      int found = prediction.names().indexOf(label);
      int wanted = Predictions.argmax(prediction.decisions(), row);
      boolean even = prediction.decisions() == values;
      return found == wanted
          || (found >= 0
              && even
              && values.get(row, wanted) - values.get(row, found) <= 2 * tolerance);
    }
    for (int k = 0; k < values.columns(); k++) {
      boolean wanted = prediction.decisions().get(row, k) > Predictions.EVEN;
      boolean found = decided.number(row * values.columns() + k) != 0;
      if (wanted != found) {
        return false;
      }
    }
    return true;
  }
}
