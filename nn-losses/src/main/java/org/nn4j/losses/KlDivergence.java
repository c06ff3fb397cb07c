package org.nn4j.losses;

import java.util.Optional;
import org.nn4j.api.ElementwiseLoss;
import org.nn4j.api.Loss;
import org.nn4j.api.OutputLink;
import org.nn4j.api.TargetKind;

/**
 * Kullback–Leibler divergence of the targets from the outputs, both probabilities: Σₖ tₖ·(log tₖ −
 * log ŷₖ) a row with 0·log 0 = 0, averaged over the rows; PyTorch's {@code KLDivLoss} of log ŷ with
 * {@code batchmean}. The derivative is −t/ŷ, that of {@link CategoricalCrossEntropy}, from which it
 * differs by the targets' entropy.
 *
 * <p>Targets, bounds at ŷ = 0 and the fused form after a softmax are as for {@link
 * CategoricalCrossEntropy}.
 */
public record KlDivergence() implements ElementwiseLoss {

  @Override
  public String name() {
    return "kl_divergence";
  }

  @Override
  public String description() {
    return "divergence of the target distribution from the output; reads probabilities (softmax)";
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
    return link == OutputLink.SOFTMAX ? Optional.of(new SoftmaxKlDivergence()) : Optional.empty();
  }

  @Override
  public double value(double output, double target) {
    return Probabilities.divergence(target, Probabilities.log(Probabilities.clamp(output)));
  }

  @Override
  public double derivative(double output, double target) {
    return -target / Probabilities.denominator(output);
  }

  @Override
  public void requireDomain(double output, double target, int row, int column) {
    Probabilities.requireOutput(this, output, row, column, "end the network in softmax");
    Probabilities.requireClassTarget(this, target, row, column);
  }
}
