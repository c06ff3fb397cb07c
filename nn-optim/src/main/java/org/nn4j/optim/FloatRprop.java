package org.nn4j.optim;

import org.nn4j.api.Matrix;
import org.nn4j.api.OptimizerState;

/** The loop of {@link Rprop}. */
@SuppressWarnings("cast") // casts that are needed here are redundant in the float64 twin
final class FloatRprop {
  private FloatRprop() {}

  static void update(
      Matrix parameters, Matrix gradients, OptimizerState state, int from, int to, Rprop rule) {
    float[] p = FloatRow.array(parameters);
    float[] g = FloatRow.array(gradients);
    float[] previous = FloatRow.array(state.slot(0));
    float[] size = FloatRow.array(state.slot(1));
    float minus = (float) rule.etaMinus();
    float plus = (float) rule.etaPlus();
    float least = (float) rule.stepMin();
    float most = (float) rule.stepMax();
    for (int i = from; i < to; i++) {
      float agreement = FloatSign.of(g[i] * previous[i]);
      float same = Math.max(agreement, 0);
      float turned = Math.max(-agreement, 0);
      float factor = same * plus + turned * minus + (1 - same - turned);
      float length = Math.min(Math.max(size[i] * factor, least), most);
      float d = (1 - turned) * g[i];
      size[i] = length;
      previous[i] = d;
      p[i] -= FloatSign.of(d) * length;
    }
  }
}
