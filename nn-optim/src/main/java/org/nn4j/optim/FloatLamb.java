package org.nn4j.optim;

import org.nn4j.api.Matrix;
import org.nn4j.api.MatrixOptimizer;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.ParameterSpec;

/** {@link Lamb}'s step of one parameter; sums of squares are chains of {@code fma} in float64. */
@SuppressWarnings("cast") // casts that are needed here are redundant in the float64 twin
final class FloatLamb implements MatrixOptimizer.Bound {
  private final Lamb rule;
  private final boolean matrix;
  private final int from;
  private final int to;
  private final float[] p;
  private final float[] g;
  private final float[] m;
  private final float[] v;

  FloatLamb(
      Lamb rule,
      ParameterSpec spec,
      int from,
      Matrix parameters,
      Matrix gradients,
      OptimizerState state) {
    this.rule = rule;
    this.matrix = spec.rows() > 1 && spec.columns() > 1;
    this.from = from;
    this.to = from + spec.rows() * spec.columns();
    this.p = FloatRow.array(parameters);
    this.g = FloatRow.array(gradients);
    this.m = FloatRow.array(state.slot(0));
    this.v = FloatRow.array(state.slot(1));
  }

  @Override
  public void update(double rate, long step, double decayFactor) {
    float b1 = (float) rule.beta1();
    float c1 = (float) (1 - rule.beta1());
    float b2 = (float) rule.beta2();
    float c2 = (float) (1 - rule.beta2());
    for (int i = from; i < to; i++) {
      m[i] = b1 * m[i] + c1 * g[i];
      v[i] = b2 * v[i] + c2 * g[i] * g[i];
    }
    float scale = (float) (1 / AdamStep.correction(rule.beta1(), step));
    float root = (float) (1 / Math.sqrt(AdamStep.correction(rule.beta2(), step)));
    float lambda = (float) (rule.weightDecay() * decayFactor);
    float eta = (float) (rate * (matrix ? trust(scale, root, lambda) : 1));
    for (int i = from; i < to; i++) {
      p[i] -= eta * direction(i, scale, root, lambda);
    }
  }

  /** Returns u[i]. */
  private float direction(int i, float scale, float root, float lambda) {
    return scale * m[i] / (root * (float) Math.sqrt(v[i]) + (float) rule.eps()) + lambda * p[i];
  }

  /** Returns r. */
  private double trust(float scale, float root, float lambda) {
    double parameter = 0;
    double change = 0;
    for (int i = from; i < to; i++) {
      double u = direction(i, scale, root, lambda);
      parameter = Math.fma((double) p[i], (double) p[i], parameter);
      change = Math.fma(u, u, change);
    }
    return parameter == 0 || change == 0 ? 1 : Math.sqrt(parameter / change);
  }
}
