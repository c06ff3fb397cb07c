package org.nn4j.optim;

import org.nn4j.api.Matrix;
import org.nn4j.api.OptimizerState;

/** The loop of {@link Ftrl}. */
@SuppressWarnings("cast") // casts that are needed here are redundant in the float64 twin
final class FloatFtrl {
  private FloatFtrl() {}

  static void update(
      Matrix parameters,
      Matrix gradients,
      OptimizerState state,
      int from,
      int to,
      double rate,
      Ftrl rule) {
    if (rate == 0) {
      return;
    }
    float[] p = FloatRow.array(parameters);
    float[] g = FloatRow.array(gradients);
    float[] n = FloatRow.array(state.slot(0));
    float[] z = FloatRow.array(state.slot(1));
    float beta = (float) rule.beta();
    float l1 = (float) rule.l1();
    float l2 = (float) rule.l2();
    float inverse = (float) (1 / rate);
    boolean first = state.scalars()[1] == 0;
    float ratio = first ? 1 : (float) state.scalars()[1];
    for (int i = from; i < to; i++) {
      float d = g[i];
      float theta = p[i];
      float root = beta + (float) Math.sqrt(n[i]);
      float past = first ? -theta * (root * inverse + l2) - Math.signum(theta) * l1 : z[i];
      float square = n[i] + d * d;
      float next = beta + (float) Math.sqrt(square);
      float sum = past + d - (next - root * ratio) * inverse * theta;
      n[i] = square;
      z[i] = sum;
      if (d != 0) {
        float rest = sum - Math.signum(sum) * l1;
        p[i] = Math.abs(sum) <= l1 ? 0 : -rest / (next * inverse + l2);
      }
    }
  }
}
