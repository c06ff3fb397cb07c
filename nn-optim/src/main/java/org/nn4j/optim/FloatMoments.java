package org.nn4j.optim;

import org.nn4j.api.Matrix;
import org.nn4j.api.OptimizerState;

/** The loops of the Adam family; {@link Moments} says what they compute. */
@SuppressWarnings("cast") // casts that are needed here are redundant in the float64 twin
final class FloatMoments {
  private FloatMoments() {}

  static void update(
      Matrix parameters,
      Matrix gradients,
      OptimizerState state,
      int from,
      int to,
      double keep,
      double weightDecay,
      double beta1,
      double beta2,
      double gradientRate,
      double momentRate,
      double rootScale,
      double eps) {
    float[] p = FloatRow.array(parameters);
    float[] g = FloatRow.array(gradients);
    float[] m = FloatRow.array(state.slot(0));
    float[] v = FloatRow.array(state.slot(1));
    float kept = (float) keep;
    float lambda = (float) weightDecay;
    float b1 = (float) beta1;
    float c1 = (float) (1 - beta1);
    float b2 = (float) beta2;
    float c2 = (float) (1 - beta2);
    float a = (float) gradientRate;
    float b = (float) momentRate;
    float scale = (float) rootScale;
    float epsilon = (float) eps;
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
      Matrix parameters,
      Matrix gradients,
      OptimizerState state,
      int from,
      int to,
      double keep,
      double weightDecay,
      double beta1,
      double beta2,
      double momentRate,
      double rootScale,
      double eps) {
    float[] p = FloatRow.array(parameters);
    float[] g = FloatRow.array(gradients);
    float[] m = FloatRow.array(state.slot(0));
    float[] v = FloatRow.array(state.slot(1));
    float[] largest = FloatRow.array(state.slot(2));
    float kept = (float) keep;
    float lambda = (float) weightDecay;
    float b1 = (float) beta1;
    float c1 = (float) (1 - beta1);
    float b2 = (float) beta2;
    float c2 = (float) (1 - beta2);
    float b = (float) momentRate;
    float scale = (float) rootScale;
    float epsilon = (float) eps;
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
