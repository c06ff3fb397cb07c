package org.nn4j.spark;

import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Loss;
import org.nn4j.core.InputException;
import org.nn4j.core.data.text.Decimals;
import org.nn4j.core.metric.Predictions;
import org.nn4j.core.model.Prediction;
import org.nn4j.core.training.Evaluator;

/**
 * A network that predicts one of several classes: see {@link NnClassifier}.
 *
 * <p>The prediction is the label where all labels are numbers, else the index of the label among
 * {@link #labels}, which the column's metadata has too, so that {@code IndexToString} makes texts
 * of it. Probabilities and scores are vectors in the order of the labels. Where the loss gives
 * scores that are no probabilities, as {@code hinge} does, there is no column of probabilities.
 */
public final class NnClassificationModel extends NnModel<NnClassificationModel> {
  private static final long serialVersionUID = 1;

  private final Param<String> rawPredictionCol;
  private final Param<String> probabilityCol;
  private final DoubleArrayParam thresholds;

  /**
   * Creates a model of nothing, by which Spark Connect learns that there are such models; they are
   * made by {@code fit} and {@link #load}.
   */
  public NnClassificationModel() {
    this(Identifiable.randomUID("nnClassificationModel"), ModelBytes.NONE);
  }

  NnClassificationModel(String uid, ModelBytes bytes) {
    super(uid, bytes);
    rawPredictionCol = ColumnParams.rawPredictionCol(this);
    probabilityCol = ColumnParams.probabilityCol(this);
    thresholds = NnClassifier.thresholds(this);
    ColumnParams.setDefault(this, rawPredictionCol, "rawPrediction");
    ColumnParams.setDefault(this, probabilityCol, "probability");
  }

  /** Returns what reads a folder that a model was saved to. */
  public static MLReader<NnClassificationModel> read() {
    return new Reader<>(NnClassificationModel.class, NnClassificationModel::new);
  }

  /**
   * Reads a folder that a model was saved to.
   *
   * @throws java.io.UncheckedIOException if it cannot be read
   * @throws org.nn4j.core.InputException if its file is damaged
   */
  public static NnClassificationModel load(String path) {
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
  public NnClassificationModel setRawPredictionCol(String value) {
    return with(rawPredictionCol, value);
  }

  /** Sets the column with probabilities, see {@link NnClassifier#setProbabilityCol}. */
  public NnClassificationModel setProbabilityCol(String value) {
    return with(probabilityCol, value);
  }

  /** Sets thresholds, see {@link NnClassifier#setThresholds}. */
  public NnClassificationModel setThresholds(double... values) {
    return with(thresholds, values);
  }

  /** Returns the labels of the classes, in the order of probabilities. */
  public List<String> labels() {
    return Objects.requireNonNull(model().preprocessor()).labels();
  }

  /** Returns the number of classes. */
  public int numClasses() {
    return labels().size();
  }

  private List<Param<String>> written() {
    boolean probabilities = new Evaluator(model().loss()).probabilities(model().network());
    if (!probabilities) {
      requireNoProbabilities(this, model().loss(), probabilityCol, thresholds);
    }
    return Stream.of(rawPredictionCol, probabilityCol, predictionCol())
        .filter(param -> column(param) != null && (probabilities || param != probabilityCol))
        .toList();
  }

  /**
   * Refuses parameters about probabilities that were set where there are none.
   *
   * @throws InputException if one was
   */
  static void requireNoProbabilities(
      Params params, Loss loss, Param<String> probabilityCol, DoubleArrayParam thresholds) {
    for (Param<?> param : List.of(probabilityCol, thresholds)) {
      if (params.isSet(param) && !"".equals(params.getOrDefault(param))) {
        throw new InputException(
            param.name()
                + ": is about probabilities, but the loss "
                + loss.expression()
                + " gives scores that are none, see rawPredictionCol; leave it out, or choose a"
                + " loss such as cross_entropy");
      }
    }
  }

  @Override
  List<StructField> outputs() {
    return written().stream()
        .map(
            param ->
                param == predictionCol()
                    ? new StructField(getOrDefault(param), DataTypes.DoubleType, false, nominal())
                    : ColumnParams.output(getOrDefault(param), true))
        .toList();
  }

  private Metadata nominal() {
    return NominalAttribute.defaultAttr()
        .withName(getOrDefault(predictionCol()))
        .withValues(labels().toArray(String[]::new))
        .toMetadata();
  }

  @Override
  Outputs writer() {
    List<Param<String>> written = written();
    double[] limits = isDefined(thresholds) ? getOrDefault(thresholds) : null;
    if (limits != null && limits.length != numClasses()) {
      throw new InputException(
          "thresholds has " + limits.length + " values for " + numClasses() + " classes");
    }
    return new Classes(
        written.contains(rawPredictionCol),
        written.contains(probabilityCol),
        written.contains(predictionCol()),
        Vectors.dense(values(labels())),
        limits == null ? null : Vectors.dense(limits));
  }

  /** Returns the labels' numbers, or their indices if one is no number. */
  private static double[] values(List<String> labels) {
    boolean numbers = labels.stream().allMatch(label -> !Double.isNaN(Decimals.parse(label)));
    return numbers
        ? labels.stream().mapToDouble(Decimals::parse).toArray()
        : DoubleStream.iterate(0, index -> index + 1).limit(labels.size()).toArray();
  }

  /** What is written of a prediction. */
  private record Classes(
      boolean raw,
      boolean probability,
      boolean decision,
      Vector values,
      @Nullable Vector thresholds)
      implements Outputs {

    @Override
    public void set(Prediction prediction, int row, @Nullable Object[] cells, int from) {
      int next = from;
      Vector scores = Vectors.dense(NnRegressionModel.row(prediction.values(), row));
      if (raw) {
        cells[next++] = scores;
      }
      if (probability) {
        cells[next++] = scores;
      }
      if (decision) {
        int decided =
            thresholds == null
                ? Predictions.argmax(prediction.decisions(), row)
                : greatest(scores.toArray(), thresholds.toArray());
        cells[next] = decided == Predictions.UNDECIDED ? Double.NaN : values.apply(decided);
      }
    }

    /** Returns the class with the greatest p/t, the first one of equals. */
    private static int greatest(double[] probabilities, double[] thresholds) {
      int best = 0;
      for (int k = 1; k < probabilities.length; k++) {
        // p/t > q/u without a division, so that a threshold may be 0
        if (probabilities[k] * thresholds[best] > probabilities[best] * thresholds[k]) {
          best = k;
        }
      }
      return best;
    }
  }

  @Override
  List<Param<?>> more() {
    return List.of(rawPredictionCol, probabilityCol, thresholds);
  }

  @Override
  NnClassificationModel create(String newUid, ModelBytes of) {
    return new NnClassificationModel(newUid, of);
  }
}
