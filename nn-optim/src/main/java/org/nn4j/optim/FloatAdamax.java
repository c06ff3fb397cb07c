package org.nn4j.optim;

import org.nn4j.api.Matrix;
import org.nn4j.api.OptimizerState;

/** The loop of {@link Adamax}. */
@SuppressWarnings("cast") // casts that are needed here are redundant in the float64 twin
final class FloatAdamax {
  private FloatAdamax() {}

  static void update(
      Matrix parameters,
      Matrix gradients,
      OptimizerState state,
      int from,
      int to,
      double rate,
      double weightDecay,
      Adamax rule) {
    float[] p = FloatRow.array(parameters);
    float[] g = FloatRow.array(gradients);
    float[] m = FloatRow.array(state.slot(0));
    float[] u = FloatRow.array(state.slot(1));
    float eta = (float) rate;
    float lambda = (float) weightDecay;
    float b1 = (float) rule.beta1();
    float c1 = (float) (1 - rule.beta1());
    float b2 = (float) rule.beta2();
    float eps = (float) rule.eps();
    for (int i = from; i < to; i++) {
      float d = g[i] + lambda * p[i];
      float mean = b1 * m[i] + c1 * d;
      float bound = Math.max(b2 * u[i], Math.abs(d) + eps);
      m[i] = mean;
      u[i] = bound;
      p[i] -= eta * mean / bound;
    }
  }
}
