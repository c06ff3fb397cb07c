package org.nn4j.core.initializer;

import java.util.random.RandomGenerator;
import org.nn4j.api.Checks;
import org.nn4j.api.Initializer;
import org.nn4j.api.Matrix;

/**
 * The identity matrix times a gain, with zeros where a layer is wider than its input or narrower:
 * before training the layer passes on what it gets.
 *
 * <p>Source: Le, Jaitly and Hinton, "A simple way to initialize recurrent networks of rectified
 * linear units", 2015.
 *
 * @param gain the diagonal, finite
 */
public record IdentityMatrix(double gain) implements Initializer {

  /** Creates one with gain 1. */
  public IdentityMatrix() {
    this(1);
  }

  /**
   * Checks the gain.
   *
   * @throws IllegalArgumentException if it is not finite
   */
  public IdentityMatrix {
    Checks.finite("gain", gain);
  }

  @Override
  public String name() {
    return "identity";
  }

  @Override
  public String description() {
    return "gain on the diagonal, 0 elsewhere";
  }

  @Override
  public void fill(Matrix weights, int fanIn, int fanOut, RandomGenerator random) {
    weights.fill(0);
    for (int i = 0; i < Math.min(weights.rows(), weights.columns()); i++) {
      weights.set(i, i, gain);
    }
  }
}
