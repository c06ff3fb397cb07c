package org.nn4j.core.initializer;

import java.util.random.RandomGenerator;
import org.nn4j.api.Initializer;
import org.nn4j.api.Matrix;

/**
 * Normal with mean 0 and variance 1/fan_in, not truncated.
 *
 * <p>It keeps the variance of activations near 1 where σ is near the identity at 0. Source: LeCun,
 * Bottou, Orr and Müller, "Efficient BackProp", 1998.
 */
public record LecunNormal() implements Initializer {

  @Override
  public String name() {
    return "lecun_normal";
  }

  @Override
  public String description() {
    return "normal with variance 1/fan_in, for selu";
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if {@code fanIn} is not positive
   */
  @Override
  public void fill(Matrix weights, int fanIn, int fanOut, RandomGenerator random) {
    Fill.normal(weights, 0, Math.sqrt(Fill.fanInVariance(1, fanIn)), random);
  }
}
