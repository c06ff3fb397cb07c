package org.nn4j.core.diagnosis;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.NumericColumn;

/**
 * How strongly a column gives another one away.
 *
 * @param determines whether every value of the one column occurs with a single value of the other,
 *     though values occur often enough for that to be no coincidence
 * @param correlation Pearson's correlation where both are numbers, else 0
 */
record LeakageScore(boolean determines, double correlation) {
  /**
   * The correlation above which a column counts as a copy of the target: the unexplained variance,
   * 1 − r², is 0.2 %, less than the disagreement between real measurements.
   */
  private static final double COPY = 0.999;

  /** With fewer rows columns agree by chance. */
  private static final int LEAST_ROWS = 20;

  /** How often a value must occur on average, and a target's rarer values together. */
  private static final int REPEATED = 5;

  /** Compares the rows in which neither is missing. */
  static LeakageScore of(Column column, Column target, int[] rows) {
    return new LeakageScore(
        determines(column, target, rows),
        column instanceof NumericColumn x && target instanceof NumericColumn y
            ? correlation(x, y, rows)
            : 0);
  }

  /** Returns whether the column is likely made from the target. */
  boolean suspicious() {
    return determines || Math.abs(correlation) >= COPY;
  }

  private static Object key(Column column, int row) {
    return column instanceof NumericColumn numeric ? numeric.value(row) : column.text(row);
  }

  private static boolean determines(Column column, Column target, int[] rows) {
    Map<Object, Object> targetOf = new LinkedHashMap<>();
    Map<Object, Integer> countOf = new LinkedHashMap<>();
    int count = 0;
    for (int row : rows) {
      if (column.missing(row) || target.missing(row)) {
        continue;
      }
      Object value = key(target, row);
      Object before = targetOf.putIfAbsent(key(column, row), value);
      if (before != null && !before.equals(value)) {
        return false;
      }
      countOf.merge(value, 1, Integer::sum);
      count++;
    }
    int most = countOf.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    return count >= LEAST_ROWS && count - most >= REPEATED && targetOf.size() * REPEATED <= count;
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
