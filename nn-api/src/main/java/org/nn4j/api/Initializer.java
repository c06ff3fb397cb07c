package org.nn4j.api;

import java.util.random.RandomGenerator;

/** A rule for the initial values of a parameter. */
public interface Initializer extends Component {

  /**
   * Fills a parameter.
   *
   * @param weights n_in×n_out, overwritten in row order
   * @param fanIn the number of inputs that feed one output
   * @param fanOut the number of outputs that one input feeds
   * @param random the stream to draw from; its {@code nextDouble} and {@code nextGaussian} are the
   *     same on every JVM
   */
  void fill(Matrix weights, int fanIn, int fanOut, RandomGenerator random);

  @Override
  default Initializer with(Parameters changes) {
    return (Initializer) RecordParameters.rebuild(this, changes);
  }
}
