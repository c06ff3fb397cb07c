package org.nn4j.api;

import org.jspecify.annotations.Nullable;

/**
 * A loss that sums or averages a function of each output and its target, defined by two scalar
 * functions.
 *
 * <p>With f the scalar function, a row's loss is Σₖ f(ŷₖ, tₖ), divided by the number of columns if
 * {@link #averagesColumns()}; {@link Loss} says how rows are weighted and averaged. Where {@link
 * #targetKind()} is {@link TargetKind#DISTRIBUTION}, one column of class indices stands for one-hot
 * rows and gives the same bits.
 *
 * <p>Scalars are doubles in either precision; only the gradient's elements are rounded, once. For
 * results that are the same bytes on every JVM, use {@link org.nn4j.api.math.NnMath} or {@link
 * StrictMath}, not {@link Math}'s transcendental functions.
 *
 * <p>All implementations share one loop: a run trains with one loss, so its calls are inlined
 * there, and the output is seldom a network's widest matrix.
 */
public interface ElementwiseLoss extends Loss {

  /** Computes f(ŷ, t). */
  double value(double output, double target);

  /** Computes ∂f/∂ŷ at (ŷ, t). */
  double derivative(double output, double target);

  /** Whether a row's loss is the mean of its columns (true, the default) or their sum. */
  default boolean averagesColumns() {
    return true;
  }

  /**
   * Rejects numbers outside the loss' domain; accepts all by default. A NaN output should pass and
   * make the loss NaN.
   *
   * @param output ŷ
   * @param target t
   * @param row row of both, for the message
   * @param column column of both, for the message
   * @throws IllegalArgumentException if f is not defined there, naming value, row and column
   */
  default void requireDomain(double output, double target, int row, int column) {}

  @Override
  default double value(Matrix output, Matrix target, @Nullable Matrix weights, Kernels kernels) {
    return compute(output, target, weights, null);
  }

  @Override
  default double gradient(
      Matrix output, Matrix target, @Nullable Matrix weights, Matrix gradient, Kernels kernels) {
    return compute(output, target, weights, gradient);
  }

  private double compute(
      Matrix output, Matrix target, @Nullable Matrix weights, @Nullable Matrix gradient) {
    double rows = LossBatch.require(this, output, target, weights, gradient);
    double divisor = averagesColumns() ? rows * output.columns() : rows;
    double sum =
        output instanceof FloatMatrix y
            ? FloatElementwiseLossLoop.sum(
                this, y, (FloatMatrix) target, weights, (FloatMatrix) gradient, divisor)
            : DoubleElementwiseLossLoop.sum(
                this,
                (DoubleMatrix) output,
                (DoubleMatrix) target,
                weights,
                (DoubleMatrix) gradient,
                divisor);
    return sum / divisor;
  }
}
