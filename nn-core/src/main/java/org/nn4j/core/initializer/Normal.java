package org.nn4j.core.initializer;

import java.util.random.RandomGenerator;
import org.nn4j.api.Checks;
import org.nn4j.api.Initializer;
import org.nn4j.api.Matrix;

/**
 * Normal with a mean and a standard deviation.
 *
 * @param mean the mean, finite
 * @param std the standard deviation, finite, at least 0
 */
public record Normal(double mean, double std) implements Initializer {

  /** Creates one with mean 0 and standard deviation 0.05, as Keras does. */
  public Normal() {
    this(0, 0.05);
  }

  /**
   * Checks the moments.
   *
   * @throws IllegalArgumentException if one is not finite or {@code std} is negative
   */
  public Normal {
    Checks.finite("mean", mean);
    Checks.nonNegative("std", std);
  }

  @Override
  public String name() {
    return "normal";
  }

  @Override
  public String description() {
    return "normal with mean and standard deviation";
  }

  @Override
  public void fill(Matrix weights, int fanIn, int fanOut, RandomGenerator random) {
    Fill.normal(weights, mean, std, random);
  }
}
