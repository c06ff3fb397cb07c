package org.nn4j.examples;

import org.nn4j.api.Checks;
import org.nn4j.api.Matrix;
import org.nn4j.api.Optimizer;
import org.nn4j.api.OptimizerState;

// tag::optimizer
/**
 * Sign descent, θ ← θ − η·sign(m) with m ← β·m + g.
 *
 * <p>Source: Bernstein et al., "signSGD: compressed optimisation for non-convex problems", 2018.
 *
 * @param lr η
 * @param momentum β, in [0, 1)
 */
public record SignSgd(double lr, double momentum) implements Optimizer {

  /** Takes η = 0.001 and β = 0.9. */
  public SignSgd() {
    this(0.001, 0.9);
  }

  /** Checks the numbers. */
  public SignSgd {
    Checks.positive("lr", lr);
    Checks.inRange("momentum", momentum, 0, 1);
  }

  @Override
  public String name() {
    return "acme.sign_sgd";
  }

  @Override
  public int stateSlots() {
    return 1; // m, a number for each parameter, zero at first; the framework keeps and saves it
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
    Matrix m = state.slot(0);
    for (int i = from; i < to; i++) {
      m.set(0, i, momentum * m.get(0, i) + gradients.get(0, i));
      parameters.set(0, i, parameters.get(0, i) - rate * Math.signum(m.get(0, i)));
    }
  }
}
// end::optimizer
