package org.nn4j.optim;

import org.nn4j.api.Matrix;
import org.nn4j.api.OptimizerState;

/** The loops of {@link Rmsprop}, one for each choice of slots. */
@SuppressWarnings("cast") // casts that are needed here are redundant in the float64 twin
final class FloatRmsprop {
  private FloatRmsprop() {}

  static void update(
      Matrix parameters,
      Matrix gradients,
      OptimizerState state,
      int from,
      int to,
      double rate,
      double weightDecay,
      Rmsprop rule) {
    if (rule.centered() && rule.momentum() > 0) {
      centeredWithMomentum(parameters, gradients, state, from, to, rate, weightDecay, rule);
    } else if (rule.centered()) {
      centered(parameters, gradients, state, from, to, rate, weightDecay, rule);
    } else if (rule.momentum() > 0) {
      momentum(parameters, gradients, state, from, to, rate, weightDecay, rule);
    } else {
      plain(parameters, gradients, state, from, to, rate, weightDecay, rule);
    }
  }

  private static void plain(
      Matrix parameters,
      Matrix gradients,
      OptimizerState state,
      int from,
      int to,
      double rate,
      double weightDecay,
      Rmsprop rule) {
    float[] p = FloatRow.array(parameters);
    float[] g = FloatRow.array(gradients);
    float[] s = FloatRow.array(state.slot(0));
    float eta = (float) rate;
    float lambda = (float) weightDecay;
    float alpha = (float) rule.alpha();
    float rest = (float) (1 - rule.alpha());
    float eps = (float) rule.eps();
    for (int i = from; i < to; i++) {
      float d = g[i] + lambda * p[i];
      float square = alpha * s[i] + rest * d * d;
      s[i] = square;
      p[i] -= eta * d / ((float) Math.sqrt(square) + eps);
    }
  }

  private static void momentum(
      Matrix parameters,
      Matrix gradients,
      OptimizerState state,
      int from,
      int to,
      double rate,
      double weightDecay,
      Rmsprop rule) {
    float[] p = FloatRow.array(parameters);
    float[] g = FloatRow.array(gradients);
    float[] s = FloatRow.array(state.slot(0));
    float[] b = FloatRow.array(state.slot(1));
    float eta = (float) rate;
    float lambda = (float) weightDecay;
    float alpha = (float) rule.alpha();
    float rest = (float) (1 - rule.alpha());
    float eps = (float) rule.eps();
    float mu = (float) rule.momentum();
    for (int i = from; i < to; i++) {
      float d = g[i] + lambda * p[i];
      float square = alpha * s[i] + rest * d * d;
      float velocity = mu * b[i] + d / ((float) Math.sqrt(square) + eps);
      s[i] = square;
      b[i] = velocity;
      p[i] -= eta * velocity;
    }
  }

  private static void centered(
      Matrix parameters,
      Matrix gradients,
      OptimizerState state,
      int from,
      int to,
      double rate,
      double weightDecay,
      Rmsprop rule) {
    float[] p = FloatRow.array(parameters);
    float[] g = FloatRow.array(gradients);
    float[] s = FloatRow.array(state.slot(0));
    float[] c = FloatRow.array(state.slot(1));
    float eta = (float) rate;
    float lambda = (float) weightDecay;
    float alpha = (float) rule.alpha();
    float rest = (float) (1 - rule.alpha());
    float eps = (float) rule.eps();
    for (int i = from; i < to; i++) {
      float d = g[i] + lambda * p[i];
      float square = alpha * s[i] + rest * d * d;
      float mean = alpha * c[i] + rest * d;
      s[i] = square;
      c[i] = mean;
      p[i] -= eta * d / (deviation(square, mean) + eps);
    }
  }

  private static void centeredWithMomentum(
      Matrix parameters,
      Matrix gradients,
      OptimizerState state,
      int from,
      int to,
      double rate,
      double weightDecay,
      Rmsprop rule) {
    float[] p = FloatRow.array(parameters);
    float[] g = FloatRow.array(gradients);
    float[] s = FloatRow.array(state.slot(0));
    float[] c = FloatRow.array(state.slot(1));
    float[] b = FloatRow.array(state.slot(2));
    float eta = (float) rate;
    float lambda = (float) weightDecay;
    float alpha = (float) rule.alpha();
    float rest = (float) (1 - rule.alpha());
    float eps = (float) rule.eps();
    float mu = (float) rule.momentum();
    for (int i = from; i < to; i++) {
      float d = g[i] + lambda * p[i];
      float square = alpha * s[i] + rest * d * d;
      float mean = alpha * c[i] + rest * d;
      float velocity = mu * b[i] + d / (deviation(square, mean) + eps);
      s[i] = square;
      c[i] = mean;
      b[i] = velocity;
      p[i] -= eta * velocity;
    }
  }

  /** Under a constant gradient rounding can take the variance below 0, hence the maximum. */
  private static float deviation(float square, float mean) {
    return (float) Math.sqrt(Math.max(0, square - mean * mean));
  }
}
