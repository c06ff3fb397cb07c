package org.nn4j.optim;

import org.nn4j.api.Matrix;
import org.nn4j.api.OptimizerState;

/** The loop of {@link AdaBelief}. */
@SuppressWarnings("cast") // casts that are needed here are redundant in the float64 twin
final class FloatAdaBelief {
  private FloatAdaBelief() {}

  static void update(
      Matrix parameters, Matrix gradients, OptimizerState state, int from, int to, AdamStep step) {
    float[] p = FloatRow.array(parameters);
    float[] g = FloatRow.array(gradients);
    float[] m = FloatRow.array(state.slot(0));
    float[] s = FloatRow.array(state.slot(1));
    float kept = (float) step.keep;
    float b1 = (float) step.beta1;
    float c1 = (float) (1 - step.beta1);
    float b2 = (float) step.beta2;
    float c2 = (float) (1 - step.beta2);
    float b = (float) step.momentRate;
    float scale = (float) step.rootScale;
    float epsilon = (float) step.eps;
    for (int i = from; i < to; i++) {
      float mean = b1 * m[i] + c1 * g[i];
      float deviation = g[i] - mean;
      float square = b2 * s[i] + c2 * deviation * deviation + epsilon;
      m[i] = mean;
      s[i] = square;
      p[i] = kept * p[i] - b * mean / (scale * (float) Math.sqrt(square) + epsilon);
    }
  }
}
