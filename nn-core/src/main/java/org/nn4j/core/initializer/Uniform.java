package org.nn4j.core.initializer;

import java.util.random.RandomGenerator;
import org.nn4j.api.Checks;
import org.nn4j.api.Initializer;
import org.nn4j.api.Matrix;

/**
 * Uniform in [low, high), with variance (high − low)²/12.
 *
 * <p>In float32 a value just below {@code high} may round up to it.
 *
 * @param low the least value, finite
 * @param high the bound above, finite and at least {@code low}
 */
public record Uniform(double low, double high) implements Initializer {

  /** Creates one over [−0.05, 0.05), as Keras does. */
  public Uniform() {
    this(-0.05, 0.05);
  }

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if a bound is not finite or {@code high < low}
   */
  public Uniform {
    Checks.finite("low", low);
    Checks.finite("high", high);
    if (high < low) {
      throw new IllegalArgumentException("high must be at least low, " + low + ", but is " + high);
    }
  }

  @Override
  public String name() {
    return "uniform";
  }

  @Override
  public String description() {
    return "uniform between low and high";
  }

  @Override
  public void fill(Matrix weights, int fanIn, int fanOut, RandomGenerator random) {
    Fill.uniform(weights, low, high, random);
  }
}
