package org.nn4j.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.nn4j.core.gradcheck.Difference;
import org.nn4j.core.gradcheck.GradientCheck;
import org.nn4j.core.gradcheck.GradientReport;
import org.nn4j.core.gradcheck.StepSweep;
import org.nn4j.core.training.DifferentiableFunction;

/**
 * The derivatives of a function at a point beside their finite differences.
 *
 * @param value the function there
 * @param variables one for each
 * @param step the step of the differences
 * @param report what a check with steps of its own found
 * @param sweep the errors by step, or nothing
 */
public record FunctionCheckReport(
    double value,
    List<Variable> variables,
    double step,
    GradientReport report,
    List<StepSweep.Row> sweep) {

  /** A variable's value, the derivative by it, and what the differences approximate it by. */
  record Variable(
      String name, double at, double analytic, double forward, double backward, double central) {}

  /**
   * Compares.
   *
   * @param x the point; restored before returning
   * @param sweep whether the errors are measured for a range of steps
   */
  public static FunctionCheckReport of(
      DifferentiableFunction f, double[] x, double step, GradientCheck check, boolean sweep) {
    double[] gradient = new double[x.length];
    f.gradient(x, gradient);
    double[] forward = Difference.FORWARD.gradient(f, x, step);
    double[] backward = Difference.BACKWARD.gradient(f, x, step);
    double[] central = Difference.CENTRAL.gradient(f, x, step);
    List<Variable> variables =
        IntStream.range(0, x.length)
            .mapToObj(
                i ->
                    new Variable(
                        f.variable(i), x[i], gradient[i], forward[i], backward[i], central[i]))
            .toList();
    return new FunctionCheckReport(
        f.value(x), variables, step, check.check(f, x), sweep ? StepSweep.run(f, x) : List.of());
  }

  /** Returns whether the derivatives are right. */
  public boolean passed() {
    return report.passed();
  }

  /** Returns the derivatives, the errors by step and the verdict. */
  public String text() {
    TextTable table = new TextTable(1);
    table.row("variable", "at", "derivative", "forward", "backward", "central");
    for (Variable variable : variables) {
      table.row(
          variable.name(),
          number(variable.at()),
          number(variable.analytic()),
          number(variable.forward()),
          number(variable.backward()),
          number(variable.central()));
    }
    return String.format(Locale.ROOT, "f = %s; differences of step %s%n%n", number(value), step)
        + table
        + GradientCheckReport.sweep(sweep)
        + String.format(
            Locale.ROOT,
            "%n%s: relative error at most %.2e, tolerance %.0e%n",
            passed() ? "passed" : "NOT PASSED",
            report.maxRelativeError(),
            report.tolerance());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.8g", value + 0.0);
  }

  /** Returns the JSON document. */
  public Map<String, Object> json() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("passed", passed());
    document.put("max_relative_error", report.maxRelativeError());
    document.put("tolerance", report.tolerance());
    document.put("value", value);
    document.put("step", step);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Variable variable : variables) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("variable", variable.name());
      row.put("at", variable.at());
      row.put("analytic", variable.analytic());
      row.put("forward", variable.forward());
      row.put("backward", variable.backward());
      row.put("central", variable.central());
      rows.add(row);
    }
    document.put("variables", rows);
    if (!sweep.isEmpty()) {
      document.put("sweep", sweep.stream().map(GradientCheckReport::json).toList());
    }
    return document;
  }
}
