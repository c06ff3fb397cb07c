package org.nn4j.spark;

import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.TableRows;
import org.nn4j.core.InputException;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.ContentHash;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;

/**
 * Where in rows of Spark the cells of a table are: numbers and texts, each a column of its own, or
 * numbers that are the elements of a vector. Numbers of any type become float64; booleans and dates
 * become the texts that Spark casts them to, and so do times, in the session's time zone, but with
 * a T before the hour. Null, NaN and the empty text are missing.
 */
final class RowCells implements Serializable {
  private static final long serialVersionUID = 1;

  private static final int MISSING = -1;

  private final ZoneId zone;

  @SuppressWarnings("serial") // copies of lists can be serialized
  private final List<Field> fields;

  /**
   * A column of the table.
   *
   * @param place the row's column
   * @param element the element of a vector, or {@link #MISSING}
   * @param size the number of elements that the vector has
   */
  private record Field(String name, boolean numeric, int place, int element, int size)
      implements Serializable {}

  private RowCells(ZoneId zone, List<Field> fields) {
    this.zone = zone;
    this.fields = List.copyOf(fields);
  }

  /**
   * Returns no cells, to which others are added.
   *
   * @param zone the time zone whose clocks show the times of rows
   */
  static RowCells none(ZoneId zone) {
    return new RowCells(zone, List.of());
  }

  /** Returns the time zone of a session, in which Spark shows times, too. */
  static ZoneId zone(SparkSession session) {
    return DateTimeUtils.getZoneId(session.conf().get("spark.sql.session.timeZone"));
  }

  /**
   * Adds columns.
   *
   * @throws InputException if there is none of a name, or it holds neither numbers nor texts
   */
  RowCells and(StructType schema, List<String> columns) {
    List<Field> all = new ArrayList<>(fields);
    for (String column : columns) {
      StructField field = field(schema, column);
      all.add(new Field(column, isNumeric(field), schema.fieldIndex(column), MISSING, 0));
    }
    return new RowCells(zone, all);
  }

  /** Adds the elements of a vector, with names. */
  RowCells andVector(StructType schema, String column, List<String> elements) {
    requireVector(schema, column);
    List<Field> all = new ArrayList<>(fields);
    int place = schema.fieldIndex(column);
    for (int i = 0; i < elements.size(); i++) {
      all.add(new Field(elements.get(i), true, place, i, elements.size()));
    }
    return new RowCells(zone, all);
  }

  /** Returns those cells that columns of a table need, in their order. */
  RowCells only(List<String> columns) {
    Map<String, Field> named = new HashMap<>();
    fields.forEach(field -> named.put(field.name, field));
    return new RowCells(zone, columns.stream().map(named::get).toList());
  }

  static StructField field(StructType schema, String column) {
    if (!Arrays.asList(schema.fieldNames()).contains(column)) {
      throw new InputException(
          "no column '" + column + "'; there are " + String.join(", ", schema.fieldNames()));
    }
    return schema.apply(column);
  }

  static void requireVector(StructType schema, String column) {
    StructField field = field(schema, column);
    if (!field.dataType().equals(SQLDataTypes.VectorType())) {
      throw new InputException(
          "featuresCol: column '"
              + column
              + "' is of type "
              + field.dataType().simpleString()
              + " but must hold vectors; name columns of numbers and texts by featuresCols");
    }
  }

  /** Whether a column holds numbers, rather than texts. */
  static boolean isNumeric(StructField field) {
    DataType type = field.dataType();
    if (type instanceof NumericType) {
      return true;
    }
    if (type instanceof StringType
        || List.of(
                DataTypes.BooleanType,
                DataTypes.DateType,
                DataTypes.TimestampType,
                DataTypes.TimestampNTZType)
            .contains(type)) {
      return false;
    }
    throw new InputException(
        "column '"
            + field.name()
            + "' is of type "
            + type.simpleString()
            + "; numbers, texts, booleans, dates and times can be learnt from");
  }

  /**
   * Returns the names of a vector's elements, {@code x0}, {@code x1}, … where it has none of its
   * own.
   *
   * @param size the number of elements
   * @param taken names of other columns
   */
  static List<String> elements(StructField vector, int size, List<String> taken) {
    AttributeGroup group = AttributeGroup.fromStructField(vector);
    if (group.attributes().isDefined()) {
      List<String> names = new ArrayList<>();
      for (Attribute attribute : group.attributes().get()) {
        if (attribute.name().isDefined()) {
          names.add(attribute.name().get());
        }
      }
      boolean usable =
          names.size() == size
              && names.stream().distinct().count() == size
              && names.stream().noneMatch(name -> name.isBlank() || taken.contains(name));
      if (usable) {
        return names;
      }
    }
    return IntStream.range(0, size).mapToObj(i -> "x" + i).toList();
  }

