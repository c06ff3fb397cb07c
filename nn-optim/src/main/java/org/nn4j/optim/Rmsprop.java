package org.nn4j.optim;

import org.nn4j.api.Checks;
import org.nn4j.api.Matrix;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.Precision;

/**
 * RMSprop: the gradient divided by the root of the running mean of its square (Hinton 2012;
 * centered: Graves 2013).
 *
 * <pre>
 * d = g + λθ
 * s ← α·s + (1 − α)·d²
 * c ← α·c + (1 − α)·d                    with centered
 * q = √s, with centered √(s − c²)
 * θ ← θ − η·d/(q + ε)                    without momentum
 * b ← momentum·b + d/(q + ε),  θ ← θ − η·b    with momentum
 * </pre>
 *
 * <p>The slots are s, then c and b as far as they are used. This is PyTorch's formula, except that
 * a negative s − c², the result of rounding under a constant gradient, counts as 0.
 *
 * @param lr base learning rate η, at least 0
 * @param alpha decay rate α of the running means, in [0, 1)
 * @param eps ε ≥ 0, keeps the quotient finite
 * @param weightDecay λ, at least 0; added to the gradient as λθ
 * @param momentum decay rate of the velocity b, at least 0; 0 for none
 * @param centered whether to divide by the gradient's deviation rather than its root mean square
 */
public record Rmsprop(
    double lr, double alpha, double eps, double weightDecay, double momentum, boolean centered)
    implements DecayingOptimizer {
  /** Creates the optimizer with PyTorch's defaults. */
  public Rmsprop() {
    this(0.01, 0.99, 1e-8, 0, 0, false);
  }

  /**
   * Creates the optimizer.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Rmsprop {
    Checks.nonNegative("lr", lr);
    Checks.inRange("alpha", alpha, 0, 1);
    Checks.nonNegative("eps", eps);
    Checks.nonNegative("weight_decay", weightDecay);
    Checks.nonNegative("momentum", momentum);
  }

  /**
   * Returns a copy with another base learning rate.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public Rmsprop withLr(double newLr) {
    return new Rmsprop(newLr, alpha, eps, weightDecay, momentum, centered);
  }

  /**
   * Returns a copy with another decay rate of the running means.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public Rmsprop withAlpha(double newAlpha) {
    return new Rmsprop(lr, newAlpha, eps, weightDecay, momentum, centered);
  }

  /**
   * Returns a copy with another ε.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public Rmsprop withEps(double newEps) {
    return new Rmsprop(lr, alpha, newEps, weightDecay, momentum, centered);
  }

  /**
   * Returns a copy with another weight decay.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public Rmsprop withWeightDecay(double newWeightDecay) {
    return new Rmsprop(lr, alpha, eps, newWeightDecay, momentum, centered);
  }

  /**
   * Returns a copy with another momentum.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public Rmsprop withMomentum(double newMomentum) {
    return new Rmsprop(lr, alpha, eps, weightDecay, newMomentum, centered);
  }

  /** Returns a copy with the gradient's deviation as divisor, or its root mean square. */
  public Rmsprop withCentered(boolean newCentered) {
    return new Rmsprop(lr, alpha, eps, weightDecay, momentum, newCentered);
  }

  @Override
  public String name() {
    return "rmsprop";
  }

  @Override
  public String description() {
    return "gradient over the root of its mean square";
  }

  @Override
  public int stateSlots() {
    return 1 + (centered ? 1 : 0) + (momentum > 0 ? 1 : 0);
  }

  @Override
  public void update(
      Matrix parameters,
      Matrix gradients,
      OptimizerState state,
      int from,
      int to,
      double rate,
      long step,
      double decayFactor) {
    double decay = weightDecay * decayFactor;
    if (parameters.precision() == Precision.FLOAT32) {
      FloatRmsprop.update(parameters, gradients, state, from, to, rate, decay, this);
    } else {
      DoubleRmsprop.update(parameters, gradients, state, from, to, rate, decay, this);
    }
  }
}
