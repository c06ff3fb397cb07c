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
      Adadelta rule) {
    float[] p = FloatRow.array(parameters);
    float[] g = FloatRow.array(gradients);
    float[] s = FloatRow.array(state.slot(0));
    float[] u = FloatRow.array(state.slot(1));
    float eta = (float) rate;
    float lambda = (float) rule.weightDecay();
    float rho = (float) rule.rho();
    float rest = (float) (1 - rule.rho());
    float eps = (float) rule.eps();
    for (int i = from; i < to; i++) {
      float d = g[i] + lambda * p[i];
      float square = rho * s[i] + rest * d * d;
      float change = (float) Math.sqrt(u[i] + eps) / (float) Math.sqrt(square + eps) * d;
      s[i] = square;
      u[i] = rho * u[i] + rest * change * change;
      p[i] -= eta * change;
    }
  }
}
