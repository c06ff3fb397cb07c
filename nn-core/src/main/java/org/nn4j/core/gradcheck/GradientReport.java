package org.nn4j.core.gradcheck;

import java.util.List;
import org.nn4j.core.text.Words;

/**
 * The outcome of a gradient check.
 *
 * @param passed whether every relative error is within the tolerance, kinks and unresolved
 *     derivatives left out, and others are left
 * @param tolerance the greatest relative error that passes
 * @param checked number of derivatives checked
 * @param kinks number of them that lie on a kink, where the derivative passes if it is between the
 *     two one-sided ones and those beside the kink pass
 * @param unresolved number of them that agree with differences as far as these go, but are so small
 *     beside the loss that its rounding hides more than the tolerance; scaled targets show them
 * @param groups the worst derivative of every group (a layer's weights, say), in order; without
 *     those on kinks and the unresolved, unless there are no others
 */
public record GradientReport(
    boolean passed,
    double tolerance,
    int checked,
    int kinks,
    int unresolved,
    List<Deviation> groups) {

  /**
   * A derivative and its approximation.
   *
   * @param group what the variable belongs to
   * @param variable the variable, such as {@code layers.0.weight[3,2]}
   * @param analytic the derivative that back-propagation gives
   * @param numeric the central difference
   * @param relativeError |analytic − numeric| / max(|analytic|, |numeric|, 1e-4)
   */
  public record Deviation(
      String group, String variable, double analytic, double numeric, double relativeError) {

    /**
     * Returns variable, derivatives and error on a line, such as {@code layers.0.weight[3,2]:
     * analytic 0.01234, numeric 0.01234, relative error 1.203e-09}.
     */
    @Override
    public String toString() {
      return variable
          + (": analytic " + Words.number(analytic))
          + (", numeric " + Words.number(numeric))
          + (", relative error " + Words.number(relativeError));
    }
  }

  /** Copies the list. */
  public GradientReport {
    groups = List.copyOf(groups);
  }

  /** Returns the worst derivative of all. */
  public Deviation worst() {
    return groups.stream()
        .reduce((a, b) -> worse(a.relativeError(), b.relativeError()) ? a : b)
        .orElseThrow(() -> new IllegalStateException("nothing was checked"));
  }

  /** Returns the greatest relative error; NaN if one is. */
  public double maxRelativeError() {
    return worst().relativeError();
  }

  /** Returns whether error {@code a} is at least as bad as {@code b}; NaN is the worst. */
  static boolean worse(double a, double b) {
    return Double.compare(a, b) >= 0;
  }

  /**
   * Returns the outcome on a line, such as {@code passed: 131 derivatives; the worst:
   * layers.0.weight[3,2]: analytic …}.
   */
  @Override
  public String toString() {
    return (passed ? "passed: " : "failed: ")
        + Words.count(checked, "derivative")
        + (kinks == 0 ? "" : ", " + kinks + " on kinks")
        + (unresolved == 0 ? "" : ", " + unresolved + " unresolved")
        + (groups.isEmpty() ? "" : "; the worst: " + worst());
  }
}
