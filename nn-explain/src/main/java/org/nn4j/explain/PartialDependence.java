package org.nn4j.explain;

import java.util.List;
import java.util.stream.IntStream;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;

/**
 * How a prediction follows a column: the mean prediction over rows if all had one value of it,
 * f̄(v) = 1/N·Σᵢ f(v, xᵢ without the column); and the individual curves f(v, xᵢ) behind the mean,
 * which show whether rows differ in how they follow.
 *
 * <p>Where columns are correlated, the mean is also over rows that no data have.
 *
 * <p>Source: Friedman, "Greedy function approximation: a gradient boosting machine", 2001;
 * Goldstein et al., "Peeking inside the black box: visualizing statistical learning with plots of
 * individual conditional expectation", 2015.
 *
 * @param column the column's name
 * @param values the values v as texts; of numbers quantiles, ascending
 * @param positions the values as numbers; empty for labels
 * @param output what is explained
 * @param rows the number of rows N that means are over
 * @param means f̄, a row for each output and a column for each value
 * @param individual the curves of some rows, a row each, where one output is explained; else
 *     without rows
 * @param centred whether the curves have their first value subtracted, so that all start at 0
 */
public record PartialDependence(
    String column,
    List<String> values,
    List<Double> positions,
    ExplainedOutput output,
    int rows,
    Matrix means,
    Matrix individual,
    boolean centred) {
  /** More curves than these hide one another. */
  private static final int CURVES = 50;

  /** Copies the lists. */
  public PartialDependence {
    values = List.copyOf(values);
    positions = List.copyOf(positions);
  }

  static PartialDependence of(ColumnMix mix, int column, Grid grid, int[] rows) {
    int n = rows.length;
    int width = mix.output().count();
    int points = grid.rows().size();
    double[] all =
        mix.values(
            Math.multiplyExact(points, n),
            (c, from, mixed) -> {
              for (int i = 0; i < mixed.length; i++) {
                int sample = from + i;
                mixed[i] = c == column ? grid.rows().get(sample / n) : rows[sample % n];
              }
            });
    Matrix means = Matrix.zeros(Precision.FLOAT64, width, points);
    for (int point = 0; point < points; point++) {
      for (int k = 0; k < width; k++) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
          sum += all[(point * n + i) * width + k];
        }
        means.set(k, point, sum / n);
      }
    }
    int curves = width == 1 ? Math.min(CURVES, n) : 0;
    Matrix individual = Matrix.zeros(Precision.FLOAT64, curves, points);
    for (int curve = 0; curve < curves; curve++) {
      int row = (int) ((long) curve * n / curves);
      for (int point = 0; point < points; point++) {
        individual.set(curve, point, all[point * n + row]);
      }
    }
    return new PartialDependence(
        grid.column(), grid.values(), grid.positions(), mix.output(), n, means, individual, false);
  }

  /** Returns whether the column holds numbers; else labels. */
  public boolean numeric() {
    return !positions.isEmpty();
  }

  /** Returns a copy in which all curves, the mean too, have their first value subtracted. */
  public PartialDependence centre() {
    return new PartialDependence(
        column, values, positions, output, rows, fromFirst(means), fromFirst(individual), true);
  }

  private static Matrix fromFirst(Matrix curves) {
    Matrix centred = Matrix.zeros(curves.precision(), curves.rows(), curves.columns());
    for (int r = 0; r < curves.rows(); r++) {
      for (int c = 0; c < curves.columns(); c++) {
        centred.set(r, c, curves.get(r, c) - curves.get(r, 0));
      }
    }
    return centred;
  }

  /** Returns by how much the mean prediction of an output differs between two values at most. */
  public double range(int k) {
    double low =
        IntStream.range(0, values.size()).mapToDouble(v -> means.get(k, v)).min().orElse(0);
    double high =
        IntStream.range(0, values.size()).mapToDouble(v -> means.get(k, v)).max().orElse(0);
    return high - low;
  }

  /** Returns the output whose mean has the greatest range, the first of several. */
  public int widest() {
    int widest = 0;
    for (int k = 1; k < output.count(); k++) {
      widest = range(k) > range(widest) ? k : widest;
    }
    return widest;
  }
}
