package org.nn4j.optim;

import org.nn4j.api.Matrix;
import org.nn4j.api.OptimizerState;

/** The loops of {@link AdamStep}. */
@SuppressWarnings("cast") // casts that are needed here are redundant in the float64 twin
final class FloatAdamStep {
  private FloatAdamStep() {}

  static void update(
      Matrix parameters, Matrix gradients, OptimizerState state, int from, int to, AdamStep step) {
    float[] p = FloatRow.array(parameters);
    float[] g = FloatRow.array(gradients);
    float[] m = FloatRow.array(state.slot(0));
    float[] v = FloatRow.array(state.slot(1));
    float kept = (float) step.keep;
    float lambda = (float) step.weightDecay;
    float b1 = (float) step.beta1;
    float c1 = (float) (1 - step.beta1);
    float b2 = (float) step.beta2;
    float c2 = (float) (1 - step.beta2);
    float a = (float) step.gradientRate;
    float b = (float) step.momentRate;
    float scale = (float) step.rootScale;
    float epsilon = (float) step.eps;
    for (int i = from; i < to; i++) {
      float d = g[i] + lambda * p[i];
      float mean = b1 * m[i] + c1 * d;
      float square = b2 * v[i] + c2 * d * d;
      m[i] = mean;
      v[i] = square;
      p[i] = kept * p[i] - (a * d + b * mean) / (scale * (float) Math.sqrt(square) + epsilon);
    }
  }

  static void updateWithMaximum(
      Matrix parameters, Matrix gradients, OptimizerState state, int from, int to, AdamStep step) {
    float[] p = FloatRow.array(parameters);
    float[] g = FloatRow.array(gradients);
    float[] m = FloatRow.array(state.slot(0));
    float[] v = FloatRow.array(state.slot(1));
    float[] largest = FloatRow.array(state.slot(2));
    float kept = (float) step.keep;
    float lambda = (float) step.weightDecay;
    float b1 = (float) step.beta1;
    float c1 = (float) (1 - step.beta1);
    float b2 = (float) step.beta2;
    float c2 = (float) (1 - step.beta2);
    float b = (float) step.momentRate;
    float scale = (float) step.rootScale;
    float epsilon = (float) step.eps;
    for (int i = from; i < to; i++) {
      float d = g[i] + lambda * p[i];
      float mean = b1 * m[i] + c1 * d;
      float square = b2 * v[i] + c2 * d * d;
      float bound = Math.max(largest[i], square);
      m[i] = mean;
      v[i] = square;
      largest[i] = bound;
      p[i] = kept * p[i] - b * mean / (scale * (float) Math.sqrt(bound) + epsilon);
    }
  }
}
