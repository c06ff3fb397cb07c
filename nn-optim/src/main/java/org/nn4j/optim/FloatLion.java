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
      double weightDecay,
      Lion rule) {
    float[] p = FloatRow.array(parameters);
    float[] g = FloatRow.array(gradients);
    float[] m = FloatRow.array(state.slot(0));
    float eta = (float) rate;
    float keep = (float) (1 - rate * weightDecay);
    float c1 = (float) (1 - rule.beta1());
    float c2 = (float) (1 - rule.beta2());
    for (int i = from; i < to; i++) {
      // Not β·m + (1 − β)·g: C2 does not vectorise two such sums of the same numbers.
      float past = m[i];
      float change = g[i] - past;
      float direction = past + c1 * change;
      m[i] = past + c2 * change;
      p[i] = keep * p[i] - eta * FloatSign.of(direction);
    }
  }
}
