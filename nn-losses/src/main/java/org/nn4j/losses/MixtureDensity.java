package org.nn4j.losses;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Checks;
import org.nn4j.api.DensityLoss;
import org.nn4j.api.Matrix;
import org.nn4j.api.OperatorGraph;
import org.nn4j.api.math.NnMath;

/**
 * The negative log-likelihood of a mixture of K normal distributions for each target, averaged over
 * rows and targets, for targets that have several likely values or scatter unlike a normal
 * distribution:
 *
 * <pre>
 *   −log Σₖ πₖ·N(y; μₖ, σₖ²)     π = softmax(z), σₖ² = e^sₖ + ε
 * </pre>
 *
 * <p>A target has 3·K outputs: the logits z, the means μ and the logarithms s of the variances, see
 * {@link LogVariance}. With jₖ = zₖ + log N(y; μₖ, σₖ²) the value is log Σ e^zₖ − log Σ e^jₖ, two
 * sums in the order of the components that are relative to the largest term so far and so neither
 * overflow nor vanish. With γₖ = e^jₖ/Σ e^j, the share of component k in y, the derivatives are πₖ
 * − γₖ by zₖ, γₖ·(μₖ − y)/σₖ² by μₖ, and ½·γₖ·(1 − (y − μₖ)²/σₖ²)·e^sₖ/σₖ² by sₖ.
 *
 * <p>The prediction is the mixture's mean Σ πₖ·μₖ, and its variance Σ πₖ·(σₖ² + (μₖ − mean)²). One
 * component is {@link GaussianNll} with its constant.
 *
 * <p>Source: Bishop, "Mixture density networks", 1994. There, and in DL4J's {@code
 * LossMixtureDensity}, several targets share the components' weights and deviations; here each
 * target has a mixture of its own.
 *
 * @param components K, at least 1; 3 by default, as in Bishop's example
 * @param eps ε, the variance that is added, above 0: 1e-6 by default, a standard deviation of a
 *     thousandth of standardized targets'
 */
public record MixtureDensity(int components, double eps) implements RowLoss, DensityLoss {
  private static final int COMPONENTS = 3;
  private static final double EPS = 1e-6;

  /** Creates the loss of 3 components with ε = 1e-6. */
  public MixtureDensity() {
    this(COMPONENTS, EPS);
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if there is no component or ε is not above 0
   */
  public MixtureDensity {
    Checks.atLeast("components", components, 1);
    Checks.positive("eps", eps);
  }

  @Override
  public String name() {
    return "mixture_density";
  }

  @Override
  public String description() {
    return "for a number with several likely values; reads logits, means and log-variances of"
        + " normal distributions";
  }

  @Override
  public int outputsPerTarget() {
    return 3 * components;
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
      sum += target(output, target.get(row, t), row, t, targets, gradient, scale);
    }
    return sum;
  }

  /** Returns the loss of a target, and sets its columns of the gradient if there is one. */
  private double target(
      Matrix output,
      double y,
      int row,
      int t,
      int targets,
      @Nullable Matrix gradient,
      double scale) {
    double most = output.get(row, t);
    double all = 1;
    double best = most + logDensity(output, y, row, t, targets);
    double own = 1;
    for (int k = 1; k < components; k++) {
      int column = k * targets + t;
      double z = output.get(row, column);
      all = z > most ? all * NnMath.exp(most - z) + 1 : all + NnMath.exp(z - most);
      most = Math.max(most, z);
      double j = z + logDensity(output, y, row, column, targets);
      own = j > best ? own * NnMath.exp(best - j) + 1 : own + NnMath.exp(j - best);
      best = Math.max(best, j);
    }
    for (int k = 0; gradient != null && k < components; k++) {
      int column = k * targets + t;
      double z = output.get(row, column);
      double j = z + logDensity(output, y, row, column, targets);
      double share = NnMath.exp(j - best) / own;
      int mean = column + components * targets;
      int logVariance = mean + components * targets;
      double s = output.get(row, logVariance);
      double power = LogVariance.power(s);
      double error = output.get(row, mean) - y;
      double slope = error * LogVariance.inverse(s, power, eps);
      gradient.set(row, column, scale * (NnMath.exp(z - most) / all - share));
      gradient.set(row, mean, scale * share * slope);
      gradient.set(
          row,
          logVariance,
          scale * share * (1 - slope * error) * LogVariance.slope(s, power, eps) / 2);
    }
    return most - best + NnMath.log(all / own);
  }

