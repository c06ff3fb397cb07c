package org.nn4j.core.layer;

import java.util.random.RandomGenerator;
import org.nn4j.api.Initializer;
import org.nn4j.api.Matrix;

/** Fills every row evenly from −2 to 2: what bounds of bins are before data are seen. */
record EvenBounds() implements Initializer {
  private static final double REACH = 2;

  @Override
  public String name() {
    return "even_bounds";
  }

  @Override
  public String description() {
    return "evenly from -2 to 2 in every row";
  }

  @Override
  public void fill(Matrix weights, int fanIn, int fanOut, RandomGenerator random) {
    int last = weights.columns() - 1;
    for (int r = 0; r < weights.rows(); r++) {
      for (int c = 0; c <= last; c++) {
        weights.set(r, c, REACH * (2.0 * c / last - 1));
      }
    }
  }
}
