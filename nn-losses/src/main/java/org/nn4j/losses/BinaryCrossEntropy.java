package org.nn4j.losses;

import java.util.List;
import java.util.Optional;
import org.nn4j.api.ElementwiseLoss;
import org.nn4j.api.Loss;
import org.nn4j.api.OutputLink;
import org.nn4j.api.TargetKind;

/**
 * Binary cross-entropy over probabilities, −t·log ŷ − (1 − t)·log(1 − ŷ), averaged over rows and
 * columns; PyTorch's {@code BCELoss}. The derivative is (ŷ − t)/(ŷ(1 − ŷ)).
 *
 * <p>After a logistic output it is fused into {@link BinaryCrossEntropyWithLogits}. Unfused,
 * logarithms are at least −100 and the denominator at least 1e-12, as in PyTorch, so that value and
 * derivative are finite at ŷ = 0 and 1; within 1e-12 of these the derivative is therefore smaller
 * than the value's true slope.
 */
public record BinaryCrossEntropy() implements ElementwiseLoss {

  @Override
  public String name() {
    return "binary_cross_entropy";
  }

  @Override
  public List<String> aliases() {
    return List.of("bce");
  }

  @Override
  public String description() {
    return "cross-entropy of independent labels 0 and 1; reads probabilities (sigmoid)";
  }

  @Override
  public TargetKind targetKind() {
    return TargetKind.PROBABILITY;
  }

  @Override
  public Optional<Loss> fusedWith(OutputLink link) {
    return link == OutputLink.LOGISTIC
        ? Optional.of(new BinaryCrossEntropyWithLogits())
        : Optional.empty();
  }

  @Override
  public double value(double output, double target) {
    double p = Probabilities.clamp(output);
    return -target * Probabilities.log(p) - (1 - target) * Probabilities.logComplement(p);
  }

  @Override
  public double derivative(double output, double target) {
    double p = Probabilities.clamp(output);
    return (p - target) / Probabilities.denominator(p * (1 - p));
  }

  @Override
  public void requireDomain(double output, double target, int row, int column) {
    Probabilities.requireOutput(
        this,
        output,
        row,
        column,
        "end the network in sigmoid or use binary_cross_entropy_with_logits");
    Probabilities.requireLabelTarget(this, target, row, column);
  }
}
