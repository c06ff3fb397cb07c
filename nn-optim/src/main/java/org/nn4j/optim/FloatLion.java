package org.nn4j.optim;

import org.nn4j.api.Matrix;
import org.nn4j.api.OptimizerState;

/** The loop of {@link Lion}. */
@SuppressWarnings("cast") // casts that are needed here are redundant in the float64 twin
final class FloatLion {
  private FloatLion() {}

  static void update(
      Matrix parameters,
      Matrix gradients,
      OptimizerState state,
      int from,
      int to,
      double rate,
      Lion rule) {
    float[] p = FloatRow.array(parameters);
    float[] g = FloatRow.array(gradients);
    float[] m = FloatRow.array(state.slot(0));
    float eta = (float) rate;
    float keep = (float) (1 - rate * rule.weightDecay());
    float b1 = (float) rule.beta1();
    float c1 = (float) (1 - rule.beta1());
    float b2 = (float) rule.beta2();
    float c2 = (float) (1 - rule.beta2());
    for (int i = from; i < to; i++) {
      // The summands stand in opposite order: with equal order C2 vectorises neither sum.
      float direction = b1 * m[i] + c1 * g[i];
      m[i] = c2 * g[i] + b2 * m[i];
      p[i] = keep * p[i] - eta * FloatSign.of(direction);
    }
  }
}
