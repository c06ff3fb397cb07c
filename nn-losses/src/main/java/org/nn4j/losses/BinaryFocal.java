package org.nn4j.losses;

import org.nn4j.api.Checks;
import org.nn4j.api.ElementwiseLoss;
import org.nn4j.api.TargetKind;

/**
 * Focal loss over probabilities of labels, u^γ·(−t·log ŷ − (1 − t)·log(1 − ŷ)) with u = ŷ + t −
 * 2·t·ŷ, the probability of what is not the case, averaged over rows and columns: labels that are
 * predicted well already count for little. With γ = 0 it is {@link BinaryCrossEntropy}. Keras'
 * {@code BinaryFocalCrossentropy}; classes are balanced by weights of samples instead of an α.
 *
 * <p>The derivative is γ·u^(γ−1)·(1 − 2t)·ce + u^γ·(ŷ − t)/(ŷ(1 − ŷ)) with ce the cross-entropy.
 * Logarithms and denominators have the bounds of {@link BinaryCrossEntropy}.
 *
 * <p>Source: Lin, Goyal, Girshick, He and Dollár, "Focal loss for dense object detection", 2017.
 *
 * @param gamma γ, finite, at least 0; 2 by default, as in the source
 */
public record BinaryFocal(double gamma) implements ElementwiseLoss {

  /** Creates the loss with γ = 2. */
  public BinaryFocal() {
    this(2);
  }

  /**
   * Checks γ.
   *
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public BinaryFocal {
    Checks.nonNegative("gamma", gamma);
  }

  @Override
  public String name() {
    return "binary_focal";
  }

  @Override
  public String description() {
    return "cross-entropy of labels, less of the easy ones; reads probabilities (sigmoid)";
  }

  @Override
  public TargetKind targetKind() {
    return TargetKind.PROBABILITY;
  }

  @Override
  public double value(double output, double target) {
    double p = Probabilities.clamp(output);
    return Powers.pow(miss(p, target), gamma) * crossEntropy(p, target);
  }

  @Override
  public double derivative(double output, double target) {
    double p = Probabilities.clamp(output);
    double miss = miss(p, target);
    double inner = gamma * (1 - 2 * target) * crossEntropy(p, target);
    double outer = (p - target) / Probabilities.denominator(p * (1 - p));
    return Powers.pow(miss, gamma) * (inner / Probabilities.denominator(miss) + outer);
  }

  private static double miss(double p, double target) {
    return Math.max(p + target - 2 * target * p, 0);
  }

  private static double crossEntropy(double p, double target) {
    return -target * Probabilities.log(p) - (1 - target) * Probabilities.logComplement(p);
  }

  @Override
  public void requireDomain(double output, double target, int row, int column) {
    Probabilities.requireOutput(this, output, row, column, "end the network in sigmoid");
    Probabilities.requireLabelTarget(this, target, row, column);
  }
}
