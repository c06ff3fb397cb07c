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
      Rmsprop rule) {
    float[] p = FloatRow.array(parameters);
    float[] g = FloatRow.array(gradients);
    float[] s = FloatRow.array(state.slot(0));
    float eta = (float) rate;
    float lambda = (float) rule.weightDecay();
    float alpha = (float) rule.alpha();
    float rest = (float) (1 - rule.alpha());
    float eps = (float) rule.eps();
    float mu = (float) rule.momentum();
    if (rule.centered() && rule.momentum() > 0) {
      float[] c = FloatRow.array(state.slot(1));
      float[] b = FloatRow.array(state.slot(2));
      centeredWithMomentum(p, g, s, c, b, from, to, eta, lambda, alpha, rest, eps, mu);
    } else if (rule.centered()) {
      float[] c = FloatRow.array(state.slot(1));
      centered(p, g, s, c, from, to, eta, lambda, alpha, rest, eps);
    } else if (rule.momentum() > 0) {
      float[] b = FloatRow.array(state.slot(1));
      momentum(p, g, s, b, from, to, eta, lambda, alpha, rest, eps, mu);
    } else {
      plain(p, g, s, from, to, eta, lambda, alpha, rest, eps);
    }
  }

  private static void plain(
      float[] p,
      float[] g,
      float[] s,
      int from,
      int to,
      float eta,
      float lambda,
      float alpha,
      float rest,
      float eps) {
    for (int i = from; i < to; i++) {
      float d = g[i] + lambda * p[i];
      float square = alpha * s[i] + rest * d * d;
      s[i] = square;
      p[i] -= eta * d / ((float) Math.sqrt(square) + eps);
    }
  }

  private static void momentum(
      float[] p,
      float[] g,
      float[] s,
      float[] b,
      int from,
      int to,
      float eta,
      float lambda,
      float alpha,
      float rest,
      float eps,
      float mu) {
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
      float[] p,
      float[] g,
      float[] s,
      float[] c,
      int from,
      int to,
      float eta,
      float lambda,
      float alpha,
      float rest,
      float eps) {
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
      float[] p,
      float[] g,
      float[] s,
      float[] c,
      float[] b,
      int from,
      int to,
      float eta,
      float lambda,
      float alpha,
      float rest,
      float eps,
      float mu) {
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
