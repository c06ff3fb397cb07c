package org.nn4j.examples;

import java.util.Locale;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.Optimizer;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.training.DifferentiableFunction;
import org.nn4j.core.training.Minimizer;

/** Minimizes f(x) = (x1−6)² + x2² − x1·x2 from (6, 6), whose minimum is −12 in (8, 4). */
public final class GradientDescent {
  private GradientDescent() {}

  /** f and its gradient. */
  public static final DifferentiableFunction F =
      new DifferentiableFunction() {
        @Override
        public int dimension() {
          return 2;
        }

        @Override
        public double value(double[] x) {
          return (x[0] - 6) * (x[0] - 6) + x[1] * x[1] - x[0] * x[1];
        }

        @Override
        public void gradient(double[] x, double[] gradient) {
          gradient[0] = 2 * (x[0] - 6) - x[1];
          gradient[1] = 2 * x[1] - x[0];
        }
      };

  /** Takes three steps with the rates 1/2, 1/3 and 1/4. */
  public static Minimizer.Path withListedRates() {
    return minimizer("sgd", "piecewise(rates=[1/2, 1/3, 1/4])", 3, 0).minimize(F, 6, 6);
  }

  /** Takes at most ten steps with the rate 0.1, until f falls by less than 1e-4. */
  public static Minimizer.Path withConstantRate() {
    return minimizer("sgd(lr=0.1)", "constant", 10, 1e-4).minimize(F, 6, 6);
  }

  private static Minimizer minimizer(
      String optimizer, String schedule, int steps, double tolerance) {
    Catalog catalog = Catalog.standard();
    return new Minimizer(
        catalog.create(Optimizer.class, optimizer),
        catalog.create(LearningRateSchedule.class, schedule),
        steps,
        tolerance);
  }

  /** Prints both paths. */
  public static void main(String[] args) {
    print("rates 1/2, 1/3, 1/4", withListedRates());
    print("rate 0.1", withConstantRate());
  }

  private static void print(String title, Minimizer.Path path) {
    System.out.println(title);
    for (Minimizer.Point point : path.points()) {
      System.out.printf(
          Locale.ROOT,
          "%3d  (%.6f, %.6f)  f = %.6f%n",
          point.step(),
          point.x().get(0),
          point.x().get(1),
          point.value());
    }
  }
}
