package org.nn4j.experiment.data;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.TableRows;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;

/**
 * Rows in memory, each a list of values: numbers, texts, booleans, enum constants, and java.time's
 * dates and times, which are the texts that ISO 8601 has for them. A missing value is null, an
 * empty text, or NaN, as a {@code double} has no null.
 */
public final class MemoryRows implements TableRows {
  private final List<Column> columns;
  private final IntFunction<@Nullable Object[]> rows;
  private final int count;
  private int next;
  private @Nullable Object[] row = {};

  private MemoryRows(List<Column> columns, IntFunction<@Nullable Object[]> rows, int count) {
    this.columns = columns;
    this.rows = rows;
    this.count = count;
  }

  static Supplier<TableRows> of(
      List<Column> columns, IntFunction<@Nullable Object[]> rows, int count) {
    return () -> new MemoryRows(columns, rows, count);
  }

  /** Returns the rows of a table. */
  public static Supplier<TableRows> of(Table table) {
    List<org.nn4j.core.data.Column> from = table.columns();
    List<Column> columns =
        from.stream()
            .map(
                column ->
                    column instanceof NumericColumn
                        ? numbers(column.name(), "number")
                        : texts(column.name(), "text"))
            .toList();
    return of(columns, row -> cells(from, row), table.rows());
  }

  private static @Nullable Object[] cells(List<org.nn4j.core.data.Column> columns, int row) {
    @Nullable Object[] cells = new @Nullable Object[columns.size()];
    for (int i = 0; i < cells.length; i++) {
      org.nn4j.core.data.Column column = columns.get(i);
      cells[i] =
          column.missing(row)
              ? null
              : column instanceof NumericColumn numbers ? numbers.value(row) : column.text(row);
    }
    return cells;
  }

  /**
   * Returns records as rows, their components as columns.
   *
   * @throws IllegalArgumentException if there is none, or they are of several classes
   */
  public static Supplier<TableRows> of(List<? extends Record> records) {
    if (records.isEmpty()) {
      throw new IllegalArgumentException("data need at least one record, but the list is empty");
    }
    Class<? extends Record> type = records.get(0).getClass();
    RecordComponent[] components = type.getRecordComponents();
    List<Column> columns = new ArrayList<>();
    for (RecordComponent component : components) {
      if (!component.getAccessor().trySetAccessible()) {
        throw new IllegalArgumentException(
            "the records' class "
                + type.getName()
                + " cannot be read: make it public, or open its package to org.nn4j.experiment");
      }
      columns.add(column(component.getName(), component.getType()));
    }
    List<@Nullable Object[]> rows = new ArrayList<>(records.size());
    for (Record record : records) {
      if (record.getClass() != type) {
        throw new IllegalArgumentException(
            "records of one class make a table, but there are some of "
                + type.getName()
                + " and of "
                + record.getClass().getName());
      }
      @Nullable Object[] cells = new @Nullable Object[components.length];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = value(components[i], record);
      }
      rows.add(cells);
    }
    return of(columns, rows::get, rows.size());
  }

  private static @Nullable Object value(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalArgumentException("cannot read " + component + " of " + record, e);
    }
  }

  private static Column column(String name, Class<?> type) {
    boolean number =
        Number.class.isAssignableFrom(type)
            || (type.isPrimitive() && type != boolean.class && type != char.class);
    boolean text =
        CharSequence.class.isAssignableFrom(type)
            || type.isEnum()
            || type == boolean.class
            || type == Boolean.class
            || type == char.class
            || type == Character.class
            || Temporal.class.isAssignableFrom(type);
    return number
        ? numbers(name, type.getSimpleName())
        : text
            ? texts(name, type.getSimpleName())
            : new Column(name, type.getSimpleName(), Content.OTHER);
  }

  /**
   * Returns a matrix of features and a target.
   *
   * @param names the columns' names, the target's last
   * @param features a row for each sample; all of one length
   * @param target returns the target of a sample, a number or a text
   * @param numeric whether it is a number
   * @throws IllegalArgumentException if the rows differ in length
   */
  public static Supplier<TableRows> of(
      List<String> names, double[][] features, IntFunction<Object> target, boolean numeric) {
    int width = names.size() - 1;
    for (int row = 0; row < features.length; row++) {
      if (features[row].length != width) {
        throw new IllegalArgumentException(
            "row "
                + row
                + " of the features has "
                + features[row].length
                + " numbers, but row 0 has "
                + width);
      }
    }
    List<Column> columns = new ArrayList<>();
    names.subList(0, width).forEach(name -> columns.add(numbers(name, "double")));
    columns.add(numeric ? numbers(names.get(width), "double") : texts(names.get(width), "String"));
    return of(
        columns,
        row -> {
          @Nullable Object[] cells = new @Nullable Object[width + 1];
          for (int i = 0; i < width; i++) {
            cells[i] = features[row][i];
          }
          cells[width] = target.apply(row);
          return cells;
        },
        features.length);
  }

  private static Column numbers(String name, String type) {
    return new Column(name, type, Content.NUMBERS);
  }

  private static Column texts(String name, String type) {
    return new Column(name, type, Content.TEXTS);
  }

  @Override
  public List<Column> columns() {
    return columns;
  }

  @Override
  public boolean next() {
    if (next == count) {
      return false;
    }
    row = rows.apply(next++);
    return true;
  }

  @Override
  public boolean isMissing(int column) {
    Object value = row[column];
    return value instanceof Number number
        ? Double.isNaN(number.doubleValue())
        : value == null || value.toString().isEmpty();
  }

  @Override
  public double number(int column) {
    return row[column] instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  @Override
  public String text(int column) {
    Object value = row[column];
    if (value instanceof Double || value instanceof Float) {
      return NumericColumn.text(((Number) value).doubleValue());
    }
    return value instanceof BigDecimal decimal ? decimal.toPlainString() : String.valueOf(value);
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
