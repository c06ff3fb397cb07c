package org.nn4j.core.preprocess;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.core.InputException;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.CsvFormat;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.csv.CellReader;
import org.nn4j.core.data.text.ColumnNames;
import org.nn4j.core.data.text.DateTexts.Moment;
import org.nn4j.core.data.text.Decimals;
import org.nn4j.core.text.Names;
import org.nn4j.core.text.Spelling;

/**
 * The way from the values of one sample, by column, to a network's inputs: the same bits as {@link
 * FeatureEncoder} makes of a table's row.
 *
 * <p>A value is a number, a text, a boolean or an enum's constant, or missing: null or NaN. Texts
 * are read as cells of the training data's files were; a boolean is 1 or 0 in a column of numbers,
 * and the label {@code true} or {@code false}, in any case of letters, in one of categories. In a
 * column of dates a value may also be one of java.time's classes, such as {@link
 * java.time.LocalDate}.
 *
 * <p>A key that differs from a column's name in blanks, case or Unicode's form alone is taken for
 * it, as in a file, where there is no other for it. Such keys are slower.
 *
 * <p>{@link #typed} takes no value of another type for one of a column's own, as what comes by JSON
 * may be.
 *
 * <p>Immutable and thread-safe. Encoding numbers and texts that are labels allocates nothing if the
 * keys are the columns' names.
 */
public final class RecordEncoder {
  private final FeatureEncoder features;
  private final CsvFormat format;
  private final Cell[] cells;
  private final List<String> columns;
  private final List<String> targets;
  private final Set<String> known;

  /** Is told of values that are taken as missing, though they stand for something. */
  public interface UnknownValues {
    /**
     * Takes note of a value: a label that no training row has, or a text that is no date.
     *
     * @param column the column's name
     * @param text the value as a text
     */
    void unknown(String column, String text);
  }

  /** A step and the first of its inputs. */
  private record Placed<S extends FeatureStep>(S step, int first) {}

  /** How one value becomes inputs. */
  private abstract static class Cell {
    final String column;
    final CellReader reader;

    /** Whether a value of another type is an error. */
    final boolean typed;

    Cell(String column, CellReader reader, boolean typed) {
      this.column = column;
      this.reader = reader;
      this.typed = typed;
    }

    abstract void encode(@Nullable Object value, Matrix inputs, @Nullable UnknownValues told);

    /** Encodes a number, NaN for a missing one. */
    abstract void encode(double value, Matrix inputs, @Nullable UnknownValues told);

    /** Returns values as a table's column, whose steps make the same inputs of them. */
    abstract Column column(List<? extends @Nullable Object> values);

    /** Returns the column of some texts, null for a missing one. */
    final Column labels(
        List<? extends @Nullable Object> values, Function<Object, @Nullable String> text) {
      @Nullable String[] texts = new @Nullable String[values.size()];
      for (int row = 0; row < texts.length; row++) {
        Object value = values.get(row);
        texts[row] = value == null ? null : text.apply(value);
      }
      return CategoricalColumn.of(column, texts);
    }

    final InputException fault(String message) {
      return new InputException("predict: column '" + column + "': " + message);
    }

    /** Makes an error of a number or truth value where something else is wanted. */
    final InputException otherType(String wanted, Object value) {
      String what = value instanceof Boolean ? "the truth value " : "the number ";
      String text =
          value instanceof Double number ? NumericColumn.text(number) : String.valueOf(value);
      return fault(wanted + " is wanted, but the value is " + what + text);
    }
  }

  private static final class NumberCell extends Cell {
    private final NumericFeature feature;
    private final int first;
    private final @Nullable Placed<MissingFeature> flag;

    NumberCell(
        Placed<NumericFeature> number,
        @Nullable Placed<MissingFeature> flag,
        CellReader reader,
        boolean typed) {
      super(number.step.column(), reader, typed);
      this.feature = number.step;
      this.first = number.first;
      this.flag = flag;
    }

