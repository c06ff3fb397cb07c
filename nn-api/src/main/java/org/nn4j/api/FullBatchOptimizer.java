package org.nn4j.api;

/**
 * An optimizer that evaluates the loss over all samples as often as it needs to in one step, as
 * line searches do, instead of taking the gradient of a batch.
 *
 * <p>A step is an epoch, and a batch is all rows. In a step the objective is one function: masks of
 * dropout and shares of mixup are the same at every evaluation, and others in the next step.
 * Running statistics, batch_norm's say, are those of the evaluation that the step starts with.
 *
 * <p>Factors of the rate that layers declare ({@link ParameterSpec#rateFactor}) have no effect but
 * for 0, which freezes.
 *
 * <p>State is kept as with every {@link Optimizer}: slots of 1×P and scalars. The objective is the
 * same function on every machine and for any number of threads, so an implementation has to be
 * deterministic too: sums have an order that depends on sizes alone.
 */
public interface FullBatchOptimizer extends Optimizer {

  /** The function to minimize, the loss over all samples plus penalties, at one point at a time. */
  interface Objective {

    /** Returns the point, 1×P, which the optimizer moves in place. */
    Matrix parameters();

    /**
     * Returns the gradient where the function was evaluated last, 1×P, not a copy; 0 for elements
     * that are frozen.
     */
    Matrix gradients();

    /** Returns the value where the function was evaluated last. */
    double loss();

    /**
     * Evaluates the function and its gradient at {@link #parameters}.
     *
     * @return the value, which is not finite where the network overflows
     */
    double evaluate();

    /**
     * Computes the Gauss–Newton approximation of the Hessian where the function was evaluated last,
     * for an error that is a sum of c·(ŷ − y)²/2: Σ c·j·jᵀ over all outputs ŷ of all rows, with j =
     * ∂ŷ/∂θ, plus the curvature of penalties; 0 in rows and columns of elements that are frozen.
     *
     * @return P×P in float64, symmetric, which the caller may change; valid until the next call
     * @throws IllegalArgumentException if the error is no such sum, a row's outputs depend on other
     *     rows or on chance, or P is too large
     * @throws UnsupportedOperationException if the function is no error of a network, by default
     */
    default Matrix gaussNewton() {
      throw new UnsupportedOperationException(
          "gauss_newton: the function is not a sum of squares; take an optimizer that needs its"
              + " gradient alone, such as lbfgs");
    }
  }

  /**
   * Takes a step.
   *
   * @param objective the function, evaluated at the parameters on entry; on exit they are the next
   *     point, wherever it was evaluated last
   * @param state slots of 1×P and scalars, zero before step 1; changed in place
   * @param rate η of this step, after the schedule
   * @param step the number of this step, counted from 1
   * @return whether to go on; false if the parameters are a minimum as far as the optimizer can
   *     tell, which ends the training
   */
  boolean step(Objective objective, OptimizerState state, double rate, long step);

  /**
   * Fails: a range of gradients is not enough for a step.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  default void update(
      Matrix parameters,
      Matrix gradients,
      OptimizerState state,
      int from,
      int to,
      double rate,
      long step) {
    throw new UnsupportedOperationException(
        "update: "
            + shortExpression()
            + " evaluates the loss several times in a step and cannot update ranges; call step, as"
            + " the trainer does");
  }

  @Override
  default FullBatchOptimizer with(Parameters changes) {
    return (FullBatchOptimizer) RecordParameters.rebuild(this, changes);
  }
}
