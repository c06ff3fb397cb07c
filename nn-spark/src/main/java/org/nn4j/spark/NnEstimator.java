package org.nn4j.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Loss;
import org.nn4j.api.Task;
import org.nn4j.core.InputException;
import org.nn4j.core.network.Network;
import org.nn4j.experiment.config.AllSettings;
import org.nn4j.experiment.config.NetworkSettings;
import org.nn4j.experiment.config.RunSettings;
import org.nn4j.experiment.config.Setting;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.config.TrainingSettings;

/**
 * Trains a network on rows of Spark, in the executors that have them. The model's bytes are the
 * same for any number of executors and partitions, and any order of rows.
 *
 * <p>It learns from a column of vectors ({@link #setFeaturesCol}), or from columns of numbers,
 * texts, booleans, dates and times ({@link #setFeaturesCols}), which nn4j makes inputs of as {@code
 * nn train} does. Each setting of {@code nn train} that is about the network, the preparation of
 * the data or the training is a parameter, called {@code clipNorm} where that says {@code
 * clip_norm}; what is left open is filled in by the same rules, but for one: there is no preset, so
 * one plain network is trained. {@code explainParams()} lists all.
 *
 * @param <E> the estimator's own class
 * @param <M> its model's
 */
public abstract sealed class NnEstimator<E extends NnEstimator<E, M>, M extends NnModel<M>>
    extends Estimator<M> implements DefaultParamsWritable permits NnClassifier, NnRegressor {
  private static final long serialVersionUID = 1;

  private final String uid;
  private final Param<String> featuresCol;
  private final StringArrayParam featuresCols;
  private final Param<String> labelCol;
  private final Param<String> predictionCol;
  private final Param<String> weightCol;
  private final Param<String> validationIndicatorCol;
  private final IntParam executors;
  private final IntParam checkpointInterval;

  /** Not sent anywhere: an estimator stays in the driver. */
  private final transient SettingParams settings;

  /** The settings of a command line, in place of those of parameters, or null. */
  private transient @Nullable Settings given;

  NnEstimator(String uid) {
    this.uid = uid;
    featuresCol = ColumnParams.featuresCol(this);
    featuresCols = ColumnParams.featuresCols(this);
    labelCol = ColumnParams.labelCol(this);
    predictionCol = ColumnParams.predictionCol(this);
    weightCol = ColumnParams.column(this, "weightCol", "column with how much each row counts");
    validationIndicatorCol =
        ColumnParams.column(
            this,
            "validationIndicatorCol",
            "column that is true for rows that watch training, and are not learnt");
    executors =
        new IntParam(
            this,
            "executors",
            "tasks that train together, by default as many as the cluster runs at a time; same"
                + " bytes for any number",
            ParamValidators.gtEq(1));
    checkpointInterval =
        new IntParam(
            this,
            "checkpointInterval",
            "epochs from one checkpoint to the next, from where training goes on if an executor"
                + " dies; -1 for none. They are written where SparkContext.setCheckpointDir says, and"
                + " nowhere unless it was called");
    settings = new SettingParams(this);
    ColumnParams.setDefault(this, featuresCol, "features");
    ColumnParams.setDefault(this, labelCol, "label");
    ColumnParams.setDefault(this, predictionCol, "prediction");
    setDefault(checkpointInterval, 1);
  }

  @Override
  public String uid() {
    return uid;
  }

  /** Returns the parameter of the column with vectors of features. */
  public Param<String> featuresCol() {
    return featuresCol;
  }

  /** Returns the parameter of the columns of features, where they are no vector. */
  public StringArrayParam featuresCols() {
    return featuresCols;
  }

  /** Returns the parameter of the column that is learnt. */
  public Param<String> labelCol() {
    return labelCol;
  }

  /** Returns the parameter of the column with predictions. */
  public Param<String> predictionCol() {
    return predictionCol;
  }

  /** Returns the parameter of the column with weights. */
  public Param<String> weightCol() {
    return weightCol;
  }

  /** Returns the parameter of the column that tells validation rows. */
  public Param<String> validationIndicatorCol() {
    return validationIndicatorCol;
  }

  /** Returns the parameter of the number of tasks. */
  public IntParam executors() {
    return executors;
  }

  /** Returns the parameter of the epochs from one checkpoint to the next. */
  public IntParam checkpointInterval() {
    return checkpointInterval;
  }

  /**
   * Sets the epochs from one checkpoint to the next, 1 by default, or −1 for none. Checkpoints are
   * written to the folder that {@code SparkContext.setCheckpointDir} names, if it was called; if an
   * executor dies, training goes on from the newest one and ends with the same bytes.
   */
  public E setCheckpointInterval(int value) {
    return with(checkpointInterval, value);
  }

  /** Sets the column with vectors of features; by default {@code features}. */
  public E setFeaturesCol(String value) {
    return with(featuresCol, value);
  }

  /** Sets columns of features, in place of a column of vectors. */
  public E setFeaturesCols(String... values) {
    return with(featuresCols, values);
  }

  /** Sets the column that is learnt; by default {@code label}. */
  public E setLabelCol(String value) {
    return with(labelCol, value);
  }

  /** Sets the column that models write predictions to; by default {@code prediction}. */
  public E setPredictionCol(String value) {
    return with(predictionCol, value);
  }

  /** Sets the column with how much each row counts; by default all count alike. */
  public E setWeightCol(String value) {
    return with(weightCol, value);
  }

  /**
   * Sets the column, of booleans, that is true for rows that are not learnt: after every epoch the
   * network is evaluated on them, and early stopping, for instance, decides by them. By default
   * there are none.
   */
  public E setValidationIndicatorCol(String value) {
    return with(validationIndicatorCol, value);
  }

  /**
   * Sets how many tasks train together, each in a slot of the cluster; by default as many as there
   * are. The result is the same for any number.
   */
  public E setExecutors(int value) {
    return with(executors, value);
  }

  /** Sets the layers before the output, such as {@code 64:relu} or {@code dropout(rate=0.2)}. */
  public E setLayers(String... values) {
    return with(NetworkSettings.LAYERS, values);
  }

  /** Sets what training minimizes, such as {@code huber(delta=0.5)}. */
  public E setLoss(String value) {
    return with(TrainingSettings.LOSS, value);
  }

  /** Sets the update rule, such as {@code adam(lr=0.001)}. */
  public E setOptimizer(String value) {
    return with(TrainingSettings.OPTIMIZER, value);
  }

  /** Sets the learning rate over time, such as {@code cosine}. */
  public E setSchedule(String value) {
    return with(TrainingSettings.SCHEDULE, value);
  }

  /** Sets the number of passes over the data. */
  public E setEpochs(int value) {
    return with(TrainingSettings.EPOCHS, value);
  }

  /** Sets the rows of a batch, of all executors together; 0 takes all at once. */
  public E setBatch(int value) {
    return with(TrainingSettings.BATCH, value);
  }

  /**
   * Sets into how many parts batches are divided, a power of two, by default 64: at most as many
   * executors have something to do. Another number gives other bytes.
   */
  public E setShards(int value) {
    return with(TrainingSettings.SHARDS, value);
  }

  /** Sets the seed of the weights and the order; by default 0. */
  public E setSeed(long value) {
    return with(RunSettings.SEED, value);
  }

  /** Sets the numbers to compute with: {@code float32}, the default, or {@code float64}. */
  public E setPrecision(String value) {
    return with(NetworkSettings.PRECISION, value);
  }

  /** Sets the greatest length of all gradients together, 0 for no bound. */
  public E setClipNorm(double value) {
    return with(TrainingSettings.CLIP_NORM, value);
  }

  /** Sets what is watched for improvement, such as {@code validation_loss(patience=10)}. */
  public E setEarlyStopping(String value) {
    return with(TrainingSettings.EARLY_STOPPING, value);
  }

  /** Sets the most threads of a task; by default {@code spark.task.cpus}. */
  public E setThreads(int value) {
    return with(RunSettings.THREADS, value);
  }

  /**
   * Sets a setting of {@code nn train} by its key.
   *
   * @param key such as {@code weight_averaging}
   * @param value what a file of settings would hold: a text, a number, a boolean, or an array of
   *     texts
   * @throws InputException if there is no such setting, or it has no use here
   */
  public E setSetting(String key, Object value) {
    Setting<?> setting = AllSettings.find(key);
    if (!settings.has(setting)) {
      throw new InputException(
          key + ": has no use on Spark; columns have parameters of their own, see explainParams()");
    }
    return with(setting, value);
  }

  private <T> E with(Setting<?> setting, T value) {
    return with(settings.<T>of(setting), value);
  }

  @SuppressWarnings("unchecked") // E is the estimator's own class
  final <T> E with(Param<T> param, T value) {
    set(param, value);
    return (E) this;
  }

  /** Returns what is set of the settings of {@code nn train}. */
  final Settings settings() {
    return given == null ? settings.settings(this) : given;
  }

  /** Sets all settings at once, those too that parameters say in another way. */
  final void command(Settings all) {
    given = all;
  }

  /** Whether the settings say what parameters otherwise do. */
  final boolean commanded() {
    return given != null;
  }

  /** Returns a column's name, or null if none is named. */
  final @Nullable String column(Param<String> param) {
    String name = isDefined(param) ? getOrDefault(param) : "";
    return name.isEmpty() ? null : name;
  }

  /** Returns the columns of features that are named, or nothing if they are a vector. */
  final List<String> namedFeatures() {
    return isSet(featuresCols) ? Arrays.asList(getOrDefault(featuresCols)) : List.of();
  }

  /** Returns what is predicted. */
  abstract Task task();

  /**
   * Checks parameters against the network that is to be trained.
   *
   * @throws InputException if one does not suit it
   */
  void check(Loss loss, Network network) {}

  /** Returns an untrained model's columns of predictions. */
  abstract List<StructField> outputs();

  abstract M create(ModelBytes bytes);

  @Override
  public StructType transformSchema(StructType schema) {
    try {
      settings();
      check(schema);
      return ColumnParams.append(schema, outputs());
    } catch (InputException e) {
      throw SettingParams.inParams(e);
    }
  }

  private void check(StructType schema) {
    List<String> named = namedFeatures();
    if (named.isEmpty()) {
      RowCells.requireVector(schema, getOrDefault(featuresCol));
    }
    named.forEach(column -> RowCells.isNumeric(RowCells.field(schema, column)));
    String label = getOrDefault(labelCol);
    requireNumbers(schema, "labelCol", label, task() == Task.REGRESSION);
    String weight = column(weightCol);
    if (weight != null) {
      requireNumbers(schema, "weightCol", weight, true);
    }
    String indicator = column(validationIndicatorCol);
    if (indicator != null
        && !(RowCells.field(schema, indicator).dataType() instanceof BooleanType)) {
      throw new InputException(
          "validationIndicatorCol: column '" + indicator + "' must hold booleans");
    }
    for (String column : named) {
      if (Stream.of(label, weight, indicator).anyMatch(column::equals)) {
        throw new InputException(
            "featuresCols: column '" + column + "' is used for something else, too");
      }
    }
  }

  private static void requireNumbers(
      StructType schema, String param, String column, boolean numbers) {
    StructField field = RowCells.field(schema, column);
    if (!RowCells.isNumeric(field) && numbers) {
      throw new InputException(
          param
              + ": column '"
              + column
              + "' must hold numbers but is of type "
              + field.dataType().simpleString());
    }
  }

  /**
   * Trains.
   *
   * @throws InputException if parameters or data are wrong, or there are fewer slots than tasks are
   *     wanted
   */
  @Override
  public M fit(Dataset<?> data) {
    transformSchema(data.schema());
    try {
      SparkTraining.Fitted fitted = new SparkTraining(this, data).fit();
      M model = create(fitted.model());
      copyValues(model, ParamMap.empty());
      if (!fitted.vectorNames().isEmpty()) {
        model.with(model.vectorNames(), fitted.vectorNames().toArray(String[]::new));
      }
      model.setParent(this);
      return model;
    } catch (InputException e) {
      throw SettingParams.inParams(e);
    }
  }

  @Override
  public final Param<?>[] params() {
    List<Param<?>> all =
        new ArrayList<>(
            List.of(
                featuresCol,
                featuresCols,
                labelCol,
                predictionCol,
                weightCol,
                validationIndicatorCol,
                checkpointInterval,
                executors));
    all.addAll(more());
    settings.all().forEach(all::add);
    return all.stream().sorted(Comparator.comparing(Param::name)).toArray(Param[]::new);
  }

  /** Returns the further parameters of a kind of estimators. */
  List<Param<?>> more() {
    return List.of();
  }

  @Override
  public E copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  @Override
  public void save(String path) throws IOException {
    write().save(path);
  }
}
