package org.nn4j.core.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.diagnosis.Finding.Kind;
import org.nn4j.core.preprocess.ColumnProfile;
import org.nn4j.core.preprocess.DataProfile;

/**
 * Compares rows with those that a model learnt from, column by column.
 *
 * <p>Of numbers by the Kolmogorov–Smirnov statistic, the greatest difference of the shares of rows
 * that are not above a value, over the values that a profile keeps; of categories by Pearson's χ²
 * of two samples, and the share of rows that would have to change their label. A column is named
 * only if the difference is both large (a tenth of the rows) and no chance, at a level that leaves
 * a hundred columns of equal data alone.
 */
public final class DriftDiagnosis {
  /** The least difference of shares that is named. */
  private static final double LARGE = 0.1;

  /**
   * √(nm/(n+m))·D above which a Kolmogorov–Smirnov statistic is no chance: √(−½ ln(α/2)) for α = 5
   * in 100,000. Source: Kolmogorov 1933, Smirnov 1948.
   */
  private static final double CRITICAL = 2.3;

  /** Standard deviations beyond which a share or a χ² is no chance, 6 in 100,000. */
  private static final double DEVIATIONS = 4;

  /** Rows of both samples that a label needs to be counted for itself. */
  private static final int OFTEN = 10;

  /** Most rows that are looked at. */
  private static final int ROWS = 1 << 15;

  private DriftDiagnosis() {}

  /** A difference of a column, from 0 to 1, in words. */
  private record Difference(double size, String words) {}

  /**
   * Compares rows of a table with a profile; columns that the table lacks are passed over.
   *
   * @param profile of the rows learnt from
   * @param rows the rows to compare
   * @return what differs, or nothing
   */
  public static Optional<Finding> of(DataProfile profile, Table table, int[] rows) {
    int[] some = DataProfile.spread(rows, ROWS);
    List<Difference> differences = new ArrayList<>();
    for (ColumnProfile trained : profile.columns()) {
      Column column = table.find(trained.column());
      if (column != null && some.length > 0) {
        compare(trained, column, some).ifPresent(differences::add);
      }
    }
    differences.sort(Comparator.comparingDouble(difference -> -difference.size));
    return differences.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                Kind.DRIFT,
                "the columns",
                "rows are unlike those trained on: "
                    + Wording.list(differences.stream().map(Difference::words).toList())
                    + "; expect more errors than on rows like those, and train on some of these"));
  }

  private static Optional<Difference> compare(ColumnProfile trained, Column column, int[] rows) {
    Optional<Difference> values = Optional.empty();
    if (trained instanceof ColumnProfile.Numbers numbers
        && column instanceof NumericColumn others) {
      values = compare(numbers, others, rows);
    } else if (trained instanceof ColumnProfile.Labels labels
        && column instanceof CategoricalColumn others) {
      values = compare(labels, others, rows);
    }
    Optional<Difference> missing = missing(trained, column, rows);
    return missing.isPresent() && (values.isEmpty() || missing.get().size > values.get().size)
        ? missing
        : values;
  }

  private static Optional<Difference> missing(ColumnProfile trained, Column column, int[] rows) {
    double n = (double) trained.present() + trained.missing();
    double m = rows.length;
    double missing = IntStream.of(rows).filter(column::missing).count();
    double was = trained.missing() / n;
    double is = missing / m;
    double together = (trained.missing() + missing) / (n + m);
    double error = Math.sqrt(together * (1 - together) * (1 / n + 1 / m));
    return Math.abs(is - was) >= LARGE && Math.abs(is - was) > DEVIATIONS * error
        ? Optional.of(
            new Difference(
                Math.abs(is - was),
                "'" + column.name() + "' is missing in " + percent(is) + ", not " + percent(was)))
        : Optional.empty();
  }

  private static Optional<Difference> compare(
      ColumnProfile.Numbers trained, NumericColumn column, int[] rows) {
    double[] sorted =
        IntStream.of(rows).mapToDouble(column::value).filter(v -> !Double.isNaN(v)).toArray();
    Arrays.sort(sorted);
    double n = trained.present();
    double m = sorted.length;
    if (n == 0 || m == 0) {
      return Optional.empty();
    }
    double statistic = 0;
    for (int i = 0; i < trained.values().size(); i++) {
      double value = trained.values().get(i);
      double before = i == 0 ? 0 : trained.counts().get(i - 1) / n;
      int below = below(sorted, value);
      int upTo = below(sorted, Math.nextUp(value));
      statistic = Math.max(statistic, Math.abs(upTo / m - trained.counts().get(i) / n));
      if (i == 0) {
        statistic = Math.max(statistic, below / m - before); // below all that was trained on
      }
    }
    if (statistic < LARGE || statistic * Math.sqrt(n * m / (n + m)) < CRITICAL) {
      return Optional.empty();
    }
    double was = trained.quantile(0.5);
    double is = sorted[(sorted.length - 1) / 2];
    String middle =
        was == is
            ? " is spread otherwise"
            : " has the median " + Wording.number(is) + ", not " + Wording.number(was);
    return Optional.of(new Difference(statistic, "'" + column.name() + "'" + middle));
  }

  /** Returns how many of ascending values are below a bound. */
  private static int below(double[] sorted, double bound) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < bound) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static Optional<Difference> compare(
      ColumnProfile.Labels trained, CategoricalColumn column, int[] rows) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    double m = 0;
    for (int row : rows) {
      if (!column.missing(row)) {
        counts.merge(column.text(row), 1, Integer::sum);
        m++;
      }
    }
    double n = trained.present();
    if (n == 0 || m == 0) {
      return Optional.empty();
    }
    double otherTrained = n;
    double other = m;
    double squares = 0;
    double moved = 0;
    double most = 0;
    String words = "";
    int cells = 0;
    for (int k = 0; k < trained.labels().size(); k++) {
      String label = trained.labels().get(k);
      double a = trained.counts().get(k);
      double b = counts.getOrDefault(label, 0);
      if (a + b < OFTEN) {
        continue;
      }
      otherTrained -= a;
      other -= b;
      cells++;
      squares += square(a, b, n, m);
      moved += Math.abs(a / n - b / m) / 2;
      if (Math.abs(a / n - b / m) > most) {
        most = Math.abs(a / n - b / m);
        words = "'" + label + "' in " + percent(b / m) + ", not " + percent(a / n);
      }
    }
    if (otherTrained + other > 0) {
      cells++;
      squares += square(otherTrained, other, n, m);
      moved += Math.abs(otherTrained / n - other / m) / 2;
      if (other / m - otherTrained / n > most) {
        words =
            "rare or new labels in " + percent(other / m) + ", not " + percent(otherTrained / n);
      }
    }
    return moved >= LARGE && cells > 1 && squares > critical(cells - 1)
        ? Optional.of(new Difference(moved, "'" + column.name() + "' has " + words))
        : Optional.empty();
  }

  /** Returns a label's part of χ², of its counts in two samples of n and m. */
  private static double square(double a, double b, double n, double m) {
    double difference = Math.sqrt(m / n) * a - Math.sqrt(n / m) * b;
    return difference * difference / (a + b);
  }

  /** Returns the χ² that is as rare as {@link #DEVIATIONS}: Wilson and Hilferty's approximation. */
  private static double critical(int degrees) {
    double ninth = 2.0 / (9 * degrees);
    double root = 1 - ninth + DEVIATIONS * Math.sqrt(ninth);
    return degrees * root * root * root;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