  /** Returns a column's name as expressions have it, whatever is in it. */
  static String quoted(String column) {
    return "`" + column.replace("`", "``") + "`";
  }

  /** Returns whether a column has a value, row by row: {@link #read} tells what is missing. */
  static org.apache.spark.sql.Column present(Dataset<Row> data, String column) {
    org.apache.spark.sql.Column value = data.col(quoted(column));
    return value
        .isNotNull()
        .and(
            isNumeric(data.schema().apply(column))
                ? functions.not(functions.isnan(value))
                : value.cast(DataTypes.StringType).notEqual(""));
  }

  /** The cells of one row; NaN and null are missing. */
  static final class Cells {
    private final double[] numbers;
    private final byte[] @Nullable [] texts;

    private Cells(int columns) {
      numbers = new double[columns];
      texts = new byte[columns][];
    }
  }

  Cells cells() {
    return new Cells(fields.size());
  }

  /**
   * Reads a row.
   *
   * @param cells are overwritten
   * @throws InputException if a vector is null or has another size, or a number is infinite
   */
  void read(Row row, Cells cells) {
    int last = MISSING;
    double[] elements = {};
    for (int i = 0; i < cells.numbers.length; i++) {
      Field field = fields.get(i);
      if (field.element != MISSING) {
        if (field.place != last) {
          last = field.place;
          elements = elements(row, field);
        }
        cells.numbers[i] = number(elements[field.element], field.name);
      } else if (field.numeric) {
        Object value = row.get(field.place);
        cells.numbers[i] =
            value == null ? Double.NaN : number(((Number) value).doubleValue(), field.name);
      } else {
        cells.texts[i] = text(row.get(field.place), zone);
      }
    }
  }

  private static double[] elements(Row row, Field field) {
    Vector vector = (Vector) row.get(field.place);
    if (vector == null) {
      throw new InputException(
          "a row's vector of features is null; leave such rows out, or name columns by"
              + " featuresCols, in which values may be missing");
    }
    if (vector.size() != field.size) {
      throw new InputException(
          "a row's vector of features has "
              + vector.size()
              + " elements where others have "
              + field.size
              + "; all must have the same size");
    }
    return vector.toArray();
  }

  /** Returns a number, −0 as 0, which are the same to the order of rows. */
  private static double number(double number, String column) {
    if (Double.isInfinite(number)) {
      throw new InputException(
          "column '"
              + column
              + "' must hold finite numbers but a row has "
              + number
              + "; correct it, or write null where the value is missing");
    }
    return number + 0.0;
  }

