package org.nn4j.optim;

import org.nn4j.api.Matrix;
import org.nn4j.api.OptimizerState;

/** The loops of {@link Asgd}, {@link ScheduleFreeSgd} and {@link ScheduleFreeAdamW}. */
@SuppressWarnings("cast") // casts that are needed here are redundant in the float64 twin
final class FloatAveraging {
  private FloatAveraging() {}

  static void asgd(
      Matrix parameters,
      Matrix gradients,
      OptimizerState state,
      int from,
      int to,
      double rate,
      double keep,
      double weightDecay,
      double share) {
    float[] p = FloatRow.array(parameters);
    float[] g = FloatRow.array(gradients);
    float[] x = FloatRow.array(state.slot(0));
    float eta = (float) rate;
    float kept = (float) keep;
    float lambda = (float) weightDecay;
    float c = (float) share;
    for (int i = from; i < to; i++) {
      float d = g[i] + lambda * p[i];
      float next = kept * p[i] - eta * d;
      p[i] = next;
      x[i] = c == 1 ? next : x[i] + c * (next - x[i]);
    }
  }

  /** With z and the average x in slots 0 and 1; the parameters are y. */
  static void scheduleFree(
      Matrix parameters,
      Matrix gradients,
      OptimizerState state,
      int from,
      int to,
      double rate,
      boolean first,
      double weightDecay,
      double share,
      double momentum) {
    float[] y = FloatRow.array(parameters);
    float[] g = FloatRow.array(gradients);
    float[] z = FloatRow.array(state.slot(0));
    float[] x = FloatRow.array(state.slot(1));
    float eta = (float) rate;
    float lambda = (float) weightDecay;
    float c = (float) share;
    float beta = (float) momentum;
    for (int i = from; i < to; i++) {
      float point = first ? y[i] : z[i];
      float average = first ? y[i] : x[i];
      point -= eta * (g[i] + lambda * y[i]);
      average += c * (point - average);
      z[i] = point;
      x[i] = average;
      y[i] = point + beta * (average - point);
    }
  }

  /** As {@link #scheduleFree}, with v in slot 2. */
  static void scheduleFreeAdamW(
      Matrix parameters,
      Matrix gradients,
      OptimizerState state,
      int from,
      int to,
      double rate,
      boolean first,
      double weightDecay,
      double share,
      ScheduleFreeAdamW rule) {
    float[] y = FloatRow.array(parameters);
    float[] g = FloatRow.array(gradients);
    float[] z = FloatRow.array(state.slot(0));
    float[] x = FloatRow.array(state.slot(1));
    float[] v = FloatRow.array(state.slot(2));
    float eta = (float) rate;
    float lambda = (float) weightDecay;
    float c = (float) share;
    float beta = (float) rule.beta1();
    float b2 = (float) rule.beta2();
    float c2 = (float) (1 - rule.beta2());
    float epsilon = (float) rule.eps();
    for (int i = from; i < to; i++) {
      float d = g[i];
      float square = b2 * v[i] + c2 * d * d;
      float point = first ? y[i] : z[i];
      float average = first ? y[i] : x[i];
      point -= eta * (d / ((float) Math.sqrt(square) + epsilon) + lambda * y[i]);
      average += c * (point - average);
      v[i] = square;
      z[i] = point;
      x[i] = average;
      y[i] = point + beta * (average - point);
    }
  }
}