  /** Computes log N(y; μ, σ²) of the component whose logit is in a column. */
  private double logDensity(Matrix output, double y, int row, int column, int targets) {
    double error = output.get(row, column + components * targets) - y;
    double s = output.get(row, column + 2 * components * targets);
    double power = LogVariance.power(s);
    double square = error * LogVariance.inverse(s, power, eps) * error;
    return -GaussianNll.CONSTANT - (LogVariance.log(s, power, eps) + square) / 2;
  }

  @Override
  public void moments(Matrix output, Matrix means, Matrix deviations) {
    requireShapes(output.columns(), means.columns());
    int targets = means.columns();
    for (int r = 0; r < output.rows(); r++) {
      for (int t = 0; t < targets; t++) {
        moments(output, r, t, means, deviations);
      }
    }
  }

  private void moments(Matrix output, int row, int t, Matrix means, Matrix deviations) {
    int targets = means.columns();
    double most = output.get(row, t);
    for (int k = 1; k < components; k++) {
      most = Math.max(most, output.get(row, k * targets + t));
    }
    double all = 0;
    double mean = 0;
    for (int k = 0; k < components; k++) {
      double weight = NnMath.exp(output.get(row, k * targets + t) - most);
      all += weight;
      mean += weight * output.get(row, (components + k) * targets + t);
    }
    mean /= all;
    double variance = 0;
    for (int k = 0; k < components; k++) {
      double weight = NnMath.exp(output.get(row, k * targets + t) - most) / all;
      double away = output.get(row, (components + k) * targets + t) - mean;
      double s = output.get(row, (2 * components + k) * targets + t);
      double own = LogVariance.variance(s, LogVariance.power(s), eps);
      variance += weight == 0 ? 0 : weight * (own + away * away);
    }
    means.set(row, t, mean);
    deviations.set(row, t, Math.sqrt(variance));
  }

  @Override
  public Optional<OperatorGraph> momentOperators(int targets) {
    return Optional.of(
        OperatorGraph.build(
            g -> {
              String[] means = new String[targets];
              String[] deviations = new String[targets];
              for (int t = 0; t < targets; t++) {
                String logits = parameters(g, 0, t, targets);
                String weights = g.apply("Softmax", Map.of("axis", 1), logits);
                String centers = parameters(g, 1, t, targets);
                means[t] = weighted(g, weights, centers);
                String away = g.apply("Sub", centers, means[t]);
                String own = MomentOperators.variances(g, parameters(g, 2, t, targets), eps);
                String variances = g.apply("Add", own, g.apply("Mul", away, away));
                deviations[t] = g.apply("Sqrt", weighted(g, weights, variances));
              }
              return MomentOperators.concat(
                  g, MomentOperators.concat(g, means), MomentOperators.concat(g, deviations));
            }));
  }

  /** Adds a target's logits, means or log-variances. */
  private String parameters(OperatorGraph.Builder g, int kind, int t, int targets) {
    return MomentOperators.columns(g, kind * components * targets + t, components, targets);
  }

  /** Adds Σ wₖ·xₖ, as K times the mean: models in Java have no operator for a row's sum. */
  private String weighted(OperatorGraph.Builder g, String weights, String x) {
    String mean = g.apply("ReduceMean", Map.of("axes", List.of(1L)), g.apply("Mul", weights, x));
    return g.apply("Mul", mean, g.constant(components));
  }
}
