package org.nn4j.core.initializer;

import java.util.random.RandomGenerator;
import org.nn4j.api.Checks;
import org.nn4j.api.Initializer;
import org.nn4j.api.Matrix;

/**
 * Uniform in ±√(6·gain²/(fan_in + fan_out)), which has the variance 2·gain²/(fan_in + fan_out).
 *
 * <p>It keeps the variance of both activations and gradients near 1 from layer to layer. Source:
 * Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks",
 * 2010; also known as Xavier's.
 *
 * @param gain factor of the standard deviation, finite and above 0
 */
public record GlorotUniform(double gain) implements Initializer {

  /** Creates one with gain 1, for tanh, sigmoid and identity; √2 suits relu. */
  public GlorotUniform() {
    this(1);
  }

  /**
   * Checks the gain.
   *
   * @throws IllegalArgumentException if it is not finite or not above 0
   */
  public GlorotUniform {
    Checks.positive("gain", gain);
  }

  @Override
  public String name() {
    return "glorot_uniform";
  }

  @Override
  public String description() {
    return "uniform with variance 2*gain^2/(fan_in + fan_out), for tanh and sigmoid";
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if a fan is not positive
   */
  @Override
  public void fill(Matrix weights, int fanIn, int fanOut, RandomGenerator random) {
    Fill.uniform(weights, Fill.glorotVariance(gain, fanIn, fanOut), random);
  }
}
