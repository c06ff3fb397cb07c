package org.nn4j.losses;

import org.nn4j.api.Checks;
import org.nn4j.api.ElementwiseLoss;

/**
 * Huber's loss, averaged over rows and columns: d²/2 for |d| ≤ δ, else δ·(|d| − δ/2), with d = ŷ −
 * t; PyTorch's {@code HuberLoss}.
 *
 * @param delta δ, where the parabola becomes a line; by default 1, as in PyTorch
 */
public record Huber(double delta) implements ElementwiseLoss {

  /** Creates the loss with δ = 1. */
  public Huber() {
    this(1);
  }

  /**
   * Creates the loss.
   *
   * @throws IllegalArgumentException unless {@code delta} is finite and above 0
   */
  public Huber {
    Checks.positive("delta", delta);
  }

  @Override
  public String name() {
    return "huber";
  }

  @Override
  public String description() {
    return "square near the target, line beyond delta; bounds the pull of outliers";
  }

  @Override
  public double value(double output, double target) {
    double distance = Math.abs(output - target);
    return distance <= delta ? 0.5 * distance * distance : delta * (distance - 0.5 * delta);
  }

  @Override
  public double derivative(double output, double target) {
    return Math.max(-delta, Math.min(delta, output - target));
  }
}