    @Override
    void encode(@Nullable Object value, Matrix inputs, @Nullable UnknownValues told) {
      encode(value == null ? Double.NaN : number(value), inputs, told);
    }

    private double number(Object value) {
      if (value instanceof Long || value instanceof BigInteger || value instanceof BigDecimal) {
        Number number = (Number) value;
        double nearest = number.doubleValue();
        return Math.abs(nearest) < Decimals.EXACT_INTEGERS ? nearest : number(number.toString());
      }
      if (value instanceof Number number) {
        return number.doubleValue();
      }
      if (value instanceof Boolean flag) {
        if (typed) {
          throw otherType("a number", value);
        }
        return flag ? 1 : 0;
      }
      String text = textOrNull(value);
      if (text == null) {
        throw fault("a number is wanted, but the value is " + described(value));
      }
      return number(text);
    }

    private double number(String text) {
      try {
        return reader.number(text);
      } catch (IllegalArgumentException e) {
        throw fault(String.valueOf(e.getMessage()));
      }
    }

    @Override
    Column column(List<? extends @Nullable Object> values) {
      double[] numbers = new double[values.size()];
      for (int row = 0; row < numbers.length; row++) {
        Object value = values.get(row);
        numbers[row] = value == null ? Double.NaN : known(number(value));
      }
      return new NumericColumn(column, numbers);
    }

    /** Returns a number, NaN for one that stands for a missing value. */
    private double known(double value) {
      if (Double.isInfinite(value)) {
        throw fault("must be finite but is " + value + "; a value that is not known is NaN");
      }
      return reader.number(value);
    }

    @Override
    void encode(double value, Matrix inputs, @Nullable UnknownValues told) {
      double known = known(value);
      inputs.set(0, first, feature.input(known));
      if (!(Math.abs(inputs.get(0, first)) <= Double.MAX_VALUE)) {
        throw fault(
            NumericColumn.text(value) + " is beyond " + inputs.precision().id() + " after scaling");
      }
      flag(flag, Double.isNaN(known), inputs);
    }
  }

  private static final class CategoryCell extends Cell {
    private final List<String> labels;
    private final Labels.Index index;
    private final LabelWriter writer;
    private final ColumnType type;
    private final boolean rare;
    private final boolean numbers;
    private final int yes;
    private final int no;

    CategoryCell(
        String column,
        List<String> labels,
        boolean rare,
        LabelWriter writer,
        CellReader reader,
        ColumnType type,
        boolean typed) {
      super(column, reader, typed);
      this.labels = labels;
      this.index = new Labels.Index(labels);
      this.writer = writer;
      this.type = type;
      this.rare = rare;
      this.numbers = labels.stream().anyMatch(label -> Spelling.number(label) != null);
      this.yes = ignoringCase(labels, "true");
      this.no = ignoringCase(labels, "false");
    }

    private static int ignoringCase(List<String> labels, String text) {
      if (labels.contains(text)) {
        return labels.indexOf(text);
      }
      List<String> equal = labels.stream().filter(text::equalsIgnoreCase).toList();
      return equal.size() == 1 ? labels.indexOf(equal.get(0)) : -1;
    }

    @Override
    void encode(@Nullable Object value, Matrix inputs, @Nullable UnknownValues told) {
      int label = value == null ? Labels.MISSING : label(value);
      if (label < 0 && label != Labels.MISSING) {
        unknown(Objects.requireNonNull(value), told);
      }
      writer.write(label, inputs);
    }

    @Override
    void encode(double value, Matrix inputs, @Nullable UnknownValues told) {
      int label = label(value);
      if (label < 0 && label != Labels.MISSING) {
        unknown(value, told);
      }
      writer.write(label, inputs);
    }

    private void unknown(Object value, @Nullable UnknownValues told) {
      if (typed && (value instanceof Boolean || (value instanceof Number && !numbers))) {
        throw otherType("one of its labels, which are texts,", value);
      }
      if (told != null && !rare) {
        told.unknown(column, ColumnNames.stripped(written(value)));
      }
    }

