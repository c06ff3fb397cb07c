package org.nn4j.core.initializer;

import java.util.random.RandomGenerator;
import org.nn4j.api.Checks;
import org.nn4j.api.Initializer;
import org.nn4j.api.Matrix;

/**
 * One value throughout.
 *
 * @param value the value, finite
 */
public record Constant(double value) implements Initializer {

  /** Creates one of zeros. */
  public Constant() {
    this(0);
  }

  /**
   * Checks the value.
   *
   * @throws IllegalArgumentException if it is not finite
   */
  public Constant {
    Checks.finite("value", value);
  }

  @Override
  public String name() {
    return "constant";
  }

  @Override
  public String description() {
    return "one value throughout";
  }

  @Override
  public void fill(Matrix weights, int fanIn, int fanOut, RandomGenerator random) {
    weights.fill(value);
  }
}
