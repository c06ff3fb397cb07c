package org.nn4j.formula;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A function of several variables that is written as a formula, with its gradient:
 *
 * <pre>{@code
 * Function f = Function.of("(x1 - 6)^2 + x2^2 - x1*x2");
 * f.variables();         // [x1, x2]
 * f.value(8, 4);         // -12.0
 * f.gradient(8, 4);      // [0.0, 0.0]
 * f.derivative("x2");    // 2*x2 - x1
 * }</pre>
 *
 * <p>Computed in float64, with the same bits on every JVM; NaN where the formula is not defined.
 * Where it has a kink the gradient is one from one side. Immutable and thread-safe.
 */
public final class Function {
  private final String text;
  private final List<String> variables;
  private final Node root;
  private final Node[] derivatives;
  private final Lazy<ArrayCode> value;
  private final Lazy<ArrayCode> gradient;

  private Function(String text, Graph graph, Parser.Parsed parsed) {
    this.text = text;
    this.variables = parsed.variables();
    this.root = parsed.root();
    this.derivatives = new Derivatives(graph, variables.size()).of(root);
    this.value = new Lazy<>(() -> Compiler.array(Program.of(graph, List.of(root))));
    this.gradient = new Lazy<>(() -> Compiler.array(Program.of(graph, List.of(derivatives))));
  }

  /**
   * Creates a function of the variables that a formula names, in the order in which they appear.
   *
   * @throws IllegalArgumentException if it is no formula, with the place of the fault
   */
  public static Function of(String formula) {
    Graph graph = new Graph();
    return new Function(formula, graph, Parser.parse(formula, graph));
  }

  /**
   * Creates a function of given variables.
   *
   * @param variables their names, {@code [a-z][a-z0-9_]*}, in their order
   * @throws IllegalArgumentException if it is no formula, with the place of the fault, or if a name
   *     cannot be a variable
   */
  public static Function of(String formula, List<String> variables) {
    for (String name : variables) {
      if (!Parser.isFree(name) || variables.indexOf(name) != variables.lastIndexOf(name)) {
        throw new IllegalArgumentException(
            "'"
                + name
                + "' cannot be a variable: names are [a-z][a-z0-9_]*, no function's or constant's,"
                + " and given once");
      }
    }
    Graph graph = new Graph();
    return new Function(formula, graph, Parser.parse(formula, graph, variables, Map.of()));
  }

  /** Returns the formula as it was written. */
  public String text() {
    return text;
  }

  /** Returns the variables' names, in the order of the arguments of {@link #value}. */
  public List<String> variables() {
    return variables;
  }

  /**
   * Computes the function.
   *
   * @param x the variables' values in their order
   * @throws IllegalArgumentException if there are more or fewer than there are variables
   */
  public double value(double... x) {
    requireAll(x);
    double[] result = new double[1];
    value.get().at(x, result);
    return result[0];
  }

  /**
   * Computes the partial derivatives.
   *
   * @param x the variables' values in their order
   * @return as many derivatives
   * @throws IllegalArgumentException if there are more or fewer than there are variables
   */
  public double[] gradient(double... x) {
    requireAll(x);
    double[] result = new double[x.length];
    gradient.get().at(x, result);
    return result;
  }

  private void requireAll(double[] x) {
    if (x.length != variables.size()) {
      throw new IllegalArgumentException(
          "the function "
              + text
              + " has the variables "
              + variables
              + " but is given "
              + Arrays.toString(x));
    }
  }

  /** Returns the function, simplified, as LaTeX. */
  public String latex() {
    return Printer.latex(root, variables);
  }

  /**
   * Returns a partial derivative, simplified, as a formula.
   *
   * @throws IllegalArgumentException if there is no such variable
   */
  public String derivative(String variable) {
    return Printer.text(derivatives[index(variable)], variables);
  }

  /**
   * Returns a partial derivative, simplified, as LaTeX.
   *
   * @throws IllegalArgumentException if there is no such variable
   */
  public String derivativeLatex(String variable) {
    return Printer.latex(derivatives[index(variable)], variables);
  }

  private int index(String variable) {
    int index = variables.indexOf(variable);
    if (index < 0) {
      throw new IllegalArgumentException(
          "the function " + text + " has no variable '" + variable + "' but " + variables);
    }
    return index;
  }

  /** Returns the formula as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
