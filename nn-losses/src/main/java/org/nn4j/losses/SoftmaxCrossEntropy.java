package org.nn4j.losses;

/**
 * Cross-entropy of classes over logits, −Σₖ tₖ·log softmax(z)ₖ a row, averaged over the rows;
 * PyTorch's {@code CrossEntropyLoss}. The gradient is softmax(z)·Σₖtₖ − t.
 *
 * <p>Targets are distributions over the classes, one-hot rows among them, or one column of class
 * indices. The row's maximum is subtracted first, so nothing overflows or is clipped: logits ±1000
 * for the wrong class cost 2000. A logit of −∞ excludes a class whose target is 0.
 */
public record SoftmaxCrossEntropy() implements SoftmaxLoss {

  @Override
  public String name() {
    return "softmax_cross_entropy";
  }

  @Override
  public String description() {
    return "cross-entropy of classes; reads logits (identity)";
  }

  @Override
  public double cost(double target, double logProbability) {
    return Probabilities.crossEntropy(target, logProbability);
  }
}
