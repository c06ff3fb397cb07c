package org.nn4j.api;

/**
 * An optimizer whose update of an element depends on the whole parameter that it belongs to: on its
 * shape, its norm, or products with it. A parameter is a matrix that a layer declares, its weights
 * or its biases.
 *
 * <p>Before the first step the framework calls {@link #bind} for each parameter that is not frozen.
 * In each step it calls {@link #beginStep} once, and then {@link Bound#update} of each parameter,
 * in their order and on one thread; the kernels divide large operations among the others. So an
 * implementation has the same bits for any number of threads if its own sums have an order that
 * depends on shapes alone.
 *
 * <p>State is kept as with every {@link Optimizer}: slots of 1×P, of which a parameter has its
 * range, and scalars. What is in scratch memory between steps must not matter.
 */
public interface MatrixOptimizer extends Optimizer {

  /**
   * Binds the rule to a parameter and allocates the scratch memory of its steps, for instance that
   * of a product.
   *
   * <p>The parameter's elements are {@code from} (inclusive) to {@code from + rows·columns}
   * (exclusive) of the flat matrices, row by row: {@code parameters.slice(from, rows, columns)} is
   * a view of it.
   *
   * @param spec the declaration, with name, rows and columns
   * @param from the parameter's first element
   * @param parameters 1×P at offset 0 of its array
   * @param gradients 1×P, ∂L/∂θ of the step under way whenever {@link Bound#update} is called
   * @param state slots of 1×P, and scalars
   * @param kernels the kernels to compute with
   */
  Bound bind(
      ParameterSpec spec,
      int from,
      Matrix parameters,
      Matrix gradients,
      OptimizerState state,
      Kernels kernels);

  /** The rule for one parameter, with its memory: updates without allocating. Not thread-safe. */
  interface Bound {

    /**
     * Updates the parameter and its range of the slots, and nothing else.
     *
     * @param rate η of this parameter in this step, after the schedule and {@link
     *     ParameterSpec#rateFactor}
     * @param step the number of this update, counted from 1
     * @param decayFactor multiplies the weight decay λ, at least 0
     */
    void update(double rate, long step, double decayFactor);
  }

  /**
   * Fails: a range is not enough for an update.
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
            + " updates whole parameters and cannot update ranges; call bind for each parameter, as"
            + " the trainer does");
  }

  @Override
  default MatrixOptimizer with(Parameters changes) {
    return (MatrixOptimizer) RecordParameters.rebuild(this, changes);
  }
}
