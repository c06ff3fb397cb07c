package org.nn4j.api;

/**
 * An optimizer that takes gradients at one point and is evaluated at another, an average of the
 * points on its way, which it keeps in one of its slots.
 *
 * <p>Gradients are taken at the parameters, as ever. Epochs are evaluated, the best of them is kept
 * and training ends at the average, once there has been a step. So validation losses and metrics
 * are those of the average, training losses those of the steps.
 */
public interface AveragingOptimizer extends Optimizer {

  /**
   * Returns the slot that holds the average, counted from 0. Parameters that are frozen have none:
   * they are where they are.
   */
  int averageSlot();

  /**
   * Returns the share c that the last step had in the average, x̄ ← x̄ + c·(x − x̄), in [0, 1].
   * Running statistics, batch_norm's say, are averaged by the same shares, since they are not
   * computed anew at the average.
   *
   * @param state the state after {@link #beginStep} of that step
   */
  double averageShare(OptimizerState state);

  @Override
  default AveragingOptimizer with(Parameters changes) {
    return (AveragingOptimizer) RecordParameters.rebuild(this, changes);
  }
}
