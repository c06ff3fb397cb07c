package org.nn4j.core.diagnosis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.text.DateTexts;

/**
 * How strongly a column gives another one away.
 *
 * @param determines whether every value of the one column occurs with a single value of the other,
 *     but for a few rows in a thousand, though values occur often enough for that to be no
 *     coincidence
 * @param separates whether the numbers, or dates, of the one column lie on one side of a bound for
 *     one of two values of the other, but for as few rows
 * @param missing whether the one column is empty exactly where the other has one of two values
 * @param correlation Pearson's correlation where both are numbers, else 0
 */
record LeakageScore(boolean determines, boolean separates, boolean missing, double correlation) {
  /**
   * The correlation above which a column counts as a copy of the target: the unexplained variance,
   * 1 − r², is 0.2 %, less than the disagreement between real measurements.
   */
  private static final double COPY = 0.999;

  /** With fewer rows columns agree by chance. */
  private static final int LEAST_ROWS = 20;

  /** How often a value must occur on average, and a target's rarer values together. */
  private static final int REPEATED = 5;

  /** The share of rows that may contradict: mistakes in data, not of a measurement. */
  private static final double MISTAKES = 0.005;

  /**
   * Compares the rows in which neither is missing; and where the target is there, where the column
   * is missing.
   */
  static LeakageScore of(Column column, Column target, int[] rows) {
    return new LeakageScore(
        determines(column, target, rows),
        separates(column, target, rows),
        missing(column, target, rows),
        column instanceof NumericColumn x && target instanceof NumericColumn y
            ? correlation(x, y, rows)
            : 0);
  }

  /** Returns whether the column is likely made from the target. */
  boolean suspicious() {
    return determines || separates || missing || Math.abs(correlation) >= COPY;
  }

  /** Returns what is told of the column, which is suspicious. */
  String told(String target) {
    if (determines || separates) {
      return "determines '" + target + "'" + (determines ? "" : " by a bound");
    }
    return missing
        ? "is empty exactly for one of the two values of '" + target + "'"
        : String.format(Locale.ROOT, "correlates with '%s' (%.5f)", target, correlation);
  }

  private static Object key(Column column, int row) {
    return column instanceof NumericColumn numeric ? numeric.value(row) : column.text(row);
  }

  private static boolean determines(Column column, Column target, int[] rows) {
    Map<Object, Map<Object, Integer>> byValue = new LinkedHashMap<>();
    Map<Object, Integer> countOf = new LinkedHashMap<>();
    int count = 0;
    for (int row : rows) {
      if (column.missing(row) || target.missing(row)) {
        continue;
      }
      Object value = key(target, row);
      byValue
          .computeIfAbsent(key(column, row), k -> new LinkedHashMap<>())
          .merge(value, 1, Integer::sum);
      countOf.merge(value, 1, Integer::sum);
      count++;
    }
    int agreeing = byValue.values().stream().mapToInt(LeakageScore::most).sum();
    return count >= LEAST_ROWS
        && byValue.size() * REPEATED <= count
        && nearlyAll(count - agreeing, count, count - most(countOf));
  }

  private static int most(Map<Object, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /**
   * Returns whether so few rows contradict that they are mistakes: of all rows, and of those that
   * would be wrong if nothing was known.
   */
  private static boolean nearlyAll(int contradicting, int count, int rarer) {
    return rarer >= REPEATED
        && contradicting <= MISTAKES * count
        && contradicting <= MISTAKES * 10 * rarer;
  }

  /** Returns whether numbers, or dates, tell two values of the target apart by a bound. */
  private static boolean separates(Column column, Column target, int[] rows) {
    int[] both =
        IntStream.of(rows).filter(row -> !column.missing(row) && !target.missing(row)).toArray();
    List<Object> values = IntStream.of(both).mapToObj(row -> key(target, row)).distinct().toList();
    if (values.size() != 2 || both.length < LEAST_ROWS || !ordered(column)) {
      return false;
    }
    int[] order =
        IntStream.of(both)
            .boxed()
            .sorted((a, b) -> compare(column, a, b))
            .mapToInt(Integer::intValue)
            .toArray();
    int all = (int) IntStream.of(both).filter(r -> key(target, r).equals(values.get(0))).count();
    int below = 0;
    int fewest = both.length;
    for (int i = 0; i + 1 < order.length; i++) {
      below += key(target, order[i]).equals(values.get(0)) ? 1 : 0;
      if (compare(column, order[i], order[i + 1]) < 0) {
        int wrong = (i + 1 - below) + (all - below); // the first value on this side
        fewest = Math.min(fewest, Math.min(wrong, both.length - wrong));
      }
    }
    return nearlyAll(fewest, both.length, Math.min(all, both.length - all));
  }

  /**
   * Returns whether a column's order means something: numbers, and dates that begin with a year.
   */
  private static boolean ordered(Column column) {
    return column instanceof NumericColumn
        || (column instanceof CategoricalColumn texts
            && DateTexts.all(texts.labels())
            && texts.labels().get(0).matches("\\d{4}.*"));
  }

  private static int compare(Column column, int a, int b) {
    return column instanceof NumericColumn numbers
        ? Double.compare(numbers.value(a), numbers.value(b))
        : column.text(a).compareTo(column.text(b));
  }

  /**
   * Returns whether the rows without a value, and only they, have one of two values of the target.
   */
  private static boolean missing(Column column, Column target, int[] rows) {
    Map<Object, Integer> without = new LinkedHashMap<>();
    Map<Object, Integer> with = new LinkedHashMap<>();
    for (int row : rows) {
      if (!target.missing(row)) {
        (column.missing(row) ? without : with).merge(key(target, row), 1, Integer::sum);
      }
    }
    int empty = without.values().stream().mapToInt(Integer::intValue).sum();
    int full = with.values().stream().mapToInt(Integer::intValue).sum();
    return empty + full >= LEAST_ROWS
        && Math.min(empty, full) >= REPEATED
        && without.size() == 1
        && with.size() == 1
        && Collections.disjoint(without.keySet(), with.keySet());
  }

  private static double correlation(NumericColumn x, NumericColumn y, int[] rows) {
    double n = 0;
    double meanX = 0;
    double meanY = 0;
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int row : rows) {
      if (x.missing(row) || y.missing(row)) {
        continue;
      }
      n++;
      double dx = x.value(row) - meanX;
      double dy = y.value(row) - meanY;
      meanX += dx / n;
      meanY += dy / n;
      xx += dx * (x.value(row) - meanX);
      xy += dx * (y.value(row) - meanY);
      yy += dy * (y.value(row) - meanY);
    }
    return n < LEAST_ROWS ? 0 : xy / Math.sqrt(xx * yy);
  }
}
