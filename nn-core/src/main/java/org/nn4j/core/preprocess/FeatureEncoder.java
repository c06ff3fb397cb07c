package org.nn4j.core.preprocess;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.InputException;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.preprocess.Preprocessor.UnknownCategory;

/**
 * The way from a table's columns to a network's inputs.
 *
 * @param steps one step or more per column, in the order of the inputs
 * @param columns the columns that they read, in the order in which users give values
 */
public record FeatureEncoder(List<FeatureStep> steps, List<String> columns) {
  private static final String COLUMNS = "columns";

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there is no step, two make the same of one column, or the
   *     columns are not those that they read
   */
  public FeatureEncoder {
    steps = List.copyOf(steps);
    columns = List.copyOf(columns);
    if (steps.isEmpty()
        || steps.stream().map(s -> s.column() + '\0' + s.describe(0)).distinct().count()
            < steps.size()) {
      throw new IllegalArgumentException(
          "feature columns must be at least 1, all different, but are "
              + steps.stream().map(s -> s.describe(0)).toList());
    }
    Labels.requireDistinct("columns", columns, 1);
    if (!new HashSet<>(columns).equals(new HashSet<>(read(steps)))) {
      throw new IllegalArgumentException(
          "the features are made of columns " + read(steps) + " but are said to be of " + columns);
    }
  }

  /**
   * Creates an encoder of columns in the order of their inputs.
   *
   * @throws IllegalArgumentException if there is no step or two make the same of one column
   */
  public FeatureEncoder(List<FeatureStep> steps) {
    this(steps, read(steps));
  }

  private static List<String> read(List<FeatureStep> steps) {
    return steps.stream().map(FeatureStep::column).distinct().toList();
  }

  /**
   * Fits the steps on some rows of a table. Columns without a value in these rows have no step, nor
   * have those that hold identifiers if the options name no columns and others are left.
   *
   * @param columns the features, at least one
   * @throws InputException if a column is unknown or holds nothing but identifiers, or no column
   *     holds a value
   */
  static FeatureEncoder fit(Table table, int[] rows, List<String> columns, FeatureOptions options) {
    List<Column> found = columns.stream().map(table::column).toList();
    List<NumericColumn> numbers = new ArrayList<>();
    found.forEach(
        column -> {
          if (column instanceof NumericColumn numeric) {
            numbers.add(numeric);
          }
        });
    Iterator<ColumnMoments> moments = ColumnMoments.of(numbers, rows).iterator();
    List<FeatureStep> steps = new ArrayList<>();
    Map<String, List<String>> identifying = new LinkedHashMap<>();
    for (Column column : found) {
      List<String> order = options.texts().ordinals().get(column.name());
      if (column instanceof NumericColumn numeric) {
        ColumnMoments own = moments.next();
        if (order == null) {
          numeric(table, rows, numeric, own, options, steps);
          continue;
        }
      }
      NumericOptions how = options.options(column.name());
      if (order != null) {
        steps.addAll(OrdinalFeature.fit(table, rows, column, order, how));
      } else if (!IntStream.of(rows).allMatch(column::missing)) {
        List<String> labels = Labels.of(rows, column);
        List<? extends FeatureStep> read = TextColumns.fit(table, rows, column, labels, options);
        if (!read.isEmpty()) {
          steps.addAll(read);
        } else if (CategoricalFeature.identifies(labels, rows.length)
            && !options.categorical().contains(column.name())) {
          identifying.put(column.name(), labels);
        } else {
          steps.add(CategoricalFeature.fit(rows, column, labels, options));
        }
      }
    }
    if (!identifying.isEmpty() && (steps.isEmpty() || !options.columns().isEmpty())) {
      throw CategoricalFeature.identifying(table, rows.length, identifying);
    }
    if (steps.isEmpty()) {
      throw table.fault(
          "no feature holds a value in the "
              + rows.length
              + " training rows: "
              + String.join(", ", columns));
    }
    List<String> read = read(steps);
    if (options.grouped()) {
      steps.sort(Comparator.comparing(FeatureStep::group));
    }
    return new FeatureEncoder(steps, read);
  }

  private static void numeric(
      Table table,
      int[] rows,
      NumericColumn column,
      ColumnMoments moments,
      FeatureOptions options,
      List<FeatureStep> steps) {
    if (moments.count() == 0) {
      return;
    }
    NumericOptions how = options.options(column.name());
    steps.add(NumericFeature.fit(table, rows, column, moments, how));
    int missing = rows.length - moments.count();
    if (how.missingIndicator() && missing > 0) {
      steps.add(MissingFeature.fit(column.name(), rows.length, missing, how.scaling()));
    }
  }

  static FeatureEncoder fromMap(JsonMap tree) {
    List<FeatureStep> steps = tree.objects("features", FeatureEncoder::step);
    return tree.build(
        () ->
            tree.map().containsKey(COLUMNS)
                ? new FeatureEncoder(steps, tree.texts(COLUMNS))
                : new FeatureEncoder(steps));
  }

