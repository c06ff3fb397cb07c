package org.nn4j.core.data;

import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;

/**
 * The weights of some samples.
 *
 * @param sum their sum, in float64
 * @param least the smallest one, ∞ without any
 * @param most the largest one, 0 without any
 */
public record WeightSum(double sum, double least, double most) {

  /** The sum of no weights. */
  public static final WeightSum NONE = new WeightSum(0, Double.POSITIVE_INFINITY, 0);

  /**
   * Adds the weights of samples {@code from} to {@code to}−1, one after the other.
   *
   * @throws IllegalArgumentException if one is negative or not finite
   */
  public static WeightSum of(Dataset data, int from, int to) {
    int[] sample = new int[1];
    Matrix w = Matrix.zeros(Precision.FLOAT64, 1, 1);
    WeightSum total = NONE;
    for (int i = from; i < to; i++) {
      sample[0] = i;
      data.weights(sample, 0, 1, w);
      double weight = w.get(0, 0);
      if (!(weight >= 0 && weight <= Double.MAX_VALUE)) {
        RowPlace place = RowPlace.of(data, i);
        throw new IllegalArgumentException(
            "the weight of sample "
                + i
                + (place.known() ? ", in " + place.inWords() + "," : "")
                + " is "
                + weight
                + "; weights are finite and at least 0");
      }
      total = total.plus(new WeightSum(weight, weight, weight));
    }
    return total;
  }

  /** Returns the sum of these and then others. */
  public WeightSum plus(WeightSum other) {
    return new WeightSum(sum + other.sum, Math.min(least, other.least), Math.max(most, other.most));
  }

  /**
   * Returns the mean: exactly the one weight if all are equal.
   *
   * @param samples how many they are
   * @throws IllegalArgumentException if the sum is 0 or not finite
   */
  public double mean(long samples) {
    if (!(sum > 0 && sum <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "the weights of "
              + samples
              + " samples have the sum "
              + sum
              + "; it must be finite and above 0, so that there is something to learn from");
    }
    return least == most ? least : sum / samples;
  }
}
