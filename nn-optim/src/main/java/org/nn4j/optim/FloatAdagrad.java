package org.nn4j.optim;

import org.nn4j.api.Matrix;
import org.nn4j.api.OptimizerState;

/** The loop of {@link Adagrad}. */
@SuppressWarnings("cast") // casts that are needed here are redundant in the float64 twin
final class FloatAdagrad {
  private FloatAdagrad() {}

  static void update(
      Matrix parameters,
      Matrix gradients,
      OptimizerState state,
      int from,
      int to,
      double rate,
      double weightDecay,
      Adagrad rule) {
    float[] p = FloatRow.array(parameters);
    float[] g = FloatRow.array(gradients);
    float[] s = FloatRow.array(state.slot(0));
    float eta = (float) rate;
    float lambda = (float) weightDecay;
    float eps = (float) rule.eps();
    for (int i = from; i < to; i++) {
      float d = g[i] + lambda * p[i];
      float sum = s[i] + d * d;
      s[i] = sum;
      p[i] -= eta * d / ((float) Math.sqrt(sum) + eps);
    }
  }
}
