package org.nn4j.core.initializer;

import java.util.random.RandomGenerator;
import org.nn4j.api.Checks;
import org.nn4j.api.Initializer;
import org.nn4j.api.Matrix;

/**
 * Normal, where values more than two standard deviations from the mean are drawn again.
 *
 * <p>What is left has the variance std²·(1 − 4·φ(2)/(2·Φ(2) − 1)) ≈ 0.7737·std²; as in Keras and
 * PyTorch, this is not corrected.
 *
 * @param mean the mean, finite
 * @param std the standard deviation before truncation, finite, at least 0
 */
public record TruncatedNormal(double mean, double std) implements Initializer {

  /** Creates one with mean 0 and standard deviation 0.05, as Keras does. */
  public TruncatedNormal() {
    this(0, 0.05);
  }

  /**
   * Checks the moments.
   *
   * @throws IllegalArgumentException if one is not finite or {@code std} is negative
   */
  public TruncatedNormal {
    Checks.finite("mean", mean);
    Checks.nonNegative("std", std);
  }

  @Override
  public String name() {
    return "truncated_normal";
  }

  @Override
  public String description() {
    return "normal within two standard deviations of the mean";
  }

  @Override
  public void fill(Matrix weights, int fanIn, int fanOut, RandomGenerator random) {
    Fill.truncatedNormal(weights, mean, std, random);
  }
}
