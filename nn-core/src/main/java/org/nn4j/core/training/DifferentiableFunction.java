package org.nn4j.core.training;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** A real function of n variables with its gradient. */
public interface DifferentiableFunction {

  /**
   * Returns the function of two others.
   *
   * @param variables the variables' names, one for each
   * @param value computes f(x)
   * @param gradient computes ∇f(x)
   */
  static DifferentiableFunction of(
      List<String> variables, ToDoubleFunction<double[]> value, UnaryOperator<double[]> gradient) {
    List<String> names = List.copyOf(variables);
    return new DifferentiableFunction() {
      @Override
      public int dimension() {
        return names.size();
      }

      @Override
      public double value(double[] x) {
        return value.applyAsDouble(x);
      }

      @Override
      public void gradient(double[] x, double[] into) {
        System.arraycopy(gradient.apply(x), 0, into, 0, into.length);
      }

      @Override
      public String variable(int index) {
        return names.get(index);
      }
    };
  }

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
