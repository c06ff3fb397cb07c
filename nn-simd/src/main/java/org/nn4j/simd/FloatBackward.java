package org.nn4j.simd;

import org.nn4j.api.ElementwiseFunction;

/**
 * The loops of {@link FloatFunctions}' derivatives: g = g·f'(z); as in {@link FloatForward}, one a
 * function, at one index.
 */
final class FloatBackward {
  private FloatBackward() {}

  /**
   * Multiplies n elements of g by f'; {@code alpha} is ignored by functions without a parameter.
   */
  static void apply(
      ElementwiseFunction f,
      float alpha,
      float[] z,
      int zFrom,
      float[] a,
      int aFrom,
      float[] g,
      int gFrom,
      int n) {
    if (zFrom == gFrom && aFrom == gFrom) {
      apply(f, alpha, z, a, g, gFrom, gFrom + n);
      return;
    }
    FloatScratch scratch = FloatScratch.ofThread();
    for (int i = 0; i < n; i += FloatScratch.WIDTH) {
      int length = Math.min(FloatScratch.WIDTH, n - i);
      System.arraycopy(z, zFrom + i, scratch.row0, 0, length);
      System.arraycopy(a, aFrom + i, scratch.row1, 0, length);
      System.arraycopy(g, gFrom + i, scratch.row2, 0, length);
      apply(f, alpha, scratch.row0, scratch.row1, scratch.row2, 0, length);
      System.arraycopy(scratch.row2, 0, g, gFrom + i, length);
    }
  }

  private static void apply(
      ElementwiseFunction f, float alpha, float[] z, float[] a, float[] g, int from, int to) {
    switch (f) {
      case SIGMOID -> sigmoid(a, g, from, to);
      case TANH -> tanh(a, g, from, to);
      case RELU -> relu(z, g, from, to);
      case RELU6 -> relu6(z, g, from, to);
      case LEAKY_RELU -> leakyRelu(z, g, from, to, alpha);
      case ELU -> elu(z, g, from, to, alpha);
      case SELU -> selu(z, g, from, to);
      case CELU -> celu(z, g, from, to, alpha);
      case GELU -> gelu(z, g, from, to);
      case GELU_TANH -> geluTanh(z, g, from, to);
      case SILU -> silu(z, g, from, to);
      case MISH -> mish(z, g, from, to);
      case SOFTPLUS -> softplus(z, g, from, to);
      case SOFTSIGN -> softsign(z, g, from, to);
      case HARD_TANH -> hardTanh(z, g, from, to);
      case HARD_SIGMOID -> hardSigmoid(z, g, from, to);
      case HARD_SWISH -> hardSwish(z, g, from, to);
      case TANH_SHRINK -> tanhShrink(z, g, from, to);
    }
  }

  private static void sigmoid(float[] a, float[] g, int from, int to) {
    for (int i = from; i < to; i++) {
      g[i] *= FloatFunctions.sigmoidDerivative(a[i]);
    }
  }

  private static void tanh(float[] a, float[] g, int from, int to) {
    for (int i = from; i < to; i++) {
      g[i] *= FloatFunctions.tanhDerivative(a[i]);
    }
  }

  private static void relu(float[] z, float[] g, int from, int to) {
    for (int i = from; i < to; i++) {
      g[i] *= FloatFunctions.reluDerivative(z[i]);
    }
  }

  private static void relu6(float[] z, float[] g, int from, int to) {
    for (int i = from; i < to; i++) {
      g[i] *= FloatFunctions.relu6Derivative(z[i]);
    }
  }

  private static void leakyRelu(float[] z, float[] g, int from, int to, float alpha) {
    for (int i = from; i < to; i++) {
      g[i] *= FloatFunctions.leakyReluDerivative(z[i], alpha);
    }
  }

  private static void elu(float[] z, float[] g, int from, int to, float alpha) {
    for (int i = from; i < to; i++) {
      g[i] *= FloatFunctions.eluDerivative(z[i], alpha);
    }
  }

  private static void selu(float[] z, float[] g, int from, int to) {
    for (int i = from; i < to; i++) {
      g[i] *= FloatFunctions.seluDerivative(z[i]);
    }
  }

  private static void celu(float[] z, float[] g, int from, int to, float alpha) {
    for (int i = from; i < to; i++) {
      g[i] *= FloatFunctions.celuDerivative(z[i], alpha);
    }
  }

  private static void gelu(float[] z, float[] g, int from, int to) {
    for (int i = from; i < to; i++) {
      g[i] *= FloatFunctions.geluDerivative(z[i]);
    }
  }

  private static void geluTanh(float[] z, float[] g, int from, int to) {
    for (int i = from; i < to; i++) {
      g[i] *= FloatFunctions.geluTanhDerivative(z[i]);
    }
  }

  private static void silu(float[] z, float[] g, int from, int to) {
    for (int i = from; i < to; i++) {
      g[i] *= FloatFunctions.siluDerivative(z[i]);
    }
  }

  private static void mish(float[] z, float[] g, int from, int to) {
    for (int i = from; i < to; i++) {
      g[i] *= FloatFunctions.mishDerivative(z[i]);
    }
  }

  private static void softplus(float[] z, float[] g, int from, int to) {
    for (int i = from; i < to; i++) {
      g[i] *= FloatFunctions.softplusDerivative(z[i]);
    }
  }

  private static void softsign(float[] z, float[] g, int from, int to) {
    for (int i = from; i < to; i++) {
      g[i] *= FloatFunctions.softsignDerivative(z[i]);
    }
  }

  private static void hardTanh(float[] z, float[] g, int from, int to) {
    for (int i = from; i < to; i++) {
      g[i] *= FloatFunctions.hardTanhDerivative(z[i]);
    }
  }

  private static void hardSigmoid(float[] z, float[] g, int from, int to) {
    for (int i = from; i < to; i++) {
      g[i] *= FloatFunctions.hardSigmoidDerivative(z[i]);
    }
  }

  private static void hardSwish(float[] z, float[] g, int from, int to) {
    for (int i = from; i < to; i++) {
      g[i] *= FloatFunctions.hardSwishDerivative(z[i]);
    }
  }

  private static void tanhShrink(float[] z, float[] g, int from, int to) {
    for (int i = from; i < to; i++) {
      g[i] *= FloatFunctions.tanhShrinkDerivative(z[i]);
    }
  }
}
