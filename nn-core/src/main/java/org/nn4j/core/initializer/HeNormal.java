package org.nn4j.core.initializer;

import java.util.random.RandomGenerator;
import org.nn4j.api.Initializer;
import org.nn4j.api.Matrix;

/**
 * Normal with mean 0 and variance 2/fan_in, not truncated.
 *
 * <p>It compensates for the half of its inputs that relu sets to 0. Source: He, Zhang, Ren and Sun,
 * "Delving deep into rectifiers", 2015; also known as Kaiming's.
 */
public record HeNormal() implements Initializer {

  @Override
  public String name() {
    return "he_normal";
  }

  @Override
  public String description() {
    return "normal with variance 2/fan_in, for relu and its kin";
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if {@code fanIn} is not positive
   */
  @Override
  public void fill(Matrix weights, int fanIn, int fanOut, RandomGenerator random) {
    Fill.normal(weights, 0, Math.sqrt(Fill.fanInVariance(2, fanIn)), random);
  }
}
