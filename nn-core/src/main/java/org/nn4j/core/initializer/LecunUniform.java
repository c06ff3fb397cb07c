package org.nn4j.core.initializer;

import java.util.random.RandomGenerator;
import org.nn4j.api.Initializer;
import org.nn4j.api.Matrix;

/**
 * Uniform in ±√(3/fan_in), which has the variance 1/fan_in.
 *
 * <p>It keeps the variance of activations near 1 where σ is near the identity at 0. Source: LeCun,
 * Bottou, Orr and Müller, "Efficient BackProp", 1998.
 */
public record LecunUniform() implements Initializer {

  @Override
  public String name() {
    return "lecun_uniform";
  }

  @Override
  public String description() {
    return "uniform with variance 1/fan_in, for selu";
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if {@code fanIn} is not positive
   */
  @Override
  public void fill(Matrix weights, int fanIn, int fanOut, RandomGenerator random) {
    Fill.uniform(weights, Fill.fanInVariance(1, fanIn), random);
  }
}
