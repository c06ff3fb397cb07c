package org.nn4j.core.preprocess;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.DensityLoss;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.api.TargetKind;
import org.nn4j.api.Task;
import org.nn4j.core.InputException;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.CsvFormat;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.data.RowPlace;
import org.nn4j.core.data.RowPlaces;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.TargetDecoder;
import org.nn4j.core.metric.Predictions;
import org.nn4j.core.metric.QuantileValues;

/**
 * The preprocessing that travels with a model: fitted on the training rows alone, applied to any
 * table with the same columns.
 *
 * @param features the way from columns to inputs
 * @param target the way between the target columns and what the loss compares
 * @param format how the training data's files write numbers and missing cells, for files that leave
 *     it open; never how they separate fields
 */
public record Preprocessor(FeatureEncoder features, TargetEncoder target, CsvFormat format)
    implements TargetDecoder {
  private static final String ROOT = "preprocessing";
  private static final String FORMAT = "format";
  private static final String DECIMAL = "decimal";
  private static final String MISSING = "missing";

  /**
   * Fits both encoders.
   *
   * @param rows the training rows; no others are examined, except to infer the task, which reads
   *     the whole target column
   * @throws InputException if a column is unknown, has two uses or cannot be learnt from
   */
  public static Preprocessor fit(Table table, int[] rows, PreprocessOptions options) {
    if (rows.length == 0) {
      throw new IllegalArgumentException("preprocessing is fitted on at least one row");
    }
    TargetEncoder target = TargetEncoder.fit(table, rows, options.target());
    FeatureOptions features = options.features().in(table);
    List<String> columns = featureColumns(table, target, features, options.weights());
    return new Preprocessor(
        FeatureEncoder.fit(table, rows, columns, features), target, table.format());
  }

  /**
   * Fits both encoders by default, to predict columns from all others.
   *
   * @param rows the training rows
   * @throws InputException as {@link #fit(Table, int[], PreprocessOptions)} does
   */
  public static Preprocessor fit(Table table, int[] rows, String... targets) {
    return fit(table, rows, PreprocessOptions.of(targets));
  }

  private static List<String> featureColumns(
      Table table, TargetEncoder target, FeatureOptions features, WeightOptions weighting) {
    List<String> used = new ArrayList<>(target.columns());
    String weights = weighting.column();
    if (weights != null) {
      used.add(table.column(weights).name());
    }
    for (String column : features.columns()) {
      if (used.contains(column)) {
        throw new InputException(
            "column '" + column + "' is a target or the sample weight and cannot be a feature too");
      }
    }
    used.addAll(features.excluded());
    List<String> columns = new ArrayList<>(features.columns());
    if (columns.isEmpty()) {
      columns.addAll(table.names());
      columns.removeAll(used);
    }
    if (columns.isEmpty()) {
      throw table.fault(
          "no column is left to be a feature: "
              + (table.ignored().isEmpty() && features.excluded().isEmpty()
                  ? "there is none but " + String.join(", ", used)
                  : "leave fewer out (--ignore)"));
    }
    return columns;
  }

  /** Returns the number of inputs that a network over such tables has. */
  public int inputWidth() {
    return features.width();
  }

  /**
   * Returns the number of outputs that a network over such tables has: one per class (for two
   * classes a single one works as well), label or target column.
   */
  public int outputWidth() {
    return target.outputs().size();
  }

  /**
   * Returns what is predicted by a network trained with a loss, an output for each or, of
   * densities, several: {@link TargetEncoder#outputs}, or the quantiles of the one target column,
   * {@code q0.1}.
   */
  public List<String> outputs(Loss loss) {
    List<Double> quantiles = quantiles(loss);
    return quantiles.isEmpty() ? target.outputs() : QuantileValues.names(quantiles);
  }

  /**
   * Returns the level of each output of a network trained with a loss, where these are quantiles of
   * one target column; else nothing.
   */
  public List<Double> quantiles(Loss loss) {
    return target.task() == Task.REGRESSION && outputWidth() == 1 ? loss.quantiles() : List.of();
  }

  /**
   * Requires a network to have an input for each column that the features become, and outputs that
   * define what the target is, for its loss.
   *
   * @param inputs the network's number of inputs
   * @param outputs the network's number of outputs
   * @param loss the loss it is trained with
   * @throws IllegalArgumentException otherwise
   */
  public void requireFit(int inputs, int outputs, Loss loss) {
    if (inputs != inputWidth()) {
      throw new IllegalArgumentException(
          "the preprocessing makes "
              + inputWidth()
              + " inputs of the columns "
              + Labels.list(features.columns())
              + " but the network has "
              + inputs
              + "; they must be equal");
    }
    if (loss instanceof DensityLoss density) {
      requireNumbers(density).requireStraight(density);
      loss.requireShapes(outputs, outputWidth());
      return;
    }
    int width = outputs(loss).size();
    if (target instanceof ClassTarget) {
      width = ClassEncoding.of(loss.targetKind(), outputs, width).width(width);
    } else if (outputs != width) {
      throw new IllegalArgumentException(
          "the network has "
              + outputs
              + (outputs == 1 ? " output" : " outputs")
              + " but the preprocessing has "
              + width
              + (target instanceof LabelTarget ? " labels: " : " targets: ")
              + Labels.list(outputs(loss))
              + "; they must be equal");
    } else if (target instanceof LabelTarget) {
      LabelTarget.requireKind(loss.targetKind());
    }
    loss.requireShapes(outputs, target instanceof NumericTarget ? outputWidth() : width);
  }

  private NumericTarget requireNumbers(DensityLoss loss) {
    if (target instanceof NumericTarget numbers) {
      return numbers;
    }
    throw new IllegalArgumentException(
        loss.name()
            + " is of densities of numbers, but the target is no number: "
            + String.join(", ", target.columns()));
  }

  /**
   * Returns the labels, those of classes in the order of their indices; empty where numbers are
   * predicted.
   */
  public List<String> labels() {
    return target.task() == Task.REGRESSION ? List.of() : target.outputs();
  }

  /**
   * Returns the probability of the second of two classes, or of each label, above which the model
   * decides for it; {@link Predictions#EVEN} unless another was set.
   */
  public List<Double> thresholds() {
    return target.thresholds();
  }

  /**
   * Returns a copy whose second class, the positive one, is another one: binary averages,
   * thresholds and curves are about it. Networks trained with this copy have outputs in its order;
   * the outputs of one trained before would be read the wrong way round.
   *
   * @param label one of two classes' labels, by default the second in {@link
   *     org.nn4j.core.data.text.LabelOrder}
   * @throws IllegalArgumentException if it is none, there are not two classes, or a threshold was
   *     set
   */
  public Preprocessor withPositive(String label) {
    if (!(target instanceof ClassTarget classes)) {
      throw new IllegalArgumentException(
          "the positive class is one of two, but the target is no class: "
              + String.join(", ", target.columns()));
    }
    return new Preprocessor(features, classes.withPositive(label), format);
  }

  /**
   * Returns a copy that decides for the second of two classes, or for every label, above another
   * probability.
   *
   * @throws IllegalArgumentException if it is not between 0 and 1, or there are neither two classes
   *     nor labels
   */
  public Preprocessor withThreshold(double threshold) {
    return withThresholds(Collections.nCopies(target.thresholds().size(), threshold));
  }

  /**
   * Returns a copy that decides above other probabilities.
   *
   * @param thresholds one for two classes, or one for each label
   * @throws IllegalArgumentException as {@link #withThreshold} does, or if they are too many or few
   */
  public Preprocessor withThresholds(List<Double> thresholds) {
    return new Preprocessor(features, target.withThresholds(thresholds), format);
  }

  /**
   * Turns encoded targets, or a network's outputs, into the units of the data: scaled numbers lose
   * their scaling, classes stay what they are.
   *
   * @param encoded N×columns; not changed
   */
  @Override
  public Matrix decode(Matrix encoded) {
    if (!(target instanceof NumericTarget numbers)) {
      return encoded;
    }
    Matrix values = Matrix.zeros(encoded.precision(), encoded.rows(), encoded.columns());
    values.copyFrom(encoded);
    numbers.decode(values);
    return values;
  }

  /**
   * Turns encoded targets, or a network's outputs, into the units of the data in place, as {@link
   * #decode} does; allocates nothing.
   *
   * @param encoded N×columns
   */
  public void decodeInPlace(Matrix encoded) {
    if (target instanceof NumericTarget numbers) {
      numbers.decode(encoded);
    }
  }

  @Override
  public void decodeDeviations(Matrix encoded) {
    if (target instanceof NumericTarget numbers) {
      numbers.decodeDeviations(encoded);
    }
  }

  /**
   * Returns how to read a file that the model is to be applied to: its columns with their types,
   * all others ignored.
   *
   * @param withTarget whether the target is needed, as it is for an evaluation
   */
  public TableOptions tableOptions(boolean withTarget) {
    Map<String, ColumnType> types = new LinkedHashMap<>();
    for (FeatureStep step : features.steps()) {
      types.putIfAbsent(step.column(), columnType(step, format));
    }
    if (withTarget) {
      ColumnType type = type(target.type(), target.outputs(), format);
      target.columns().forEach(column -> types.put(column, type));
    }
    return new TableOptions(types, ColumnType.IGNORE, format);
  }

  /** Returns the type that a feature's column is to be read as in a format. */
  static ColumnType columnType(FeatureStep step, CsvFormat format) {
    return step instanceof CategoricalFeature category
        ? type(step.type(), category.labels(), format)
        : step instanceof OrdinalFeature ordinal
            ? type(step.type(), ordinal.labels(), format)
            : step.type();
  }

  /**
   * Returns the type of a column of labels: if one of them could mean a missing value, as {@code
   * NA} does, the column was declared categorical.
   */
  private static ColumnType type(ColumnType type, List<String> labels, CsvFormat format) {
    boolean literal = type != ColumnType.CATEGORICAL || labels.stream().anyMatch(format::isMissing);
    return literal ? type : ColumnType.LABELS;
  }

  /**
   * Returns a copy that knows of its training rows what a profile tells: whether their dates showed
   * which of two numbers is the day. Where they did not, a text such as 01/02/2024 is refused.
   */
  public Preprocessor knowing(DataProfile profile) {
    FeatureEncoder known = features.knowing(profile);
    return known == features ? this : new Preprocessor(known, target, format);
  }

  /** Returns what encodes single samples, whose values are not in a table. */
  public RecordEncoder recordEncoder() {
    return new RecordEncoder(features, target.columns(), format);
  }

  /**
   * Encodes rows as samples: in a matrix; as bytes, which are encoded with each batch, if the table
   * is large and holds nothing else; or in the file from which the table is mapped. The only
   * difference is in memory.
   *
   * @param kind the loss' kind of targets
   * @param outputs the network's number of outputs
   * @param weights how much samples count, or null for all 1
   * @throws InputException if a column is missing or a value cannot be encoded
   * @throws IllegalArgumentException if that many outputs cannot represent the classes
   */
  public Dataset dataset(
      Table table,
      int[] rows,
      Precision precision,
      TargetKind kind,
      int outputs,
      @Nullable SampleWeights weights) {
    features.requireColumns(table);
    boolean mapped = table.mapped();
    MatrixDataset others =
        new MatrixDataset(
                Matrix.zeros(precision, rows.length, 0),
                targets(table, rows, precision, kind, outputs),
                weights == null ? null : weights.encode(table, rows),
                null)
            .from(mapped ? RowPlaces.NONE : RowPlaces.select(table.places(), rows));
    if (mapped) {
      return new MappedDataset(features, table, rows.clone(), precision, others);
    }
    Dataset bytes = ByteDataset.of(features, table, rows, precision, others);
    return bytes == null ? others.withFeatures(features.encode(table, rows, precision)) : bytes;
  }

  private Matrix targets(
      Table table, int[] rows, Precision precision, TargetKind kind, int outputs) {
    if (target instanceof ClassTarget classes) {
      return classes.encode(
          table, rows, ClassEncoding.of(kind, outputs, classes.labels().size()), precision);
    }
    return target instanceof LabelTarget labels
        ? labels.encode(table, rows, kind, precision)
        : ((NumericTarget) target).encode(table, rows, kind, precision);
  }

  /**
   * Returns the labels in a table that no training row has: those of features and, if classes are
   * predicted, those of the target that count as another label.
   */
  public List<UnknownCategory> unknownCategories(Table table) {
    List<UnknownCategory> unknown = features.unknownCategories(table);
    if (target instanceof ClassTarget classes && table.find(classes.column()) != null) {
      Labels.unknown(table, classes.column(), classes.labels()).stream()
          .filter(label -> label.taken() != null)
          .forEach(unknown::add);
    }
    return unknown;
  }

  /**
   * Returns the preprocessing as maps, lists, texts, booleans and doubles, for a model file; their
   * order is fixed.
   */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    features.put(map);
    map.put("target", target.toMap());
    Map<String, Object> told = new LinkedHashMap<>();
    if (format.usualDecimal() != null) {
      told.put(DECIMAL, format.usualDecimal().toString());
    }
    if (format.missing() != null) {
      told.put(MISSING, format.missing());
    }
    if (!told.isEmpty()) {
      map.put(FORMAT, told);
    }
    return map;
  }

  /**
   * Reads what {@link #toMap} wrote.
   *
   * @throws InputException if something is missing or out of range, naming its place
   */
  public static Preprocessor fromMap(Map<?, ?> map) {
    JsonMap tree = JsonMap.of(ROOT, map);
    FeatureEncoder features = FeatureEncoder.fromMap(tree);
    TargetEncoder target = target(tree.child("target"));
    for (String column : features.columns()) {
      if (target.columns().contains(column)) {
        throw new InputException(
            ROOT + ": column '" + column + "' is a target and cannot be a feature too");
      }
    }
    return new Preprocessor(
        features, target, map.containsKey(FORMAT) ? format(tree.child(FORMAT)) : CsvFormat.FOUND);
  }

  private static CsvFormat format(JsonMap tree) {
    String decimal = tree.map().containsKey(DECIMAL) ? tree.text(DECIMAL) : ".";
    CsvFormat format = CsvFormat.FOUND;
    if (!decimal.equals(".")) {
      format = tree.build(() -> CsvFormat.FOUND.withUsualDecimal(only(decimal)));
    }
    return tree.map().containsKey(MISSING) ? format.withMissing(tree.texts(MISSING)) : format;
  }

  private static char only(String decimal) {
    if (decimal.length() != 1) {
      throw new IllegalArgumentException("decimal must be one character but is '" + decimal + "'");
    }
    return decimal.charAt(0);
  }

  private static TargetEncoder target(JsonMap tree) {
    String type = tree.text("type");
    return switch (type) {
      case ClassTarget.TYPE -> ClassTarget.fromMap(tree);
      case LabelTarget.TYPE -> LabelTarget.fromMap(tree);
      case NumericTarget.TYPE -> NumericTarget.fromMap(tree);
      default ->
          throw tree.unknownType(
              type, String.join(", ", ClassTarget.TYPE, LabelTarget.TYPE, NumericTarget.TYPE));
    };
  }

  /**
   * A label that the training rows did not have.
   *
   * @param column the column
   * @param label the label
   * @param count the number of rows that have it
   * @param first where the first of them came from
   * @param taken the known label that is the same number, {@code 1} for {@code 1.0}, and stands in
   *     for it; or null if the model treats it like a missing one
   */
  public record UnknownCategory(
      String column, String label, int count, RowPlace first, @Nullable String taken) {}
}