  private static FeatureStep step(JsonMap tree) {
    String type = tree.text("type");
    return switch (type) {
      case NumericFeature.TYPE -> NumericFeature.fromMap(tree);
      case CategoricalFeature.TYPE -> CategoricalFeature.fromMap(tree);
      case CategoricalFeature.ENCODED_TYPE -> CategoricalFeature.fromEncodedMap(tree);
      case MissingFeature.TYPE -> MissingFeature.fromMap(tree);
      case DateFeature.TYPE -> DateFeature.fromMap(tree);
      case OrdinalFeature.TYPE -> OrdinalFeature.fromMap(tree);
      case TextFeature.TYPE -> TextFeature.fromMap(tree);
      default ->
          throw tree.unknownType(
              type,
              String.join(
                  ", ",
                  NumericFeature.TYPE,
                  CategoricalFeature.TYPE,
                  CategoricalFeature.ENCODED_TYPE,
                  MissingFeature.TYPE,
                  DateFeature.TYPE,
                  OrdinalFeature.TYPE,
                  TextFeature.TYPE));
    };
  }

  /** Returns the number of inputs. */
  public int width() {
    return steps.stream().mapToInt(FeatureStep::width).sum();
  }

  /** Returns how many inputs at the start are numbers, of which more and less is meant. */
  public int numbers() {
    int count = 0;
    for (FeatureStep step : steps) {
      if (step.group() != FeatureStep.Group.NUMBERS) {
        break;
      }
      count += step.width();
    }
    return count;
  }

  /**
   * Returns the number of labels that each of the inputs at the end stands for that are codes, from
   * 1 to that number, and 0 where a label is missing or unknown.
   */
  public List<Integer> categories() {
    List<Integer> counts = new ArrayList<>();
    for (FeatureStep step : steps) {
      if (step instanceof CategoricalFeature feature
          && feature.encoding() == CategoryEncoding.CODE) {
        counts.add(feature.codes());
      } else {
        counts.clear();
      }
    }
    return List.copyOf(counts);
  }

  /** Returns what each input stands for: {@code age}, {@code sex=female}, {@code sex=male}. */
  public List<String> inputs() {
    return steps.stream()
        .flatMap(s -> IntStream.range(0, s.width()).mapToObj(s::describe))
        .toList();
  }

  /**
   * Encodes some rows of any table that has the columns, in any order; others are ignored.
   *
   * @return one row for each of {@code rows}, {@link #width()} columns
   * @throws InputException if a column is missing, holds text instead of numbers, or a value does
   *     not fit the precision
   */
  public Matrix encode(Table table, int[] rows, Precision precision) {
    requireColumns(table);
    Matrix inputs = Matrix.zeros(precision, rows.length, width());
    int[] order = IntStream.range(0, rows.length).toArray();
    int from = 0;
    for (FeatureStep step : steps) {
      step.bind(table, rows).encode(order, 0, rows.length, inputs, from);
      from += step.width();
    }
    return inputs;
  }

  /**
   * Requires a table to have the columns.
   *
   * @throws InputException if one is missing
   */
  void requireColumns(Table table) {
    List<String> missing = columns.stream().filter(c -> table.find(c) == null).toList();
    if (!missing.isEmpty()) {
      throw table.fault(
          (missing.size() == 1 ? "column '" : "columns '")
              + String.join("', '", missing)
              + (missing.size() == 1 ? "' is" : "' are")
              + " missing; the model needs "
              + String.join(", ", columns));
    }
  }

  /**
   * Returns the texts in the table that the features cannot place: labels that no training row has,
   * and texts that are no dates.
   */
  List<UnknownCategory> unknownCategories(Table table) {
    List<UnknownCategory> unknown = new ArrayList<>();
    Set<String> looked = new HashSet<>();
    for (FeatureStep step : steps) {
      Column column = table.find(step.column());
      List<String> known = column == null ? null : known(step, column, table);
      if (known != null && looked.add(step.column())) {
        unknown.addAll(Labels.unknown(table, step.column(), known));
      }
    }
    return unknown;
  }

  /** Returns the texts that a step can place, or null if all. */
  private static @Nullable List<String> known(FeatureStep step, Column column, Table table) {
    if (step instanceof CategoricalFeature feature && !feature.rare()) {
      return feature.labels();
    }
    if (step instanceof OrdinalFeature feature) {
      return feature.labels();
    }
    return step instanceof DateFeature feature && column instanceof CategoricalColumn texts
        ? texts.labels().stream()
            .filter(label -> feature.isKnown(feature.moment(label, table::fault)))
            .toList()
        : null;
  }

  /** Returns this with dates as {@link DateFeature#knowing} has them. */
  FeatureEncoder knowing(DataProfile profile) {
    List<FeatureStep> known = new ArrayList<>();
    for (FeatureStep step : steps) {
      known.add(
          step instanceof DateFeature date
                  && profile.find(date.column()) instanceof ColumnProfile.Labels seen
              ? date.knowing(seen)
              : step);
    }
    return known.equals(steps) ? this : new FeatureEncoder(known, columns);
  }

  /** Adds the steps to plain values for a model file. */
  void put(Map<String, Object> map) {
    map.put("features", steps.stream().map(FeatureStep::toMap).toList());
    if (!columns.equals(read(steps))) {
      map.put(COLUMNS, columns);
    }
  }
}
