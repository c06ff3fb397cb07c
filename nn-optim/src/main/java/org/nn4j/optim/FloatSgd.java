package org.nn4j.optim;

import org.nn4j.api.Matrix;
import org.nn4j.api.OptimizerState;

/** The loops of {@link Sgd}. */
@SuppressWarnings("cast") // casts that are needed here are redundant in the float64 twin
final class FloatSgd {
  private FloatSgd() {}

  static void plain(
      Matrix parameters,
      Matrix gradients,
      int from,
      int to,
      double rate,
      double weightDecay,
      Sgd rule) {
    float[] p = FloatRow.array(parameters);
    float[] g = FloatRow.array(gradients);
    float eta = (float) rate;
    float lambda = (float) weightDecay;
    for (int i = from; i < to; i++) {
      p[i] -= eta * (g[i] + lambda * p[i]);
    }
  }

  /**
   * Computes a step with velocity: Nesterov's is θ ← θ − η·d − η·momentum·v, the other θ ← θ − 0·d
   * − η·v.
   *
   * @param share part of the gradient that enters the velocity
   */
  static void momentum(
      Matrix parameters,
      Matrix gradients,
      OptimizerState state,
      int from,
      int to,
      double rate,
      double share,
      double weightDecay,
      Sgd rule) {
    float[] p = FloatRow.array(parameters);
    float[] g = FloatRow.array(gradients);
    float[] v = FloatRow.array(state.slot(0));
    float lambda = (float) weightDecay;
    float mu = (float) rule.momentum();
    float part = (float) share;
    float a = (float) (rule.nesterov() ? rate : 0);
    float b = (float) (rule.nesterov() ? rate * rule.momentum() : rate);
    for (int i = from; i < to; i++) {
      float d = g[i] + lambda * p[i];
      float velocity = mu * v[i] + part * d;
      v[i] = velocity;
      p[i] -= a * d + b * velocity;
    }
  }
}
