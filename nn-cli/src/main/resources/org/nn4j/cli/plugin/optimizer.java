package @package@;

import org.nn4j.api.Checks;
import org.nn4j.api.Matrix;
import org.nn4j.api.Optimizer;
import org.nn4j.api.OptimizerState;

/**
 * Gradient descent with a heavy ball: v ← momentum·v + g, θ ← θ − η·v.
 *
 * <p>Slot 0 holds v, which is 0 before the first step.
 *
 * @param lr base learning rate η, at least 0
 * @param momentum share of the velocity that a step keeps, at least 0 and below 1
 */
public record @class@(double lr, double momentum) implements Optimizer {

  /** Takes a rate of 0.01 and a momentum of 0.9. */
  public @class@() {
    this(0.01, 0.9);
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public @class@ {
    Checks.nonNegative("lr", lr);
    Checks.inRange("momentum", momentum, 0, 1);
  }

  @Override
  public String name() {
    return "@name@";
  }

  @Override
  public String description() {
    return "v = momentum*v + g; parameters move by -lr*v";
  }

  @Override
  public int stateSlots() {
    return 1;
  }

  @Override
  public void update(
      Matrix parameters,
      Matrix gradients,
      OptimizerState state,
      int from,
      int to,
      double rate,
      long step) {
    Matrix velocities = state.slot(0);
    for (int i = from; i < to; i++) {
      double velocity = momentum * velocities.get(0, i) + gradients.get(0, i);
      velocities.set(0, i, velocity);
      parameters.set(0, i, parameters.get(0, i) - rate * velocity);
    }
  }
}
