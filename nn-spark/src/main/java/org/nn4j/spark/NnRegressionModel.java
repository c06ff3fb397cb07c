package org.nn4j.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.core.model.Prediction;

/**
 * A network that predicts a number, or quantiles of one: see {@link NnRegressor}. The prediction is
 * a {@code double}; of quantiles it is a vector of them. A loss over densities predicts a mean, and
 * its variance where there is a column for it.
 */
public final class NnRegressionModel extends NnModel<NnRegressionModel> {
  private static final long serialVersionUID = 1;

  private final Param<String> varianceCol;

  /**
   * Creates a model of nothing, by which Spark Connect learns that there are such models; they are
   * made by {@code fit} and {@link #load}.
   */
  public NnRegressionModel() {
    this(Identifiable.randomUID("nnRegressionModel"), ModelBytes.NONE);
  }

  NnRegressionModel(String uid, ModelBytes bytes) {
    super(uid, bytes);
    varianceCol = ColumnParams.varianceCol(this);
  }

  /** Returns the parameter of the column with variances. */
  public Param<String> varianceCol() {
    return varianceCol;
  }

  /** Sets the column with variances, see {@link NnRegressor#setVarianceCol}. */
  public NnRegressionModel setVarianceCol(String value) {
    return with(varianceCol, value);
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
    return Objects.requireNonNull(model().preprocessor()).outputs(model().loss()).size() > 1;
  }

  @Override
  List<StructField> outputs() {
    ColumnParams.requireVariances(this, model().loss(), varianceCol);
    String prediction = column(predictionCol());
    String variance = column(varianceCol);
    List<StructField> fields = new ArrayList<>();
    if (prediction != null) {
      fields.add(ColumnParams.output(prediction, several()));
    }
    if (variance != null) {
      fields.add(ColumnParams.output(variance, false));
    }
    return fields;
  }

  @Override
  Outputs writer() {
    return new Numbers(column(predictionCol()) != null, several(), column(varianceCol) != null);
  }

  /** What is written of a prediction. */
  private record Numbers(boolean predicted, boolean several, boolean variance) implements Outputs {

    @Override
    public void set(Prediction prediction, int row, @Nullable Object[] values, int from) {
      int next = from;
      if (predicted) {
        Matrix numbers = prediction.values();
        values[next++] = several ? Vectors.dense(row(numbers, row)) : (Object) numbers.get(row, 0);
      }
      if (variance) {
        double deviation = Objects.requireNonNull(prediction.deviations()).get(row, 0);
        values[next] = deviation * deviation;
      }
    }
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
  List<Param<?>> more() {
    return List.of(varianceCol);
  }

  @Override
  NnRegressionModel create(String newUid, ModelBytes of) {
    return new NnRegressionModel(newUid, of);
  }
}
