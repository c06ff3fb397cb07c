package org.nn4j.core.metric;

import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.api.math.NnMath;

/**
 * Finds the temperature T by which logits z are to be divided for the probabilities softmax(z/T),
 * or 1/(1 + e^(−z/T)), to be as right as they can be: that of the least log loss on rows that
 * training did not learn from. Above 1 a classifier was too sure of itself. Decisions do not
 * change.
 *
 * <p>The log loss is convex in 1/T, so a golden-section search on log T between {@value #LEAST} and
 * {@value #MOST} finds its minimum, always the same. The temperature stays 1 unless the rows agree
 * on another: the one that is best on every second row must not make the log loss of the others
 * greater, nor the other way round.
 *
 * <p>Source: Guo, Pleiss, Sun and Weinberger, "On calibration of modern neural networks", 2017.
 */
public final class Temperature {
  /** The least temperature. */
  public static final double LEAST = 0.2;

  /** The greatest temperature. */
  public static final double MOST = 5;

  /** Steps of the search: each leaves 0.618 of the interval, these a part in 10⁶. */
  private static final int STEPS = 30;

  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private final Matrix logits;
  private final Matrix targets;
  private final @Nullable Matrix weights;
  private final boolean softmax;

  private Temperature(Matrix logits, Matrix targets, @Nullable Matrix weights, boolean softmax) {
    this.logits = logits;
    this.targets = targets;
    this.weights = weights;
    this.softmax = softmax;
  }

  /**
   * Finds the temperature of a softmax.
   *
   * @param logits N×K, such as {@code log p} of probabilities
   * @param classes N×1, the index of each row's class
   * @param weights N×1, or null for all 1
   * @return between {@value #LEAST} and {@value #MOST}, or 1
   * @throws IllegalArgumentException if the shapes do not fit, or there is no such class
   */
  public static double ofSoftmax(Matrix logits, Matrix classes, @Nullable Matrix weights) {
    MetricArguments.requireClassification(logits, classes, weights);
    for (int r = 0; r < logits.rows(); r++) {
      MetricArguments.label(classes, r, logits.columns());
    }
    return new Temperature(logits, classes, weights, true).find();
  }

  /**
   * Finds the temperature of logistic functions, the same for all columns.
   *
   * @param logits N×K, such as {@code log(p/(1 − p))} of probabilities
   * @param labels N×K, 1 where a label applies, else 0
   * @param weights N×1, or null for all 1
   * @return between {@value #LEAST} and {@value #MOST}, or 1
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public static double ofLogistic(Matrix logits, Matrix labels, @Nullable Matrix weights) {
    MetricArguments.requireOneShape(logits, labels, weights);
    return new Temperature(logits, labels, weights, false).find();
  }

  private double find() {
    double even = best(0, 2);
    double odd = best(1, 2);
    boolean agreed = loss(even, 1, 2) <= loss(1, 1, 2) && loss(odd, 0, 2) <= loss(1, 0, 2);
    return agreed ? best(0, 1) : 1;
  }

  /** Returns the best temperature for every {@code step}-th row from one on, or 1. */
  private double best(int from, int step) {
    double found = least(temperature -> loss(temperature, from, step));
    return loss(found, from, step) < loss(1, from, step) ? found : 1;
  }

  /**
   * Finds the temperature between {@value #LEAST} and {@value #MOST} of the least loss, by a
   * golden-section search on its logarithm.
   *
   * @param loss the loss at a temperature, with one minimum
   */
  public static double least(DoubleUnaryOperator loss) {
    double low = StrictMath.log(LEAST);
    double high = StrictMath.log(MOST);
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    double leftLoss = loss.applyAsDouble(StrictMath.exp(left));
    double rightLoss = loss.applyAsDouble(StrictMath.exp(right));
    for (int i = 0; i < STEPS; i++) {
      if (leftLoss <= rightLoss) {
        high = right;
        right = left;
        rightLoss = leftLoss;
        left = high - GOLDEN * (high - low);
        leftLoss = loss.applyAsDouble(StrictMath.exp(left));
      } else {
        low = left;
        left = right;
        leftLoss = rightLoss;
        right = low + GOLDEN * (high - low);
        rightLoss = loss.applyAsDouble(StrictMath.exp(right));
      }
    }
    return StrictMath.exp((low + high) / 2);
  }

  /** Returns the sum of the log losses of every {@code step}-th row from one on. */
  private double loss(double temperature, int from, int step) {
    double sum = 0;
    for (int r = from; r < logits.rows(); r += step) {
      double weight = MetricArguments.weight(weights, r);
      if (weight > 0) {
        sum += weight * (softmax ? softmax(r, temperature) : logistic(r, temperature));
      }
    }
    return sum;
  }

  /** Computes log Σₖ e^(zₖ/T) − z_y/T, without overflow. */
  private double softmax(int row, double temperature) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < logits.columns(); k++) {
      greatest = Math.max(greatest, logits.get(row, k));
    }
    double sum = 0;
    for (int k = 0; k < logits.columns(); k++) {
      sum += NnMath.exp((logits.get(row, k) - greatest) / temperature);
    }
    double own = logits.get(row, (int) targets.get(row, 0));
    return NnMath.log(sum) - (own - greatest) / temperature;
  }

  /** Computes Σₖ log(1 + e^(−sₖ/T)) with s = z where a label applies, and −z where it does not. */
  private double logistic(int row, double temperature) {
    double sum = 0;
    for (int k = 0; k < logits.columns(); k++) {
      double logit = logits.get(row, k);
      sum += NnMath.softplus((targets.get(row, k) > 0.5 ? -logit : logit) / temperature);
    }
    return sum;
  }
}
