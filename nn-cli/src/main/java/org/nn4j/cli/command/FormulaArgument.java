package org.nn4j.cli.command;

import java.util.Arrays;
import java.util.Comparator;
import org.nn4j.core.InputException;
import org.nn4j.core.training.DifferentiableFunction;
import org.nn4j.formula.FormulaException;
import org.nn4j.formula.Function;

/** Functions that command lines write as formulas, and points at which they are looked at. */
final class FormulaArgument {
  /** So that x10 comes after x9. */
  private static final Comparator<String> BY_NAME =
      Comparator.comparing((String name) -> name.replaceFirst("\\d+$", ""))
          .thenComparingInt(String::length)
          .thenComparing(Comparator.naturalOrder());

  private FormulaArgument() {}

  /**
   * Returns the function of a formula; its variables are in the order of their names.
   *
   * @param name what names it, such as a flag
   * @throws InputException if it is no formula, or has no variable
   */
  static DifferentiableFunction function(String name, String formula) {
    Function f;
    try {
      f = Function.of(formula);
      f = Function.of(formula, f.variables().stream().sorted(BY_NAME).toList());
    } catch (FormulaException e) {
      throw new InputException(name + ": " + e.getMessage(), e);
    }
    if (f.variables().isEmpty()) {
      throw new InputException(name + ": " + formula + " has no variable");
    }
    return DifferentiableFunction.of(f.variables(), f::value, f::gradient);
  }

  /**
   * Requires a point at which the function is a number.
   *
   * @throws InputException otherwise
   */
  static void requireFinite(String name, double[] x, DifferentiableFunction f) {
    double value = f.value(x);
    if (!Double.isFinite(value)) {
      throw new InputException(
          name
              + ": the function is "
              + value
              + " at "
              + Arrays.toString(x)
              + "; take a point within its domain");
    }
  }

  /**
   * Requires a number for each variable.
   *
   * @throws InputException otherwise
   */
  static void requireNumbers(String name, double[] numbers, DifferentiableFunction f) {
    if (numbers.length != f.dimension()) {
      StringBuilder variables = new StringBuilder();
      for (int i = 0; i < f.dimension(); i++) {
        variables.append(i == 0 ? "" : ", ").append(f.variable(i));
      }
      throw new InputException(
          name
              + " must have a number for each of "
              + variables
              + ", but is "
              + Arrays.toString(numbers));
    }
  }
}
