package org.nn4j.core.initializer;

import java.util.random.RandomGenerator;
import org.nn4j.api.Initializer;
import org.nn4j.api.Matrix;

/** All 1, for scales. */
public record Ones() implements Initializer {

  @Override
  public String name() {
    return "ones";
  }

  @Override
  public String description() {
    return "all 1";
  }

  @Override
  public void fill(Matrix weights, int fanIn, int fanOut, RandomGenerator random) {
    weights.fill(1);
  }
}
