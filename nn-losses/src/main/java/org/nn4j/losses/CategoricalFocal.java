package org.nn4j.losses;

import java.util.List;
import org.nn4j.api.Checks;
import org.nn4j.api.ElementwiseLoss;
import org.nn4j.api.TargetKind;

/**
 * Focal loss over probabilities of classes, −Σₖ tₖ·(1 − ŷₖ)^γ·log ŷₖ a row, averaged over the rows:
 * samples that are predicted well already count for little. With γ = 0 it is {@link
 * CategoricalCrossEntropy}, with its targets and bounds. Keras' {@code
 * CategoricalFocalCrossentropy}, without the α that there multiplies all.
 *
 * <p>The derivative is −t·((1 − ŷ)^γ/ŷ − γ·(1 − ŷ)^(γ−1)·log ŷ).
 *
 * <p>Source: Lin, Goyal, Girshick, He and Dollár, "Focal loss for dense object detection", 2017.
 *
 * @param gamma γ, finite, at least 0; 2 by default, as in the source
 */
public record CategoricalFocal(double gamma) implements ElementwiseLoss {

  /** Creates the loss with γ = 2. */
  public CategoricalFocal() {
    this(2);
  }

  /**
   * Checks γ.
   *
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public CategoricalFocal {
    Checks.nonNegative("gamma", gamma);
  }

  @Override
  public String name() {
    return "categorical_focal";
  }

  @Override
  public List<String> aliases() {
    return List.of("focal");
  }

  @Override
  public String description() {
    return "cross-entropy of classes, less of the easy ones; reads probabilities (softmax)";
  }

  @Override
  public TargetKind targetKind() {
    return TargetKind.DISTRIBUTION;
  }

  @Override
  public boolean averagesColumns() {
    return false;
  }

  @Override
  public double value(double output, double target) {
    double p = Probabilities.clamp(output);
    return Probabilities.crossEntropy(target, Powers.pow(1 - p, gamma) * Probabilities.log(p));
  }

  @Override
  public double derivative(double output, double target) {
    double p = Probabilities.clamp(output);
    double outer = 1 / Probabilities.denominator(p);
    double inner = gamma * Probabilities.log(p) / Probabilities.denominator(1 - p);
    return -target * Powers.pow(1 - p, gamma) * (outer - inner);
  }

  @Override
  public void requireDomain(double output, double target, int row, int column) {
    Probabilities.requireOutput(this, output, row, column, "end the network in softmax");
    Probabilities.requireClassTarget(this, target, row, column);
  }
}
