package org.nn4j.core.initializer;

import java.util.random.RandomGenerator;
import org.nn4j.api.Initializer;
import org.nn4j.api.Matrix;

/** All 0, for biases. */
public record Zeros() implements Initializer {

  @Override
  public String name() {
    return "zeros";
  }

  @Override
  public String description() {
    return "all 0";
  }

  @Override
  public void fill(Matrix weights, int fanIn, int fanOut, RandomGenerator random) {
    weights.fill(0);
  }
}
