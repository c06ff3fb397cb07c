package org.nn4j.optim;

import org.nn4j.api.Matrix;
import org.nn4j.api.Optimizer;
import org.nn4j.api.OptimizerState;

/** An optimizer with a weight decay, of which parameters may be given a part. */
interface DecayingOptimizer extends Optimizer {

  @Override
  default void update(
      Matrix parameters,
      Matrix gradients,
      OptimizerState state,
      int from,
      int to,
      double rate,
      long step) {
    update(parameters, gradients, state, from, to, rate, step, 1);
  }

  @Override
  void update(
      Matrix parameters,
      Matrix gradients,
      OptimizerState state,
      int from,
      int to,
      double rate,
      long step,
      double decayFactor);
}