    private int label(double number) {
      if (Double.isInfinite(number)) {
        throw fault("must be finite but is " + number + "; a value that is not known is NaN");
      }
      return Double.isNaN(number) ? Labels.MISSING : label(NumericColumn.text(number));
    }

    private int label(Object value) {
      if (value instanceof Boolean flag) {
        return flag ? yes : no;
      }
      return value instanceof Double || value instanceof Float
          ? label(((Number) value).doubleValue())
          : label(written(value));
    }

    /** Returns the text that a value is. */
    private String written(Object value) {
      String text =
          value instanceof Double || value instanceof Float
              ? NumericColumn.text(((Number) value).doubleValue())
              : value instanceof Number || value instanceof Boolean
                  ? value.toString()
                  : textOrNull(value);
      if (text == null) {
        throw fault("a category is wanted, but the value is " + described(value));
      }
      return text;
    }

    @Override
    Column column(List<? extends @Nullable Object> values) {
      return labels(values, this::text);
    }

    private @Nullable String text(Object value) {
      int label = label(value);
      return label >= 0
          ? labels.get(label)
          : label == Labels.MISSING ? null : ColumnNames.stripped(written(value));
    }

    private int label(String text) {
      int known = index.exact(text);
      if (known >= 0) {
        return known;
      }
      String stripped = ColumnNames.stripped(text);
      return reader.isMissing(stripped, type) ? Labels.MISSING : index.of(stripped);
    }
  }

  /** Writes the inputs of a label by its number, which is negative if there is none. */
  private interface LabelWriter {
    void write(int label, Matrix inputs);
  }

  /** A cell whose text is read for what it says: a date, or a free text. */
  private abstract static class TextCell extends Cell {
    TextCell(String column, CellReader reader, boolean typed) {
      super(column, reader, typed);
    }

    /** Encodes a text without blanks around it, or null for a missing one. */
    abstract void encodeText(@Nullable String text, Matrix inputs, @Nullable UnknownValues told);

    @Override
    void encode(@Nullable Object value, Matrix inputs, @Nullable UnknownValues told) {
      if (typed && value instanceof Boolean) {
        throw otherType("a text", value);
      }
      encodeText(value == null ? null : text(value), inputs, told);
    }

    /** Returns the text that a value is, null where it stands for a missing one. */
    @Nullable String text(Object value) {
      if (value instanceof Double || value instanceof Float) {
        return text(((Number) value).doubleValue());
      }
      String text = value instanceof Number ? value.toString() : textOrNull(value);
      if (text == null) {
        throw fault("a text is wanted, but the value is " + described(value));
      }
      String stripped = ColumnNames.stripped(text);
      return reader.isMissing(stripped, ColumnType.LABELS) ? null : stripped;
    }

    private static @Nullable String text(double value) {
      return Double.isNaN(value) ? null : NumericColumn.text(value);
    }

    @Override
    void encode(double value, Matrix inputs, @Nullable UnknownValues told) {
      encodeText(text(value), inputs, told);
    }

    @Override
    Column column(List<? extends @Nullable Object> values) {
      return labels(values, this::text);
    }
  }

  private static final class DateCell extends TextCell {
    private final List<Placed<DateFeature>> features;

    DateCell(List<Placed<DateFeature>> features, CellReader reader, boolean typed) {
      super(features.get(0).step.column(), reader, typed);
      this.features = features;
    }

    @Override
    void encode(@Nullable Object value, Matrix inputs, @Nullable UnknownValues told) {
      if (value instanceof TemporalAccessor temporal) {
        write(DateFeature.moment(temporal), inputs);
      } else if (typed && (value instanceof Number || value instanceof Boolean)) {
        throw otherType("a date or time as a text", value);
      } else {
        super.encode(value, inputs, told);
      }
    }

    @Override
    void encode(double value, Matrix inputs, @Nullable UnknownValues told) {
      if (typed && !Double.isNaN(value)) {
        throw otherType("a date or time as a text", value);
      }
      super.encode(value, inputs, told);
    }

