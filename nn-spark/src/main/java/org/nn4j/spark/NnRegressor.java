package org.nn4j.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.StructField;
import org.nn4j.api.Loss;
import org.nn4j.api.Task;
import org.nn4j.core.network.Network;
import org.nn4j.experiment.config.TrainingSettings;

/**
 * Learns to predict a number, quantiles of one, or a number and its variance.
 *
 * <pre>{@code
 * NnRegressor regressor =
 *     new NnRegressor().setLabelCol("price").setLayers("64:relu").setEpochs(50).setBatch(1024);
 * Dataset<Row> predicted = regressor.fit(train).transform(test);
 * }</pre>
 */
public final class NnRegressor extends NnEstimator<NnRegressor, NnRegressionModel> {
  private static final long serialVersionUID = 1;

  private final Param<String> varianceCol;

  /** Creates an estimator. */
  public NnRegressor() {
    this(Identifiable.randomUID("nnRegressor"));
  }

  /** Creates an estimator with a uid of its own. */
  public NnRegressor(String uid) {
    super(uid);
    varianceCol = ColumnParams.varianceCol(this);
  }

  /** Returns the parameter of the column with variances. */
  public Param<String> varianceCol() {
    return varianceCol;
  }

  /**
   * Sets the column with the variance of each prediction, in the square of the label's units: there
   * are variances of losses over densities, {@code gaussian_nll} and {@code mixture_density}, and
   * to set a column with another is an error. None by default.
   */
  public NnRegressor setVarianceCol(String value) {
    return with(varianceCol, value);
  }

  /** Returns what reads a folder that an estimator was saved to. */
  public static MLReader<NnRegressor> read() {
    return new DefaultParamsReader<>();
  }

  /** Reads a folder that an estimator was saved to. */
  public static NnRegressor load(String path) {
    return read().load(path);
  }

  @Override
  Task task() {
    return Task.REGRESSION;
  }

  @Override
  List<StructField> outputs() {
    String prediction = column(predictionCol());
    boolean several = settings().get(TrainingSettings.QUANTILES).size() > 1;
    List<StructField> fields = new ArrayList<>();
    if (prediction != null) {
      fields.add(ColumnParams.output(prediction, several));
    }
    String variance = column(varianceCol);
    if (variance != null) {
      fields.add(ColumnParams.output(variance, false));
    }
    return fields;
  }

  @Override
  void check(Loss loss, Network network) {
    ColumnParams.requireVariances(this, loss, varianceCol);
  }

  @Override
  List<Param<?>> more() {
    return List.of(varianceCol);
  }

  @Override
  NnRegressionModel create(ModelBytes bytes) {
    return new NnRegressionModel(uid(), bytes);
  }
}