  private static byte @Nullable [] text(@Nullable Object value, ZoneId zone) {
    String text =
        value == null
            ? ""
            : value instanceof Number number
                ? numberText(number)
                : value instanceof Timestamp time
                    ? DateTimeUtils.microsToInstant(DateTimeUtils.fromJavaTimestamp(time))
                        .atZone(zone)
                        .toLocalDateTime()
                        .toString()
                    : value instanceof Instant time
                        ? time.atZone(zone).toLocalDateTime().toString()
                        : value.toString();
    return text.isEmpty() ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  private static String numberText(Number number) {
    return number instanceof BigDecimal decimal
        ? decimal.stripTrailingZeros().toPlainString()
        : NumericColumn.text(number.doubleValue());
  }

  /** Returns the number of cells of a row. */
  int size() {
    return fields.size();
  }

  /** Adds the first cells to a hash, in order. */
  void hash(Cells cells, int count, ContentHash hash) {
    for (int i = 0; i < count; i++) {
      byte[] text = cells.texts[i];
      if (fields.get(i).numeric) {
        hash.number(cells.numbers[i]);
      } else if (text == null) {
        hash.missing();
      } else {
        hash.text(text);
      }
    }
  }

  /** Returns cells as bytes, which {@link #rows} understands. */
  byte[] write(Cells cells) {
    int size = 0;
    for (int i = 0; i < cells.numbers.length; i++) {
      byte[] text = cells.texts[i];
      size +=
          fields.get(i).numeric ? Double.BYTES : Integer.BYTES + (text == null ? 0 : text.length);
    }
    ByteBuffer bytes = ByteBuffer.allocate(size);
    for (int i = 0; i < cells.numbers.length; i++) {
      byte[] text = cells.texts[i];
      if (fields.get(i).numeric) {
        bytes.putDouble(cells.numbers[i]);
      } else if (text == null) {
        bytes.putInt(MISSING);
      } else {
        bytes.putInt(text.length).put(text);
      }
    }
    return bytes.array();
  }

  /**
   * Returns rows to make a table of.
   *
   * @param next returns the next row as {@link #write} wrote it, null after the last
   */
  TableRows rows(Supplier<byte @Nullable []> next) {
    return new WrittenRows(next);
  }

  /** Rows of which each is one array of bytes. */
  private final class WrittenRows implements TableRows {
    private final Supplier<byte @Nullable []> next;
    private final double[] numbers = new double[fields.size()];
    private final @Nullable String[] texts = new @Nullable String[fields.size()];

    private WrittenRows(Supplier<byte @Nullable []> next) {
      this.next = next;
    }

    @Override
    public List<TableRows.Column> columns() {
      return fields.stream()
          .map(
              field ->
                  field.numeric
                      ? new TableRows.Column(field.name, "number", Content.NUMBERS)
                      : new TableRows.Column(field.name, "text", Content.TEXTS))
          .toList();
    }

    @Override
    public boolean next() {
      byte[] row = next.get();
      if (row == null) {
        return false;
      }
      ByteBuffer bytes = ByteBuffer.wrap(row);
      for (int i = 0; i < numbers.length; i++) {
        if (fields.get(i).numeric) {
          numbers[i] = bytes.getDouble();
        } else {
          int length = bytes.getInt();
          texts[i] =
              length == MISSING
                  ? null
                  : new String(row, bytes.position(), length, StandardCharsets.UTF_8);
          bytes.position(bytes.position() + Math.max(0, length));
        }
      }
      return true;
    }

    @Override
    public boolean isMissing(int column) {
      return fields.get(column).numeric ? Double.isNaN(numbers[column]) : texts[column] == null;
    }

    @Override
    public double number(int column) {
      return numbers[column];
    }

    @Override
    public String text(int column) {
      return fields.get(column).numeric
          ? NumericColumn.text(numbers[column])
          : String.valueOf(texts[column]);
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  /** Returns what gathers rows to a table in memory. */
  TableBuilder table() {
    return new TableBuilder();
  }

  /** A table that grows row by row. */
  final class TableBuilder {
    private final double[][] numbers = new double[fields.size()][];
    private final List<@Nullable List<@Nullable String>> texts = new ArrayList<>();

    /** Texts that are kept once. */
    private final Map<String, String> kept = new HashMap<>();

    private int rows;

    private TableBuilder() {
      for (int i = 0; i < numbers.length; i++) {
        boolean numeric = fields.get(i).numeric;
        numbers[i] = new double[numeric ? 1 : 0];
        texts.add(numeric ? null : new ArrayList<>());
      }
    }

    int rows() {
      return rows;
    }

    void add(Cells cells) {
      for (int i = 0; i < numbers.length; i++) {
        byte[] text = cells.texts[i];
        if (fields.get(i).numeric) {
          number(i, cells.numbers[i]);
        } else {
          text(i, text == null ? null : new String(text, StandardCharsets.UTF_8));
        }
      }
      rows++;
    }

    private void number(int column, double value) {
      if (rows == numbers[column].length) {
        numbers[column] = Arrays.copyOf(numbers[column], Math.max(1024, rows + (rows >> 1)));
      }
      numbers[column][rows] = value;
    }

    private void text(int column, @Nullable String value) {
      String same = value == null ? null : kept.putIfAbsent(value, value);
      texts.get(column).add(same == null ? value : same);
    }

    /** Returns the table of all rows so far. */
    Table build() {
      List<Column> columns = new ArrayList<>();
      for (int i = 0; i < numbers.length; i++) {
        Field field = fields.get(i);
        List<@Nullable String> labels = texts.get(i);
        columns.add(
            labels == null
                ? new NumericColumn(field.name, Arrays.copyOf(numbers[i], rows))
                : CategoricalColumn.of(field.name, labels.toArray(new @Nullable String[0])));
      }
      return new Table(columns);
    }

    /** Forgets all rows. */
    void clear() {
      rows = 0;
      texts.forEach(
          labels -> {
            if (labels != null) {
              labels.clear();
            }
          });
    }
  }
}