    @Override
    void encodeText(@Nullable String text, Matrix inputs, @Nullable UnknownValues told) {
      DateFeature first = features.get(0).step;
      Moment moment = text == null ? null : first.moment(text, this::ambiguous);
      if (told != null && text != null && !first.isKnown(moment)) {
        told.unknown(column, text);
      }
      write(moment, inputs);
    }

    private InputException ambiguous(String message) {
      return new InputException("predict: " + message);
    }

    @Override
    @Nullable String text(Object value) {
      if (value instanceof TemporalAccessor temporal) {
        Moment moment = DateFeature.moment(temporal);
        return moment == null ? null : moment.toString();
      }
      return super.text(value);
    }

    private void write(@Nullable Moment moment, Matrix inputs) {
      for (Placed<DateFeature> feature : features) {
        feature.step.write(moment, inputs, 0, feature.first);
      }
    }
  }

  private static final class FreeTextCell extends TextCell {
    private final Placed<TextFeature> feature;
    private final @Nullable Placed<MissingFeature> flag;

    FreeTextCell(
        Placed<TextFeature> feature,
        @Nullable Placed<MissingFeature> flag,
        CellReader reader,
        boolean typed) {
      super(feature.step.column(), reader, typed);
      this.feature = feature;
      this.flag = flag;
    }

    @Override
    void encodeText(@Nullable String text, Matrix inputs, @Nullable UnknownValues told) {
      feature.step.write(text == null ? "" : text, inputs, 0, feature.first);
      flag(flag, text == null, inputs);
    }
  }

  private static void flag(@Nullable Placed<MissingFeature> flag, boolean missing, Matrix inputs) {
    if (flag != null) {
      inputs.set(0, flag.first, flag.step.input(missing));
    }
  }

  RecordEncoder(FeatureEncoder features, List<String> targets, CsvFormat format) {
    this(features, targets, format, false);
  }

  private RecordEncoder(
      FeatureEncoder features, List<String> targets, CsvFormat format, boolean typed) {
    this.features = features;
    this.format = format;
    CellReader reader = new CellReader(format);
    this.columns = features.columns();
    this.targets = List.copyOf(targets);
    this.known = new LinkedHashSet<>(columns);
    known.addAll(targets);
    Map<String, List<Placed<?>>> steps = new HashMap<>();
    int first = 0;
    for (FeatureStep step : features.steps()) {
      steps
          .computeIfAbsent(step.column(), column -> new ArrayList<>())
          .add(new Placed<>(step, first));
      first += step.width();
    }
    this.cells =
        columns.stream()
            .map(column -> cell(steps.getOrDefault(column, List.of()), reader, format, typed))
            .toArray(Cell[]::new);
  }

  /**
   * Returns an encoder that refuses a value of another type than its column's: a number or truth
   * value for a date, a truth value for a number or a free text, and either for a category unless
   * it is one of the labels. If labels are numbers, a number that is none of them is an unknown
   * label. Texts are read as in this one, for numbers too.
   */
  public RecordEncoder typed() {
    return new RecordEncoder(features, targets, format, true);
  }

  private static Cell cell(
      List<Placed<?>> steps, CellReader reader, CsvFormat format, boolean typed) {
    Placed<MissingFeature> flag = find(steps, MissingFeature.class);
    Placed<NumericFeature> number = find(steps, NumericFeature.class);
    if (number != null) {
      return new NumberCell(number, flag, reader, typed);
    }
    Placed<TextFeature> text = find(steps, TextFeature.class);
    if (text != null) {
      return new FreeTextCell(text, flag, reader, typed);
    }
    List<Placed<DateFeature>> dates = new ArrayList<>();
    for (Placed<?> placed : steps) {
      if (placed.step instanceof DateFeature date) {
        dates.add(new Placed<>(date, placed.first));
      }
    }
    if (!dates.isEmpty()) {
      return new DateCell(dates, reader, typed);
    }
    return labels(steps, flag, reader, format, typed);
  }

