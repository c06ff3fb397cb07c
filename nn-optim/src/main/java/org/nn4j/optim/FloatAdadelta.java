package org.nn4j.optim;

import org.nn4j.api.Matrix;
import org.nn4j.api.OptimizerState;

/** The loop of {@link Adadelta}. */
@SuppressWarnings("cast") // casts that are needed here are redundant in the float64 twin
final class FloatAdadelta {
  private FloatAdadelta() {}

  static void update(
      Matrix parameters,
      Matrix gradients,
      OptimizerState state,
      int from,
      int to,
      double rate,
      double weightDecay,
      Adadelta rule) {
    float[] p = FloatRow.array(parameters);
    float[] g = FloatRow.array(gradients);
    float[] s = FloatRow.array(state.slot(0));
    float[] u = FloatRow.array(state.slot(1));
    float eta = (float) rate;
    float lambda = (float) weightDecay;
    float rest = (float) (1 - rule.rho());
    float eps = (float) rule.eps();
    for (int i = from; i < to; i++) {
      float d = g[i] + lambda * p[i];
      // Not ρ·s + (1 − ρ)·d²: C2 does not vectorise two such sums here.
      float square = s[i] + rest * (d * d - s[i]);
      float past = u[i];
      float change = (float) Math.sqrt(past + eps) / (float) Math.sqrt(square + eps) * d;
      s[i] = square;
      u[i] = past + rest * (change * change - past);
      p[i] -= eta * change;
    }
  }
}
