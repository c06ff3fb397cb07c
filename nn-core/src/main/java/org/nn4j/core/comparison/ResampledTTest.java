package org.nn4j.core.comparison;

/**
 * The corrected resampled t-test of a metric over the folds of a cross-validation.
 *
 * <p>The training rows of two folds overlap, so that their scores vary less than those of
 * independent data would, and the usual paired t-test finds differences where there are none. Here
 * the variance of the mean difference is (1/J + n₂/n₁)·s² instead of s²/J, where J is the number of
 * folds of all repeats, n₁ and n₂ are how many rows a fold trains on and holds out, and s² is the
 * variance of the differences; t is the mean difference over its root, with J−1 degrees of freedom.
 *
 * <p>Source: Nadeau and Bengio, "Inference for the generalization error", Machine Learning 52,
 * 2003.
 */
public final class ResampledTTest {
  private ResampledTTest() {}

  /**
   * Compares the scores of two models in the same folds.
   *
   * @param first the first model's scores, one a fold, at least two
   * @param second the second model's, in the same order
   * @param heldOverTrained rows held out by a fold over rows trained on, n₂/n₁: 0.25 for five folds
   * @return the mean of second − first
   * @throws IllegalArgumentException if there are fewer than two folds, the numbers differ, a score
   *     is not finite or the ratio is not positive
   */
  public static PairedTest of(double[] first, double[] second, double heldOverTrained) {
    int folds = first.length;
    if (folds < 2 || second.length != folds) {
      throw new IllegalArgumentException(
          "a test over folds needs two scores or more of each model, for the same folds, but there"
              + (" are " + folds + " and " + second.length));
    }
    if (!(heldOverTrained > 0)) {
      throw new IllegalArgumentException(
          "rows held out over rows trained on must be above 0 but is " + heldOverTrained);
    }
    double mean = 0;
    for (int k = 0; k < folds; k++) {
      mean += (second[k] - first[k]) / folds;
    }
    double squares = 0;
    for (int k = 0; k < folds; k++) {
      double deviation = second[k] - first[k] - mean;
      squares += deviation * deviation;
    }
    double error = Math.sqrt((1.0 / folds + heldOverTrained) * squares / (folds - 1));
    double p = mean == 0 ? 1 : StudentT.twoSided(mean / error, folds - 1);
    return new PairedTest(mean, error, p, folds);
  }
}
