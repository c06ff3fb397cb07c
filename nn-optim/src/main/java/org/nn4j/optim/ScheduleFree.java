package org.nn4j.optim;

import org.nn4j.api.AveragingOptimizer;
import org.nn4j.api.OptimizerState;

/**
 * What {@link ScheduleFreeSgd} and {@link ScheduleFreeAdamW} share: the average x in slot 1, behind
 * z, and the scalars Σγ² and c.
 */
interface ScheduleFree extends AveragingOptimizer, DecayingOptimizer {

  @Override
  default int stateScalars() {
    return 2;
  }

  @Override
  default int averageSlot() {
    return 1;
  }

  @Override
  default double averageShare(OptimizerState state) {
    return state.scalars()[1];
  }

  /** Advances the sum of squared rates, and the share of a step of the rate γ. */
  static void advance(OptimizerState state, double gamma) {
    double[] scalars = state.scalars();
    double square = gamma * gamma;
    scalars[0] += square;
    scalars[1] = square == 0 ? 0 : square / scalars[0];
  }
}
