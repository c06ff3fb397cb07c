package org.nn4j.losses;

import java.util.Optional;
import org.nn4j.api.ElementwiseLoss;
import org.nn4j.api.Loss;
import org.nn4j.api.OutputLink;
import org.nn4j.api.TargetKind;

/**
 * Cross-entropy of classes over probabilities, −Σₖ tₖ·log ŷₖ a row, averaged over the rows. The
 * derivative is −t/ŷ. That a row's outputs sum to 1 is assumed, not checked: the network ends in
 * softmax.
 *
 * <p>Targets are distributions over the classes, one-hot rows among them, or one column of class
 * indices. After a softmax it is fused into {@link SoftmaxCrossEntropy}. Unfused, logarithms are at
 * least −100 and the denominator at least 1e-12, as in PyTorch's {@code BCELoss}, so that value and
 * derivative are finite at ŷ = 0; below 1e-12 the derivative is therefore smaller than the value's
 * true slope.
 */
public record CategoricalCrossEntropy() implements ElementwiseLoss {

  @Override
  public String name() {
    return "categorical_cross_entropy";
  }

  @Override
  public String description() {
    return "cross-entropy of classes; reads probabilities (softmax)";
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
  public Optional<Loss> fusedWith(OutputLink link) {
    return link == OutputLink.SOFTMAX ? Optional.of(new SoftmaxCrossEntropy()) : Optional.empty();
  }

  @Override
  public double value(double output, double target) {
    return Probabilities.crossEntropy(target, Probabilities.log(Probabilities.clamp(output)));
  }

  @Override
  public double derivative(double output, double target) {
    return -target / Probabilities.denominator(output);
  }

  @Override
  public void requireDomain(double output, double target, int row, int column) {
    Probabilities.requireOutput(
        this, output, row, column, "end the network in softmax or use softmax_cross_entropy");
    Probabilities.requireClassTarget(this, target, row, column);
  }
}
