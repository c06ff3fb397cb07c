package org.nn4j.core.preprocess;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Checks;
import org.nn4j.api.Matrix;
import org.nn4j.core.InputException;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.text.ColumnNames;
import org.nn4j.core.data.text.DateTexts;
import org.nn4j.core.data.text.DateTexts.Moment;
import org.nn4j.core.text.Names;

/**
 * A date or a time of day that becomes one input for each of its parts. A text that is none counts
 * as missing.
 *
 * @param column the name of the table's column
 * @param order for texts such as 01/02/2024; {@link DateOrder#AUTO} if the training rows did not
 *     tell, as those do not that are written 2024-02-01: such a text is refused then
 * @param origin the earliest date of the training rows, or null if they hold times alone
 * @param inputs the parts, all numbers or all not
 */
public record DateFeature(
    String column, DateOrder order, @Nullable LocalDate origin, List<Input> inputs)
    implements FeatureStep {
  static final String TYPE = "date";

  /**
   * A part that becomes an input.
   *
   * @param part the part
   * @param fill what it is where a date is missing
   * @param scaler how it is scaled
   */
  public record Input(DatePart part, double fill, Scaler scaler) {
    /**
     * Checks the fill value.
     *
     * @throws IllegalArgumentException if it is not finite
     */
    public Input {
      Checks.finite("fill", fill);
    }

    private double of(@Nullable Moment moment, @Nullable LocalDate origin) {
      double value = part.of(moment, origin);
      return scaler.apply(Double.isNaN(value) ? fill : value);
    }
  }

  /**
   * Copies the parts.
   *
   * @throws IllegalArgumentException if there is none, one occurs twice, or some are numbers and
   *     others not
   */
  public DateFeature {
    inputs = List.copyOf(inputs);
    Labels.requireDistinct("parts", inputs.stream().map(i -> i.part.words()).toList(), 1);
    if (inputs.stream().map(i -> i.part.group()).distinct().count() > 1) {
      throw new IllegalArgumentException(
          "the parts of date '" + column + "' must all be numbers or none of them");
    }
  }

  /**
   * Returns this feature with an order that its training rows showed. A column fits {@link
   * DateOrder#DMY} too if none of its texts tells days from months, and files say so of it.
   */
  DateFeature knowing(ColumnProfile.Labels seen) {
    boolean shown =
        order != DateOrder.DMY
            || seen.labels().isEmpty()
            || seen.labels().stream()
                .anyMatch(
                    text ->
                        !Objects.equals(DateTexts.parse(text, true), DateTexts.parse(text, false)));
    return shown ? this : new DateFeature(column, DateOrder.AUTO, origin, inputs);
  }

  /**
   * Finds the order that makes dates, or times, of all labels.
   *
   * @return null if there is none
   * @throws InputException if both do, and it was not said which is meant
   */
  static @Nullable DateOrder order(
      Table table, String column, List<String> labels, DateOrder given) {
    boolean dayFirst = given != DateOrder.MDY && sameKind(labels, true);
    boolean monthFirst = given != DateOrder.DMY && sameKind(labels, false);
    if (dayFirst && monthFirst) {
      for (String label : labels) {
        if (!Objects.equals(DateTexts.parse(label, true), DateTexts.parse(label, false))) {
          String name = ColumnNames.arguments(List.of(column));
          throw table.fault(
              "column '"
                  + column
                  + "' holds dates such as "
                  + Names.quote(label)
                  + ", of which either number may be the day; say which is (--date-order dmy or"
                  + " mdy), leave the column out (--ignore "
                  + name
                  + "), or have each date taken for a category (--categorical "
                  + name
                  + ")");
        }
      }
    }
    return dayFirst ? DateOrder.DMY : monthFirst ? DateOrder.MDY : null;
  }

  /** Returns whether all labels are dates, or all are times alone. */
  private static boolean sameKind(List<String> labels, boolean dayFirst) {
    Boolean dates = null;
    for (String label : labels) {
      Moment moment = DateTexts.parse(label, dayFirst);
      if (moment == null || (dates != null && dates != (moment.date() != null))) {
        return false;
      }
      dates = moment.date() != null;
    }
    return dates != null;
  }

  /**
   * Fits features to rows at least one of which has a value: one of the numbers, and one of what
   * else there is.
   */
  static List<DateFeature> fit(
      Table table,
      int[] rows,
      Column column,
      List<String> labels,
      DateOrder order,
      NumericOptions options) {
    LocalDate origin =
        labels.stream()
            .map(label -> Objects.requireNonNull(DateTexts.parse(label, order == DateOrder.DMY)))
            .map(Moment::date)
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull)
            .min(LocalDate::compareTo)
            .orElse(null);
    Reader reader = new Reader(column, text -> DateTexts.parse(text, order == DateOrder.DMY));
    int[] all = IntStream.range(0, rows.length).toArray();
    List<Input> numbers = new ArrayList<>();
    List<Input> others = new ArrayList<>();
    for (DatePart part : DatePart.values()) {
      double[] values = new double[rows.length];
      for (int i = 0; i < rows.length; i++) {
        values[i] = part.of(reader.moment(rows[i]), origin);
      }
      NumericColumn numeric = new NumericColumn(column.name(), values);
      ColumnMoments moments = ColumnMoments.of(List.of(numeric), all).get(0);
      boolean first = part == (origin == null ? DatePart.HOUR : DatePart.DAYS);
      boolean varies = moments.count() > 0 && !Scaler.isConstant(moments.min(), moments.max());
      if (varies ? part != DatePart.MISSING || options.missingIndicator() : first) {
        NumericFeature fitted = NumericFeature.fit(table, all, numeric, moments, options);
        if (part.group() == Group.NUMBERS) {
          numbers.add(new Input(part, fitted.fill(), fitted.scaler()));
        } else if (part == DatePart.MISSING) {
          int missing = (int) Math.rint(moments.mean() * rows.length);
          Scaler scaler =
              MissingFeature.fit(column.name(), rows.length, missing, options.scaling()).scaler();
          others.add(new Input(part, 1, scaler));
        } else {
          others.add(new Input(part, moments.mean(), Scaler.IDENTITY));
        }
      }
    }
    List<DateFeature> features = new ArrayList<>();
    for (List<Input> inputs : List.of(numbers, others)) {
      if (!inputs.isEmpty()) {
        features.add(new DateFeature(column.name(), order, origin, inputs));
      }
    }
    return features;
  }

  static DateFeature fromMap(JsonMap tree) {
    return tree.build(
        () ->
            new DateFeature(
                tree.text("column"),
                tree.choice("order", DateOrder.class),
                tree.map().containsKey("origin") ? tree.date("origin") : null,
                tree.objects(
                    "inputs",
                    input ->
                        input.build(
                            () ->
                                new Input(
                                    input.choice("part", DatePart.class),
                                    input.number("fill"),
                                    Scaler.fromMap(input))))));
  }

  /** Returns {@link ColumnType#LABELS}: dates are read as the texts they are. */
  @Override
  public ColumnType type() {
    return ColumnType.LABELS;
  }

  @Override
  public Group group() {
    return inputs.get(0).part.group();
  }

  @Override
  public int width() {
    return inputs.size();
  }

  @Override
  public String describe(int index) {
    DatePart part = inputs.get(index).part;
    return column + (part == DatePart.MISSING ? " is missing" : ": " + part.words());
  }

  @Override
  public String summary() {
    return inputs.stream().map(input -> input.part.words()).collect(Collectors.joining(", "));
  }

  /**
   * Returns the date or time that a text stands for, or null if it is none.
   *
   * @param fault makes an error of a message
   * @throws InputException if it may be two dates, and the training rows did not tell which
   */
  @Nullable Moment moment(String text, Function<String, InputException> fault) {
    Moment first = order == DateOrder.MDY ? null : DateTexts.parse(text, true);
    Moment second = order == DateOrder.DMY ? null : DateTexts.parse(text, false);
    if (first != null && second != null && !first.equals(second)) {
      throw fault.apply(
          "column '"
              + column
              + "': "
              + Names.quote(text)
              + " may be "
              + (first + " or " + second)
              + ", and no date that the model learnt from tells which; write it as one of these");
    }
    return first == null ? second : first;
  }

  /** Returns whether a moment tells what the inputs are made of. */
  boolean isKnown(@Nullable Moment moment) {
    return DatePart.isKnown(moment, origin);
  }

  /**
   * Returns what a value of Java's date and time classes stands for, or null; an instant is taken
   * as what clocks show at UTC, times with an offset as what clocks show there.
   */
  static @Nullable Moment moment(TemporalAccessor temporal) {
    TemporalAccessor shown =
        temporal instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : temporal;
    LocalDate date = shown.query(TemporalQueries.localDate());
    LocalTime time = shown.query(TemporalQueries.localTime());
    return date == null && time == null ? null : new Moment(date, time);
  }

  @Override
  public FeatureStep.Encoder bind(Table table, int[] rows) {
    Reader reader = new Reader(table.column(column), text -> moment(text, table::fault));
    int width = width();
    double[] encoded = new double[reader.moments.length * width];
    for (int m = 0; m < reader.moments.length; m++) {
      for (int k = 0; k < width; k++) {
        encoded[m * width + k] = inputs.get(k).of(reader.moments[m], origin);
      }
    }
    return (order, from, to, matrix, first) -> {
      for (int i = from; i < to; i++) {
        int start = reader.index(rows[order[i]]) * width;
        for (int k = 0; k < width; k++) {
          matrix.set(i - from, first + k, encoded[start + k]);
        }
      }
    };
  }

  /** Overwrites the inputs of one sample. */
  void write(@Nullable Moment moment, Matrix matrix, int row, int first) {
    for (int k = 0; k < inputs.size(); k++) {
      matrix.set(row, first + k, inputs.get(k).of(moment, origin));
    }
  }

  /** A column's different texts, read once; the last place is that of a missing one. */
  private static final class Reader {
    private final Column column;
    private final @Nullable Moment[] moments;

    Reader(Column column, Function<String, @Nullable Moment> reading) {
      this.column = column;
      if (column instanceof CategoricalColumn texts) {
        moments = new @Nullable Moment[texts.labels().size() + 1];
        for (int label = 0; label < moments.length - 1; label++) {
          moments[label] = reading.apply(texts.labels().get(label));
        }
      } else {
        moments = new @Nullable Moment[1]; // numbers, which are no dates
      }
    }

    int index(int row) {
      return column instanceof CategoricalColumn texts && !texts.missing(row)
          ? texts.code(row)
          : moments.length - 1;
    }

    @Nullable Moment moment(int row) {
      return moments[index(row)];
    }
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("type", TYPE);
    map.put("column", column);
    map.put(
        "order", (order == DateOrder.AUTO ? DateOrder.DMY : order).name().toLowerCase(Locale.ROOT));
    if (origin != null) {
      map.put("origin", origin.toString());
    }
    List<Map<String, Object>> list = new ArrayList<>();
    for (Input input : inputs) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("part", input.part.name().toLowerCase(Locale.ROOT));
      entry.put("fill", input.fill);
      input.scaler.put(entry);
      list.add(entry);
    }
    map.put("inputs", list);
    return map;
  }
}
