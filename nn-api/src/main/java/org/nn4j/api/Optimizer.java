package org.nn4j.api;

/**
 * A rule that turns gradients into parameter updates, over flat ranges of a network's parameters.
 *
 * <p>All trainable parameters of a network lie in one 1×P matrix, the gradients and each state slot
 * in others of the same shape, all at offset 0 of their arrays, so that an update is one pass with
 * one index. The pass may be split into ranges that run on several threads: an element's update
 * depends on that element's numbers, the rate, the step and the state's scalars alone.
 *
 * <p>In each step the framework calls {@link #beginStep} once, then {@link #update} for ranges that
 * together cover 0 to P.
 *
 * <p>Rules that are not of elements are {@link MatrixOptimizer}s or {@link FullBatchOptimizer}s;
 * those that are evaluated beside the parameters are {@link AveragingOptimizer}s.
 */
public interface Optimizer extends Component {

  /** Returns the base learning rate η, to which a schedule is applied. */
  double lr();

  /** Returns the number of state values per element: 1 for momentum, 2 for Adam. */
  default int stateSlots() {
    return 0;
  }

  /** Returns the number of state values of the optimizer as a whole, besides the slots. */
  default int stateScalars() {
    return 0;
  }

  /**
   * Prepares a step: sets up the state when {@code step} is 1 (slots and scalars are zero then) and
   * advances the scalars.
   *
   * @param state the state, changed in place
   * @param rate η of this step, after the schedule
   * @param step the number of this update, counted from 1
   */
  default void beginStep(OptimizerState state, double rate, long step) {}

  /**
   * Updates the elements {@code from} (inclusive) to {@code to} (exclusive).
   *
   * @param parameters 1×P; the range is changed in place
   * @param gradients 1×P of the same precision, ∂L/∂θ; not changed
   * @param state slots of 1×P, changed in the range; scalars, not changed
   * @param from first element
   * @param to end of the range
   * @param rate η of this step
   * @param step the number of this update, counted from 1
   */
  void update(
      Matrix parameters,
      Matrix gradients,
      OptimizerState state,
      int from,
      int to,
      double rate,
      long step);

  /**
   * Updates the elements {@code from} (inclusive) to {@code to} (exclusive) with a part of the
   * weight decay. An optimizer that has a weight decay λ overrides this and uses λ·{@code
   * decayFactor}; the default calls the method without the factor, for those that have none.
   *
   * @param parameters as there
   * @param gradients as there
   * @param state as there
   * @param from first element
   * @param to end of the range
   * @param rate η of these elements in this step, after the schedule and {@link
   *     ParameterSpec#rateFactor}
   * @param step the number of this update, counted from 1
   * @param decayFactor multiplies λ, at least 0
   */
  default void update(
      Matrix parameters,
      Matrix gradients,
      OptimizerState state,
      int from,
      int to,
      double rate,
      long step,
      double decayFactor) {
    update(parameters, gradients, state, from, to, rate, step);
  }

  @Override
  default Optimizer with(Parameters changes) {
    return (Optimizer) RecordParameters.rebuild(this, changes);
  }
}
