package org.nn4j.spark;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.StructField;
import org.nn4j.api.Loss;
import org.nn4j.api.Task;
import org.nn4j.core.network.Network;
import org.nn4j.core.training.Evaluator;

/**
 * Learns to predict one of several classes, whose labels are numbers or texts.
 *
 * <pre>{@code
 * NnClassifier classifier =
 *     new NnClassifier().setFeaturesCols("age", "job", "since").setLabelCol("bought").setSeed(7);
 * Dataset<Row> predicted = classifier.fit(train).transform(test);
 * }</pre>
 */
public final class NnClassifier extends NnEstimator<NnClassifier, NnClassificationModel> {
  private static final long serialVersionUID = 1;

  private final Param<String> rawPredictionCol;
  private final Param<String> probabilityCol;
  private final DoubleArrayParam thresholds;

  /** Creates an estimator. */
  public NnClassifier() {
    this(Identifiable.randomUID("nnClassifier"));
  }

  /** Creates an estimator with a uid of its own. */
  public NnClassifier(String uid) {
    super(uid);
    rawPredictionCol = ColumnParams.rawPredictionCol(this);
    probabilityCol = ColumnParams.probabilityCol(this);
    thresholds = thresholds(this);
    ColumnParams.setDefault(this, rawPredictionCol, "rawPrediction");
    ColumnParams.setDefault(this, probabilityCol, "probability");
  }

  static DoubleArrayParam thresholds(Params parent) {
    return new DoubleArrayParam(
        parent,
        "thresholds",
        "a number for each class: that with the greatest ratio of probability and threshold is"
            + " predicted; by default that which the model decides for");
  }

  /** Returns what reads a folder that an estimator was saved to. */
  public static MLReader<NnClassifier> read() {
    return new DefaultParamsReader<>();
  }

  /** Reads a folder that an estimator was saved to. */
  public static NnClassifier load(String path) {
    return read().load(path);
  }

  /** Returns the parameter of the column with scores. */
  public Param<String> rawPredictionCol() {
    return rawPredictionCol;
  }

  /** Returns the parameter of the column with probabilities. */
  public Param<String> probabilityCol() {
    return probabilityCol;
  }

  /** Returns the parameter of the thresholds of classes. */
  public DoubleArrayParam thresholds() {
    return thresholds;
  }

  /** Sets the column with scores, empty for none; by default {@code rawPrediction}. */
  public NnClassifier setRawPredictionCol(String value) {
    return with(rawPredictionCol, value);
  }

  /**
   * Sets the column with probabilities, empty for none; by default {@code probability}, unless the
   * loss gives scores that are no probabilities, as {@code hinge} does: then there is none, and to
   * set one is an error.
   */
  public NnClassifier setProbabilityCol(String value) {
    return with(probabilityCol, value);
  }

  /**
   * Sets thresholds, one for each class in the order of the labels: the class with the greatest p/t
   * is predicted, where p is its probability and t its threshold.
   */
  public NnClassifier setThresholds(double... values) {
    return with(thresholds, values);
  }

  @Override
  Task task() {
    return Task.CLASSIFICATION;
  }

  @Override
  List<StructField> outputs() {
    return Stream.of(rawPredictionCol, probabilityCol, predictionCol())
        .filter(param -> column(param) != null)
        .map(param -> ColumnParams.output(getOrDefault(param), param != predictionCol()))
        .toList();
  }

  @Override
  void check(Loss loss, Network network) {
    if (!new Evaluator(loss).probabilities(network)) {
      NnClassificationModel.requireNoProbabilities(this, loss, probabilityCol, thresholds);
    }
  }

  @Override
  List<Param<?>> more() {
    return List.of(rawPredictionCol, probabilityCol, thresholds);
  }

  @Override
  NnClassificationModel create(ModelBytes bytes) {
    return new NnClassificationModel(uid(), bytes);
  }
}