  private static Cell labels(
      List<Placed<?>> steps,
      @Nullable Placed<MissingFeature> flag,
      CellReader reader,
      CsvFormat format,
      boolean typed) {
    Placed<OrdinalFeature> ordinal = find(steps, OrdinalFeature.class);
    if (ordinal != null) {
      return new CategoryCell(
          ordinal.step.column(),
          ordinal.step.labels(),
          false,
          (label, inputs) -> {
            inputs.set(0, ordinal.first, ordinal.step.input(label));
            flag(flag, label == Labels.MISSING, inputs);
          },
          reader,
          Preprocessor.columnType(ordinal.step, format),
          typed);
    }
    Placed<CategoricalFeature> category =
        Objects.requireNonNull(find(steps, CategoricalFeature.class));
    CategoricalFeature.Writer writer = new CategoricalFeature.Writer(category.step);
    return new CategoryCell(
        category.step.column(),
        category.step.labels(),
        category.step.rare(),
        (label, inputs) -> writer.write(label, inputs, 0, category.first),
        reader,
        Preprocessor.columnType(category.step, format),
        typed);
  }

  private static <S extends FeatureStep> @Nullable Placed<S> find(
      List<Placed<?>> steps, Class<S> type) {
    for (Placed<?> placed : steps) {
      if (type.isInstance(placed.step)) {
        return new Placed<>(type.cast(placed.step), placed.first);
      }
    }
    return null;
  }

  /** Returns the names of the columns in the order of the features. */
  public List<String> columns() {
    return columns;
  }

  /**
   * Returns samples as a table, of which {@link FeatureEncoder} makes the inputs that {@link
   * #encode(Map, boolean, boolean, Matrix)} makes of each: for what works on tables alone.
   *
   * @param samples values by the names of their columns; a column without a key is missing, and
   *     other keys are ignored
   * @throws InputException if a value is none for its column
   */
  public Table table(List<? extends Map<String, ?>> samples) {
    List<? extends Map<String, ?>> named = samples.stream().map(this::meant).toList();
    List<Column> made = new ArrayList<>();
    for (Cell cell : cells) {
      List<@Nullable Object> values = new ArrayList<>();
      named.forEach(sample -> values.add(sample.get(cell.column)));
      made.add(cell.column(values));
    }
    return new Table(made);
  }

  /**
   * Encodes values by the names of their columns; the target's may be among them and are not looked
   * at.
   *
   * @param allowMissing whether columns that the record has no key for are taken as missing
   * @param ignoreUnknown whether keys that are no columns are ignored
   * @param inputs one row, as many columns as the features have inputs; overwritten
   * @throws InputException if a key is no column, a column has no key, or a value cannot be encoded
   */
  public void encode(
      Map<String, ?> sample, boolean allowMissing, boolean ignoreUnknown, Matrix inputs) {
    encode(sample, allowMissing, ignoreUnknown, inputs, null);
  }

  /**
   * Encodes values as {@link #encode(Map, boolean, boolean, Matrix)} does.
   *
   * @param told is told of values that are taken as missing, or null
   * @throws InputException if a key is no column, a column has no key, or a value cannot be encoded
   */
  public void encode(
      Map<String, ?> sample,
      boolean allowMissing,
      boolean ignoreUnknown,
      Matrix inputs,
      @Nullable UnknownValues told) {
    int found = 0;
    for (Cell cell : cells) {
      Object value = sample.get(cell.column);
      if (value == null && !sample.containsKey(cell.column)) {
        break;
      }
      cell.encode(value, inputs, told);
      found++;
    }
    if (found < cells.length
        || (!ignoreUnknown && found + count(sample, targets) < sample.size())) {
      encodeMeant(meant(sample), allowMissing, ignoreUnknown, inputs, told);
    }
  }

