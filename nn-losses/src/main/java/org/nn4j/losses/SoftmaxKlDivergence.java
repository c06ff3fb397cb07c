package org.nn4j.losses;

/** The fused form of {@link KlDivergence}, over logits; it keeps the name for messages. */
record SoftmaxKlDivergence() implements SoftmaxLoss {

  @Override
  public String name() {
    return "kl_divergence";
  }

  @Override
  public double cost(double target, double logProbability) {
    return Probabilities.divergence(target, logProbability);
  }
}
