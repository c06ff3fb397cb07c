package org.nn4j.core.initializer;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Checks;
import org.nn4j.api.DataDrivenInitializer;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.math.NnMath;

/**
 * Normal weights, scaled so that each unit's pre-activations have the deviation 1 over a sample of
 * the training rows, and a bias that puts the unit's kink among the data:
 *
 * <pre>
 * Wᵢⱼ ~ N(0, 1/n_in),   Wⱼ ← Wⱼ / √(1/N · Σₙ(zₙⱼ − z̄ⱼ)²),   Z = X·W
 * bⱼ = −Σₖ λₖ·zₙ₍ₖ₎ⱼ,   λₖ = eₖ/Σe,   eₖ ~ Exp(1),   k = 1 … rows
 * </pre>
 *
 * <p>with rows n(k) drawn at random, for each unit its own: −b is a random point of the simplex of
 * some rows' pre-activations. A unit whose pre-activations are all equal keeps its weights. The
 * layers are adapted one after the other, each to the outputs of the one before. Sums are float64,
 * in the order of the rows. Where there are no data the weights are those of lecun_normal and the
 * bias its own initializer's.
 *
 * <p>Sources: Holzmüller, Grinsztajn, Steinwart, "Better by default: strong pre-tuned MLPs and
 * boosted trees on tabular data", 2024; for the bias, called he+5 there, Steinwart, "A sober look
 * at neural network initializations", 2019.
 *
 * @param rows the number of rows whose pre-activations a unit's bias mixes; 0 leaves the bias to
 *     its own initializer. 5 by default, as in the paper
 */
public record DataDriven(int rows) implements DataDrivenInitializer {

  /** Creates an initializer that mixes 5 rows for each bias. */
  public DataDriven() {
    this(5);
  }

  /**
   * Checks the number of rows.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public DataDriven {
    Checks.atLeast("rows", rows, 0);
  }

  @Override
  public String name() {
    return "data_driven";
  }

  @Override
  public String description() {
    return "normal, scaled to pre-activations of deviation 1 over training rows";
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if {@code fanIn} is not positive
   */
  @Override
  public void fill(Matrix weights, int fanIn, int fanOut, RandomGenerator random) {
    Fill.normal(weights, 0, Math.sqrt(Fill.fanInVariance(1, fanIn)), random);
  }

  @Override
  public void adapt(
      Matrix sample,
      Matrix weights,
      @Nullable Matrix bias,
      Matrix preActivations,
      Kernels kernels,
      RandomGenerator random) {
    Matrix none = Matrix.zeros(weights.precision(), 1, weights.columns());
    kernels.affine(sample, weights, none, preActivations);
    for (int unit = 0; unit < weights.columns(); unit++) {
      double deviation = deviation(preActivations, unit);
      if (deviation > 0) {
        for (int r = 0; r < weights.rows(); r++) {
          weights.set(r, unit, weights.get(r, unit) / deviation);
        }
      }
    }
    if (bias != null && rows > 0) {
      kernels.affine(sample, weights, none, preActivations);
      for (int unit = 0; unit < weights.columns(); unit++) {
        bias.set(0, unit, -mixture(preActivations, unit, random));
      }
    }
  }

  private static double deviation(Matrix z, int unit) {
    double sum = 0;
    for (int r = 0; r < z.rows(); r++) {
      sum += z.get(r, unit);
    }
    double mean = sum / z.rows();
    double squares = 0;
    for (int r = 0; r < z.rows(); r++) {
      double difference = z.get(r, unit) - mean;
      squares += difference * difference;
    }
    return Math.sqrt(squares / z.rows());
  }

  /** Returns a random convex combination of some rows' pre-activations. */
  private double mixture(Matrix z, int unit, RandomGenerator random) {
    double sum = 0;
    double total = 0;
    for (int k = 0; k < rows; k++) {
      double share = -NnMath.log(1 - random.nextDouble());
      total += share * z.get(random.nextInt(z.rows()), unit);
      sum += share;
    }
    return sum > 0 ? total / sum : 0;
  }
}
