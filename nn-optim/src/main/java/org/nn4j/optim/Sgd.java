package org.nn4j.optim;

import org.nn4j.api.Checks;
import org.nn4j.api.Matrix;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.Precision;

/**
 * Stochastic gradient descent, optionally with momentum or Nesterov momentum.
 *
 * <pre>
 * d = g + λθ
 * v ← momentum·v + (1 − dampening)·d     v = d in the first step
 * θ ← θ − η·d                            without momentum
 * θ ← θ − η·v                            with momentum
 * θ ← θ − η·(d + momentum·v)             with nesterov
 * </pre>
 *
 * <p>Slot 0 holds v; without momentum there is none.
 *
 * @param lr base learning rate η, at least 0
 * @param momentum decay rate of the velocity v, at least 0; 0 for none
 * @param dampening part of the gradient that does not enter the velocity
 * @param weightDecay λ, at least 0; added to the gradient as λθ
 * @param nesterov whether to look ahead along the velocity; needs momentum and no dampening
 */
public record Sgd(
    double lr, double momentum, double dampening, double weightDecay, boolean nesterov)
    implements DecayingOptimizer {
  /** Creates the optimizer with PyTorch's defaults and a rate of 0.01, for which it has none. */
  public Sgd() {
    this(0.01, 0, 0, 0, false);
  }

  /**
   * Creates the optimizer.
   *
   * @throws IllegalArgumentException if one is out of range, or nesterov is set without momentum or
   *     with dampening
   */
  public Sgd {
    Checks.nonNegative("lr", lr);
    Checks.nonNegative("momentum", momentum);
    Checks.finite("dampening", dampening);
    Checks.nonNegative("weight_decay", weightDecay);
    if (nesterov && (momentum == 0 || dampening != 0)) {
      throw new IllegalArgumentException(
          "nesterov needs momentum > 0 and dampening = 0 but they are "
              + momentum
              + " and "
              + dampening);
    }
  }

  /**
   * Returns a copy with another base learning rate.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public Sgd withLr(double newLr) {
    return new Sgd(newLr, momentum, dampening, weightDecay, nesterov);
  }

  /**
   * Returns a copy with another momentum.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public Sgd withMomentum(double newMomentum) {
    return new Sgd(lr, newMomentum, dampening, weightDecay, nesterov);
  }

  /**
   * Returns a copy with another dampening of the momentum.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public Sgd withDampening(double newDampening) {
    return new Sgd(lr, momentum, newDampening, weightDecay, nesterov);
  }

  /**
   * Returns a copy with another weight decay.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public Sgd withWeightDecay(double newWeightDecay) {
    return new Sgd(lr, momentum, dampening, newWeightDecay, nesterov);
  }

  /**
   * Returns a copy with Nesterov's momentum, or without.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public Sgd withNesterov(boolean newNesterov) {
    return new Sgd(lr, momentum, dampening, weightDecay, newNesterov);
  }

  @Override
  public String name() {
    return "sgd";
  }

  @Override
  public String description() {
    return "gradient descent, with momentum if wanted";
  }

  @Override
  public int stateSlots() {
    return momentum > 0 ? 1 : 0;
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
    // The first velocity is the whole gradient.
    double share = step == 1 ? 1 : 1 - dampening;
    boolean narrow = parameters.precision() == Precision.FLOAT32;
    if (momentum > 0 && narrow) {
      FloatSgd.momentum(parameters, gradients, state, from, to, rate, share, decay, this);
    } else if (momentum > 0) {
      DoubleSgd.momentum(parameters, gradients, state, from, to, rate, share, decay, this);
    } else if (narrow) {
      FloatSgd.plain(parameters, gradients, from, to, rate, decay, this);
    } else {
      DoubleSgd.plain(parameters, gradients, from, to, rate, decay, this);
    }
  }
}
