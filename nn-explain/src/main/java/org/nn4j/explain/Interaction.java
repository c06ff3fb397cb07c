package org.nn4j.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How far two columns act together rather than each by itself.
 *
 * <p>With f̄ⱼ, f̄ₖ and f̄ⱼₖ the {@linkplain PartialDependence partial dependences}, each less its
 * mean over the rows, H² = Σᵢ (f̄ⱼₖ − f̄ⱼ − f̄ₖ)²/Σᵢ f̄ⱼₖ² over the rows' own values; over several
 * outputs both sums are over all of them.
 *
 * <p>Source: Friedman and Popescu, "Predictive learning via rule ensembles", 2008.
 *
 * @param first the name of the first column
 * @param second the name of the second column
 * @param hSquared the share of the two columns' joint effect that is interaction: 0 if their
 *     effects add up, 1 if there is nothing else; 0 also where the joint effect is negligible
 *     beside the predictions' variation
 * @param strength the interaction's size, √(1/N·Σᵢ (f̄ⱼₖ − f̄ⱼ − f̄ₖ)²), in units of the
 *     prediction: a high H² of two columns that hardly matter is a small number here
 */
public record Interaction(String first, String second, double hSquared, double strength) {
  /** The share of the predictions' variance below which a joint effect is rounding. */
  private static final double NEGLIGIBLE = 1e-6;

  /**
   * Measures all pairs of some columns.
   *
   * @param columns the indices of the columns
   * @param rows the rows, of which predictions take the square: N²·(columns + pairs)
   * @return the strongest first
   */
  static List<Interaction> of(ColumnMix mix, List<Integer> columns, int[] rows) {
    int width = mix.output().count();
    double variation = squares(centred(mix.values(rows), width));
    List<double[]> single = new ArrayList<>();
    for (int column : columns) {
      single.add(centred(mix.means(mix.marks(column), new int[][] {rows}, rows), width));
    }
    List<Interaction> found = new ArrayList<>();
    for (int j = 0; j < columns.size(); j++) {
      for (int k = j + 1; k < columns.size(); k++) {
        boolean[] both = mix.marks(columns.get(j), columns.get(k));
        double[] joint = centred(mix.means(both, new int[][] {rows, rows}, rows), width);
        double[] rest = joint.clone();
        for (int i = 0; i < rest.length; i++) {
          rest[i] -= single.get(j)[i] + single.get(k)[i];
        }
        double effect = squares(joint);
        double interaction = squares(rest);
        found.add(
            new Interaction(
                mix.columns().get(columns.get(j)).name(),
                mix.columns().get(columns.get(k)).name(),
                effect > NEGLIGIBLE * variation ? interaction / effect : 0,
                Math.sqrt(interaction / rows.length)));
      }
    }
    found.sort(Comparator.comparingDouble(pair -> -pair.strength));
    return found;
  }

  /** Subtracts each output's mean. */
  private static double[] centred(double[] values, int width) {
    for (int k = 0; k < width; k++) {
      double sum = 0;
      for (int i = k; i < values.length; i += width) {
        sum += values[i];
      }
      double mean = sum * width / values.length;
      for (int i = k; i < values.length; i += width) {
        values[i] -= mean;
      }
    }
    return values;
  }

  private static double squares(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return sum;
  }
}
