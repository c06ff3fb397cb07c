package org.nn4j.spark;

import java.util.List;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.core.model.Prediction;

/**
 * A network that predicts a number, or quantiles of one: see {@link NnRegressor}. The prediction is
 * a {@code double}; of quantiles it is a vector of them.
 */
public final class NnRegressionModel extends NnModel<NnRegressionModel> {
  private static final long serialVersionUID = 1;

  /**
   * Creates a model of nothing, by which Spark Connect learns that there are such models; they are
   * made by {@code fit} and {@link #load}.
   */
  public NnRegressionModel() {
    this(Identifiable.randomUID("nnRegressionModel"), ModelBytes.NONE);
  }

  NnRegressionModel(String uid, ModelBytes bytes) {
    super(uid, bytes);
  }

  /** Returns what reads a folder that a model was saved to. */
  public static MLReader<NnRegressionModel> read() {
    return new Reader<>(NnRegressionModel.class, NnRegressionModel::new);
  }

  /**
   * Reads a folder that a model was saved to.
   *
   * @throws java.io.UncheckedIOException if it cannot be read
   * @throws org.nn4j.core.InputException if its file is damaged
   */
  public static NnRegressionModel load(String path) {
    return read().load(path);
  }

  private boolean several() {
    return model().network().outputWidth() > 1;
  }

  @Override
  List<StructField> outputs() {
    String prediction = column(predictionCol());
    return prediction == null ? List.of() : List.of(ColumnParams.output(prediction, several()));
  }

  @Override
  Outputs writer() {
    return outputs().isEmpty()
        ? (prediction, row, values, from) -> {}
        : several() ? NnRegressionModel::vector : NnRegressionModel::number;
  }

  private static void number(Prediction prediction, int row, @Nullable Object[] values, int from) {
    values[from] = prediction.values().get(row, 0);
  }

  private static void vector(Prediction prediction, int row, @Nullable Object[] values, int from) {
    values[from] = Vectors.dense(row(prediction.values(), row));
  }

  /** Returns the elements of a row. */
  static double[] row(Matrix matrix, int row) {
    double[] elements = new double[matrix.columns()];
    for (int c = 0; c < elements.length; c++) {
      elements[c] = matrix.get(row, c);
    }
    return elements;
  }

  @Override
  NnRegressionModel create(String newUid, ModelBytes of) {
    return new NnRegressionModel(newUid, of);
  }
}
