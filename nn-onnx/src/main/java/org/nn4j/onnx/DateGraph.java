package org.nn4j.onnx;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.preprocess.DateFeature;
import org.nn4j.core.preprocess.DatePart;
import org.nn4j.onnx.file.ElementType;

/**
 * Adds the parts of dates and times to a graph, in float64, of numbers: ONNX has no operators that
 * read dates, so a date is given as the seconds from 1970-01-01 on, a time alone as those of the
 * day.
 *
 * <p>Source of the calendar: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", 2021
 * (civil_from_days): years begin in March, so that the leap day is their last, and 400 of them are
 * an era of 146,097 days.
 */
final class DateGraph {
  private static final ElementType TYPE = ElementType.DOUBLE;
  private static final double DAY = 86_400;

  /** Days from 0000-03-01 to 1970-01-01. */
  private static final double MARCH_OF_YEAR_0 = 719_468;

  private final GraphBuilder graph;
  private final String scope;
  private final String seconds;
  private final @Nullable LocalDate origin;
  private final Map<DatePart, String> parts = new EnumMap<>(DatePart.class);

  /** Year and month, once they are asked for. */
  private @Nullable Civil civil;

  private record Civil(String year, String month, String day) {}

  /**
   * Creates the parts of a column.
   *
   * @param seconds the name of its numbers, N×1
   */
  DateGraph(GraphBuilder graph, String seconds, DateFeature date) {
    this.graph = graph;
    this.scope = "features/" + date.column();
    this.origin = date.origin();
    this.seconds = seconds;
  }

  /** Returns what is given for a date. */
  static String doc(DateFeature date) {
    return date.origin() == null
        ? "the seconds of the day, NaN where it is missing"
        : "the seconds from 1970-01-01 00:00 to the date and time as they are written, whatever the"
            + " time zone; NaN where it is missing";
  }

  /** Returns the name of a part, N×1, NaN where the date is missing. */
  String part(DatePart part) {
    String known = parts.get(part);
    if (known == null) {
      known = made(part);
      parts.put(part, known);
    }
    return known;
  }

  private String made(DatePart part) {
    return switch (part) {
      case MISSING -> graph.cast(scope, op("IsNaN", seconds), TYPE);
      case HOUR -> op("Div", secondOfDay(), number(3600));
      case HOUR_SIN -> sine(op("Div", part(DatePart.HOUR), number(24)), 0);
      case HOUR_COS -> sine(op("Div", part(DatePart.HOUR), number(24)), 0.25);
      case DAYS ->
          op(
              "Add",
              op("Sub", day(), number(origin == null ? 0 : origin.toEpochDay())),
              op("Div", secondOfDay(), number(DAY)));
      case WEEKDAY -> op("Add", modulo(op("Add", day(), number(3)), 7), number(1));
      case WEEKDAY_SIN -> circle(DatePart.WEEKDAY, 7, 0);
      case WEEKDAY_COS -> circle(DatePart.WEEKDAY, 7, 0.25);
      case MONTH_SIN -> circle(DatePart.MONTH, 12, 0);
      case MONTH_COS -> circle(DatePart.MONTH, 12, 0.25);
      case YEAR -> civil().year;
      case MONTH -> civil().month;
      case DAY -> civil().day;
      case YEARDAY -> yearDay();
    };
  }

  private String op(String type, String... values) {
    return graph.apply(scope, type, values);
  }

  private String number(double value) {
    return graph.scalar(TYPE, value);
  }

  private String floorOf(String dividend, double divisor) {
    return op("Floor", op("Div", dividend, number(divisor)));
  }

  private String modulo(String dividend, double divisor) {
    return op("Sub", dividend, op("Mul", floorOf(dividend, divisor), number(divisor)));
  }

  private String whole() {
    return op("Floor", seconds);
  }

  private String day() {
    return floorOf(whole(), DAY);
  }

  private String secondOfDay() {
    return modulo(whole(), DAY);
  }

  /** Adds sin(2π·(part − 1)/count + 2π·turn). */
  private String circle(DatePart part, double count, double turn) {
    return sine(op("Div", op("Sub", part(part), number(1)), number(count)), turn);
  }

  private String sine(String turns, double turn) {
    String angle = op("Mul", number(2 * Math.PI), turns);
    return op("Sin", turn == 0 ? angle : op("Add", angle, number(2 * Math.PI * turn)));
  }

  private Civil civil() {
    Civil known = civil;
    if (known == null) {
      known = newCivil();
      civil = known;
    }
    return known;
  }

  private Civil newCivil() {
    String days = op("Add", day(), number(MARCH_OF_YEAR_0));
    String era = floorOf(days, 146_097);
    String ofEra = op("Sub", days, op("Mul", era, number(146_097)));
    String less = op("Add", op("Sub", ofEra, floorOf(ofEra, 1460)), floorOf(ofEra, 36_524));
    String yearOfEra = floorOf(op("Sub", less, floorOf(ofEra, 146_096)), 365);
    String ofYear = op("Sub", ofEra, daysOfYears(yearOfEra));
    String month = floorOf(op("Add", op("Mul", ofYear, number(5)), number(2)), 153);
    String before = floorOf(op("Add", op("Mul", month, number(153)), number(2)), 5);
    String day = op("Add", op("Sub", ofYear, before), number(1));
    String late = op("GreaterOrEqual", month, number(10)); // January and February
    String january = op("Where", late, op("Sub", month, number(9)), op("Add", month, number(3)));
    String march = op("Add", yearOfEra, op("Mul", era, number(400)));
    String year = op("Add", march, graph.cast(scope, late, TYPE));
    return new Civil(year, january, day);
  }

  /** Adds the days of a number of years from the start of an era. */
  private String daysOfYears(String years) {
    String sum = op("Add", op("Mul", years, number(365)), floorOf(years, 4));
    return op("Sub", sum, floorOf(years, 100));
  }

  /** The day's number less that of the day before the year. */
  private String yearDay() {
    String before = op("Sub", civil().year, number(1));
    String days = op("Add", daysOfYears(before), floorOf(before, 400));
    // 719,162 days lie between 0001-01-01 and 1970-01-01.
    return op("Sub", op("Add", day(), number(719_163)), days);
  }
}
