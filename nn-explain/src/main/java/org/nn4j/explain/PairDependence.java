package org.nn4j.explain;

import java.util.List;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;

/**
 * How a prediction follows two columns together: the mean prediction over rows if all had one value
 * of each; {@link PartialDependence} of two columns.
 *
 * @param first the name of the first column
 * @param second the name of the second column
 * @param firstValues the first column's values, as {@link PartialDependence#values}
 * @param secondValues the second column's values
 * @param output what is explained, a single output
 * @param rows the number of rows that means are over
 * @param means the mean predictions, a row for each value of the second column and a column for
 *     each of the first
 */
public record PairDependence(
    String first,
    String second,
    List<String> firstValues,
    List<String> secondValues,
    ExplainedOutput output,
    int rows,
    Matrix means) {

  /** Copies the lists. */
  public PairDependence {
    firstValues = List.copyOf(firstValues);
    secondValues = List.copyOf(secondValues);
  }

  static PairDependence of(ColumnMix mix, int first, int second, Grid across, Grid up, int[] rows) {
    int columns = across.rows().size();
    int count = columns * up.rows().size();
    int[] firstRows = new int[count];
    int[] secondRows = new int[count];
    for (int point = 0; point < count; point++) {
      firstRows[point] = across.rows().get(point % columns);
      secondRows[point] = up.rows().get(point / columns);
    }
    boolean inOrder = first < second;
    double[] means =
        mix.means(
            mix.marks(first, second),
            inOrder ? new int[][] {firstRows, secondRows} : new int[][] {secondRows, firstRows},
            rows);
    int width = mix.output().count();
    int k = widest(means, width);
    Matrix values = Matrix.zeros(Precision.FLOAT64, up.rows().size(), columns);
    for (int point = 0; point < count; point++) {
      values.set(point / columns, point % columns, means[point * width + k]);
    }
    return new PairDependence(
        across.column(),
        up.column(),
        across.values(),
        up.values(),
        mix.output().only(k),
        rows.length,
        values);
  }

  /** Returns the output that differs most between points. */
  private static int widest(double[] means, int width) {
    int widest = 0;
    double most = -1;
    for (int k = 0; k < width; k++) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (int i = k; i < means.length; i += width) {
        low = Math.min(low, means[i]);
        high = Math.max(high, means[i]);
      }
      if (high - low > most) {
        most = high - low;
        widest = k;
      }
    }
    return widest;
  }
}
