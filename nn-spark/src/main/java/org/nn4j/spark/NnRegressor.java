package org.nn4j.spark;

import java.util.List;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.StructField;
import org.nn4j.api.Task;
import org.nn4j.experiment.config.TrainingSettings;

/**
 * Learns to predict a number, or quantiles of one.
 *
 * <pre>{@code
 * NnRegressor regressor =
 *     new NnRegressor().setLabelCol("price").setLayers("64:relu").setEpochs(50).setBatch(1024);
 * Dataset<Row> predicted = regressor.fit(train).transform(test);
 * }</pre>
 */
public final class NnRegressor extends NnEstimator<NnRegressor, NnRegressionModel> {
  private static final long serialVersionUID = 1;

  /** Creates an estimator. */
  public NnRegressor() {
    this(Identifiable.randomUID("nnRegressor"));
  }

  /** Creates an estimator with a uid of its own. */
  public NnRegressor(String uid) {
    super(uid);
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
    return prediction == null ? List.of() : List.of(ColumnParams.output(prediction, several));
  }

  @Override
  NnRegressionModel create(ModelBytes bytes) {
    return new NnRegressionModel(uid(), bytes);
  }
}
