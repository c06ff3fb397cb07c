package org.nn4j.core.preprocess;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.DensityLoss;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.api.TargetKind;
import org.nn4j.api.Task;
import org.nn4j.core.InputException;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.metric.Predictions;

/**
 * Numbers, each scaled by its own scaler.
 *
 * @param columns the names of the target columns
 * @param scalers one per column
 */
public record NumericTarget(List<String> columns, List<Scaler> scalers) implements TargetEncoder {
  static final String TYPE = "values";

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if they are empty, differ in length or name a column twice
   */
  public NumericTarget {
    columns = List.copyOf(columns);
    scalers = List.copyOf(scalers);
    Labels.requireDistinct("columns", columns, 1);
    if (columns.size() != scalers.size()) {
      throw new IllegalArgumentException(
          columns.size() + " target columns but " + scalers.size() + " scalers");
    }
  }

  static NumericTarget fit(Table table, int[] rows, List<String> columns, Scaling scaling) {
    List<NumericColumn> sources =
        columns.stream().map(c -> NumericColumns.column(table, c)).toList();
    for (NumericColumn source : sources) {
      for (int row : rows) {
        NumericColumns.requirePresent(table, row, source, NumericColumns.TARGET);
      }
    }
    List<ColumnMoments> moments = ColumnMoments.of(sources, rows);
    List<Scaler> scalers = new ArrayList<>();
    for (int c = 0; c < sources.size(); c++) {
      NumericColumn source = sources.get(c);
      ColumnMoments values = moments.get(c);
      if (rows.length > 1 && Scaler.isConstant(values.min(), values.max())) {
        String value = source.text(rows[0]);
        boolean equal = values.min() == values.max();
        throw TaskInference.oneValueOnly(
            table, source, "value", List.of(equal ? value : value + " apart from rounding"));
      }
      scalers.add(NumericColumns.scaler(table, rows, source, values, scaling).unclipped());
    }
    return new NumericTarget(columns, scalers);
  }

  static NumericTarget fromMap(JsonMap tree) {
    return tree.build(
        () ->
            new NumericTarget(
                tree.objects("columns", column -> column.text("column")),
                tree.objects("columns", Scaler::fromMap)));
  }

  @Override
  public Task task() {
    return Task.REGRESSION;
  }

  @Override
  public List<String> outputs() {
    return columns;
  }

  @Override
  public List<Double> thresholds() {
    return List.of(Predictions.EVEN);
  }

  @Override
  public NumericTarget withThresholds(List<Double> changed) {
    throw new IllegalArgumentException(
        "a threshold divides two classes, but "
            + String.join(", ", columns)
            + " is predicted as a number");
  }

  @Override
  public ColumnType type() {
    return ColumnType.NUMERIC;
  }

  /**
   * Encodes the scaled values of some rows.
   *
   * @param kind what the values mean to the loss
   * @return one row for each of {@code rows}, one column per target
   * @throws InputException if a column is absent or holds text, or a value is missing, does not fit
   *     the precision or is none of that kind
   */
  public Matrix encode(Table table, int[] rows, TargetKind kind, Precision precision) {
    Matrix targets = Matrix.zeros(precision, rows.length, columns.size());
    for (int c = 0; c < columns.size(); c++) {
      NumericColumn column = NumericColumns.column(table, columns.get(c));
      for (int i = 0; i < rows.length; i++) {
        NumericColumns.requirePresent(table, rows[i], column, NumericColumns.TARGET);
        double scaled = scalers.get(c).apply(column.value(rows[i]));
        targets.set(i, c, scaled);
        NumericColumns.requireFits(table, rows[i], column, targets.get(i, c), precision);
        requireKind(table, rows[i], column, scaled, kind);
      }
    }
    return targets;
  }

  private static void requireKind(
      Table table, int row, NumericColumn column, double scaled, TargetKind kind) {
    @Nullable String wanted =
        switch (kind) {
          case REAL -> null;
          case COUNT -> scaled >= 0 ? null : "a count, at least 0";
          case PROBABILITY, DISTRIBUTION ->
              scaled >= 0 && scaled <= 1 ? null : "a probability, in [0, 1]";
          case SIGN -> Math.abs(scaled) == 1 ? null : "one of the labels -1 and 1";
        };
    if (wanted != null) {
      String text = column.text(row);
      String number = NumericColumn.text(scaled);
      throw table.fault(
          row,
          column,
          "the target '"
              + column.name()
              + "' is "
              + text
              + (text.equals(number) ? "" : ", scaled " + number)
              + ", but for this loss it must be "
              + wanted);
    }
  }

  /**
   * Turns scaled values, such as a network's outputs, into original units in place.
   *
   * @param values N×columns; N×K for K quantiles of one target
   */
  public void decode(Matrix values) {
    boolean one = columns.size() == 1;
    if (values.columns() != columns.size() && !one) {
      throw new IllegalArgumentException(
          "decode: values are " + values.shape() + " but there are " + columns.size() + " targets");
    }
    for (int r = 0; r < values.rows(); r++) {
      for (int c = 0; c < values.columns(); c++) {
        values.set(r, c, scalers.get(one ? 0 : c).invert(values.get(r, c)));
      }
    }
  }

  /**
   * Turns standard deviations of scaled values into original units in place.
   *
   * @param deviations N×columns
   */
  void decodeDeviations(Matrix deviations) {
    for (int r = 0; r < deviations.rows(); r++) {
      for (int c = 0; c < deviations.columns(); c++) {
        deviations.set(r, c, scalers.get(c).scale() * deviations.get(r, c));
      }
    }
  }

  /**
   * Requires that standard deviations can be told in original units, for a loss over densities.
   *
   * @throws IllegalArgumentException if a column is scaled by a curve
   */
  void requireStraight(DensityLoss loss) {
    for (int c = 0; c < scalers.size(); c++) {
      if (!(scalers.get(c).curve() instanceof Curve.Straight)) {
        throw new IllegalArgumentException(
            loss.name()
                + ": the target '"
                + columns.get(c)
                + "' is scaled to normal quantiles, by a curve, so that a standard deviation has no"
                + " one size in its units; scale it otherwise (--target-scaling standardize)");
      }
    }
  }

  @Override
  public Map<String, Object> toMap() {
    List<Map<String, Object>> list = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      Map<String, Object> column = new LinkedHashMap<>();
      column.put("column", columns.get(c));
      scalers.get(c).put(column);
      list.add(column);
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("type", TYPE);
    map.put("columns", list);
    return map;
  }
}
