package org.nn4j.core.training;

/** A real function of n variables with its gradient. */
public interface DifferentiableFunction {

  /** Returns n. */
  int dimension();

  /** Computes f(x). */
  double value(double[] x);

  /**
   * Computes ∇f(x).
   *
   * @param x the point; not changed
   * @param gradient n numbers, overwritten
   */
  void gradient(double[] x, double[] gradient);

  /** Returns what messages call a variable; {@code x1}, {@code x2}, … by default. */
  default String variable(int index) {
    return "x" + (index + 1);
  }

  /** Returns what a variable belongs to, such as a layer's weights; one group by default. */
  default String group(int index) {
    return "x";
  }
}