  private void encodeMeant(
      Map<String, ?> sample,
      boolean allowMissing,
      boolean ignoreUnknown,
      Matrix inputs,
      @Nullable UnknownValues told) {
    int found = count(sample, columns);
    if (!ignoreUnknown && found + count(sample, targets) < sample.size()) {
      requireKnown(sample); // a mistyped key is why another is missing
    }
    if (!allowMissing && found < cells.length) {
      throw absent(sample);
    }
    for (Cell cell : cells) {
      cell.encode(sample.get(cell.column), inputs, told);
    }
  }

  private static int count(Map<String, ?> sample, List<String> names) {
    int count = 0;
    for (int i = 0; i < names.size(); i++) {
      count += sample.containsKey(names.get(i)) ? 1 : 0;
    }
    return count;
  }

  /** Returns a sample in which keys that are meant for columns are their names. */
  private Map<String, ?> meant(Map<String, ?> sample) {
    List<String> others = new ArrayList<>();
    for (Object key : sample.keySet()) { // of maps that were cast, anything
      if (key instanceof String name && !known.contains(name)) {
        others.add(name);
      }
    }
    if (others.isEmpty()) {
      return sample;
    }
    Map<String, Object> renamed = new LinkedHashMap<>(sample);
    for (String column : known) {
      String key = sample.containsKey(column) ? null : Spelling.match(column, others);
      if (key != null && column.equals(Spelling.match(key, known))) {
        renamed.put(column, renamed.remove(key));
      }
    }
    return renamed;
  }

  /**
   * Encodes values in the order of the {@link #columns}, NaN for a missing one.
   *
   * @param inputs one row, as many columns as the features have inputs; overwritten
   * @throws IllegalArgumentException if there are more or fewer values than columns
   * @throws InputException if a value is infinite or does not fit the precision
   */
  public void encode(double[] values, Matrix inputs) {
    encode(values, inputs, null);
  }

  /**
   * Encodes values as {@link #encode(double[], Matrix)} does.
   *
   * @param told is told of values that are taken as missing, or null
   * @throws IllegalArgumentException if there are more or fewer values than columns
   * @throws InputException if a value is infinite or does not fit the precision
   */
  public void encode(double[] values, Matrix inputs, @Nullable UnknownValues told) {
    requireLength(values.length);
    for (int i = 0; i < cells.length; i++) {
      cells[i].encode(values[i], inputs, told);
    }
  }

  /** Encodes values as {@link #encode(double[], Matrix)} does. */
  public void encode(float[] values, Matrix inputs) {
    requireLength(values.length);
    for (int i = 0; i < cells.length; i++) {
      cells[i].encode(values[i], inputs, null);
    }
  }

  private void requireLength(int length) {
    if (length != cells.length) {
      throw new IllegalArgumentException(
          "predict: "
              + length
              + (length == 1 ? " value" : " values")
              + " for "
              + cells.length
              + (cells.length == 1 ? " column: " : " columns: ")
              + Labels.list(columns));
    }
  }

  private void requireKnown(Map<String, ?> sample) {
    for (Object key : sample.keySet()) { // of maps that were cast, anything
      if (key == null || !known.contains(key)) {
        throw new InputException(
            "predict: the model has no column "
                + (key == null ? "null" : Names.quote(key.toString()))
                + ColumnNames.suggestion(String.valueOf(key), columns)
                + " It has "
                + Labels.list(columns)
                + ". model.predictor().ignoreUnknown() ignores other keys");
      }
    }
  }

  private InputException absent(Map<String, ?> sample) {
    List<String> missing = new ArrayList<>(columns);
    missing.removeAll(sample.keySet());
    return new InputException(
        "predict: there is no value of "
            + (missing.size() == 1 ? "column " : "columns ")
            + Labels.list(missing)
            + "; null stands for one that is unknown, in CSV an empty cell (in Java allowMissing()"
            + " takes absent ones for that)");
  }

  private static @Nullable String textOrNull(@Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    return value instanceof CharSequence || value instanceof Character ? value.toString() : null;
  }

  private static String described(Object value) {
    return "of " + value.getClass() + ": " + Names.quote(value.toString());
  }
}
