package org.nn4j.losses;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Checks;
import org.nn4j.api.DensityLoss;
import org.nn4j.api.Matrix;
import org.nn4j.api.OperatorGraph;

/**
 * The negative log-likelihood of a normal distribution whose mean μ and variance σ² are both
 * predicted, averaged over rows and targets: ½·(log σ² + (y − μ)²/σ²). PyTorch's {@code
 * GaussianNLLLoss} for the variance σ² = e^s + ε, the outputs being μ of all targets and then s of
 * all.
 *
 * <p>The derivatives are (μ − y)/σ² by μ and ½·(1 − (y − μ)²/σ²)·e^s/σ² by s. The output s is a
 * logarithm, as {@link LogVariance} explains; no activation is needed, and one that is bounded on
 * either side bounds the variances.
 *
 * <p>Sources: Nix and Weigend, "Estimating the mean and variance of the target probability
 * distribution", 1994; PyTorch 1.13, where the variance is an input and ε its least value.
 *
 * @param eps ε, the variance that is added, above 0: of standardized targets 1e-6, the default as
 *     in PyTorch, is a standard deviation of a thousandth of the targets'
 * @param full whether to add the constant ½·log 2π, as it is not by default, so that the value is
 *     the whole log-likelihood
 */
public record GaussianNll(double eps, boolean full) implements RowLoss, DensityLoss {
  private static final double EPS = 1e-6;

  /** ½·log 2π. */
  static final double CONSTANT = 0.91893853320467274178;

  /** Creates the loss with ε = 1e-6 and without the constant. */
  public GaussianNll() {
    this(EPS, false);
  }

  /**
   * Checks ε.
   *
   * @throws IllegalArgumentException if it is not above 0
   */
  public GaussianNll {
    Checks.positive("eps", eps);
  }

  @Override
  public String name() {
    return "gaussian_nll";
  }

  @Override
  public String description() {
    return "for a number and how sure it is; reads a mean and a log-variance for each target";
  }

  @Override
  public int outputsPerTarget() {
    return 2;
  }

  @Override
  public double divisor(double rows, int columns) {
    return rows * columns / outputsPerTarget();
  }

  @Override
  public double row(
      Matrix output, Matrix target, int row, @Nullable Matrix gradient, double scale) {
    int targets = target.columns();
    double sum = 0;
    for (int t = 0; t < targets; t++) {
      double s = output.get(row, targets + t);
      double power = LogVariance.power(s);
      double error = output.get(row, t) - target.get(row, t);
      double slope = error * LogVariance.inverse(s, power, eps);
      double square = slope * error;
      sum += (LogVariance.log(s, power, eps) + square) / 2 + (full ? CONSTANT : 0);
      if (gradient != null) {
        gradient.set(row, t, scale * slope);
        gradient.set(row, targets + t, scale * (1 - square) * LogVariance.slope(s, power, eps) / 2);
      }
    }
    return sum;
  }

  @Override
  public void moments(Matrix output, Matrix means, Matrix deviations) {
    requireShapes(output.columns(), means.columns());
    int targets = means.columns();
    for (int r = 0; r < output.rows(); r++) {
      for (int t = 0; t < targets; t++) {
        double s = output.get(r, targets + t);
        means.set(r, t, output.get(r, t));
        deviations.set(r, t, Math.sqrt(LogVariance.variance(s, LogVariance.power(s), eps)));
      }
    }
  }

  @Override
  public Optional<OperatorGraph> momentOperators(int targets) {
    return Optional.of(
        OperatorGraph.build(
            g -> {
              String means = MomentOperators.columns(g, 0, targets, 1);
              String s = MomentOperators.columns(g, targets, targets, 1);
              String variances = MomentOperators.variances(g, s, eps);
              return MomentOperators.concat(g, means, g.apply("Sqrt", variances));
            }));
  }
}
