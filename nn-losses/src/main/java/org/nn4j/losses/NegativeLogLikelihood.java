package org.nn4j.losses;

import java.util.List;
import org.nn4j.api.ElementwiseLoss;
import org.nn4j.api.OutputLink;
import org.nn4j.api.TargetKind;

/**
 * Negative log-likelihood of classes over log-probabilities, −Σₖ tₖ·aₖ a row, averaged over the
 * rows; PyTorch's {@code NLLLoss}, for soft targets too. The derivative is −t. That a row's e^a sum
 * to 1 is assumed, not checked: the network ends in log_softmax, after which it has the value and
 * the gradient of {@link SoftmaxCrossEntropy}.
 *
 * <p>Targets are distributions over the classes, one-hot rows among them, or one column of class
 * indices. A log-probability of −∞ excludes a class whose target is 0.
 */
public record NegativeLogLikelihood() implements ElementwiseLoss {

  @Override
  public String name() {
    return "nll";
  }

  @Override
  public List<String> aliases() {
    return List.of("negative_log_likelihood");
  }

  @Override
  public String description() {
    return "cross-entropy of classes; reads log-probabilities (log_softmax)";
  }

  @Override
  public TargetKind targetKind() {
    return TargetKind.DISTRIBUTION;
  }

  @Override
  public OutputLink appliedLink() {
    return OutputLink.EXPONENTIAL;
  }

  @Override
  public boolean averagesColumns() {
    return false;
  }

  @Override
  public double value(double output, double target) {
    return target == 0 && output == Double.NEGATIVE_INFINITY
        ? 0
        : Probabilities.crossEntropy(target, output);
  }

  @Override
  public double derivative(double output, double target) {
    return -target;
  }

  @Override
  public void requireDomain(double output, double target, int row, int column) {
    Probabilities.requireLogOutput(
        this, output, row, column, "end the network in log_softmax or use softmax_cross_entropy");
    Probabilities.requireClassTarget(this, target, row, column);
  }
}
