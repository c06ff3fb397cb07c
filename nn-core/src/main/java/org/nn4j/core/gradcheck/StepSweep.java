package org.nn4j.core.gradcheck;

import java.util.ArrayList;
import java.util.List;
import org.nn4j.core.training.DifferentiableFunction;

/**
 * The errors of the three differences over a range of steps: truncation grows with the step,
 * rounding with its inverse, which makes the V that is typical of a right gradient.
 */
public final class StepSweep {
  private StepSweep() {}

  /**
   * Squared errors Σᵢ(gᵢ − ĝᵢ)² at a step, g being the function's own gradient.
   *
   * @param step h
   * @param forward of forward differences
   * @param backward of backward differences
   * @param central of central differences
   */
  public record Row(double step, double forward, double backward, double central) {}

  /**
   * Measures the errors.
   *
   * @param x the point; restored before returning
   * @param steps the steps to try
   */
  public static List<Row> run(DifferentiableFunction f, double[] x, double... steps) {
    double[] exact = new double[x.length];
    f.gradient(x, exact);
    List<Row> rows = new ArrayList<>();
    for (double h : steps) {
      rows.add(
          new Row(
              h,
              error(exact, Difference.FORWARD.gradient(f, x, h)),
              error(exact, Difference.BACKWARD.gradient(f, x, h)),
              error(exact, Difference.CENTRAL.gradient(f, x, h))));
    }
    return rows;
  }

  /** Measures the errors at 1e-10, 1e-9, …, 1e-1. */
  public static List<Row> run(DifferentiableFunction f, double[] x) {
    return run(f, x, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1);
  }

  private static double error(double[] exact, double[] approximate) {
    double sum = 0;
    for (int i = 0; i < exact.length; i++) {
      double difference = exact[i] - approximate[i];
      sum = Math.fma(difference, difference, sum);
    }
    return sum;
  }
}
