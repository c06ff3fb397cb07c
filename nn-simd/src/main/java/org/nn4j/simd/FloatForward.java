package org.nn4j.simd;

import org.nn4j.api.ElementwiseFunction;

/**
 * The loops of {@link FloatFunctions}' values: a = f(z).
 *
 * <p>Every function has a loop and a method of its own, so that the compiler sees one body a loop
 * and compiles only those that are used. The loops read and write at one index, which C2 needs to
 * vectorise them; ranges that start at different indices go through {@link FloatScratch}.
 */
final class FloatForward {
  private FloatForward() {}

  /** Computes n elements of a = f(z); {@code alpha} is ignored by functions without a parameter. */
  static void apply(
      ElementwiseFunction f, float alpha, float[] z, int zFrom, float[] a, int aFrom, int n) {
    if (zFrom == aFrom) {
      apply(f, alpha, z, a, zFrom, zFrom + n);
      return;
    }
    float[] block = FloatScratch.ofThread().row0;
    for (int i = 0; i < n; i += block.length) {
      int length = Math.min(block.length, n - i);
      System.arraycopy(z, zFrom + i, block, 0, length);
      apply(f, alpha, block, block, 0, length);
      System.arraycopy(block, 0, a, aFrom + i, length);
    }
  }

  private static void apply(
      ElementwiseFunction f, float alpha, float[] z, float[] a, int from, int to) {
    switch (f) {
      case SIGMOID -> sigmoid(z, a, from, to);
      case TANH -> tanh(z, a, from, to);
      case RELU -> relu(z, a, from, to);
      case RELU6 -> relu6(z, a, from, to);
      case LEAKY_RELU -> leakyRelu(z, a, from, to, alpha);
      case ELU -> elu(z, a, from, to, alpha);
      case SELU -> selu(z, a, from, to);
      case CELU -> celu(z, a, from, to, alpha);
      case GELU -> gelu(z, a, from, to);
      case GELU_TANH -> geluTanh(z, a, from, to);
      case SILU -> silu(z, a, from, to);
      case MISH -> mish(z, a, from, to);
      case SOFTPLUS -> softplus(z, a, from, to);
      case SOFTSIGN -> softsign(z, a, from, to);
      case HARD_TANH -> hardTanh(z, a, from, to);
      case HARD_SIGMOID -> hardSigmoid(z, a, from, to);
      case HARD_SWISH -> hardSwish(z, a, from, to);
      case TANH_SHRINK -> tanhShrink(z, a, from, to);
    }
  }

  private static void sigmoid(float[] z, float[] a, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] = FloatFunctions.sigmoid(z[i]);
    }
  }

  private static void tanh(float[] z, float[] a, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] = FloatFunctions.tanh(z[i]);
    }
  }

  private static void relu(float[] z, float[] a, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] = FloatFunctions.relu(z[i]);
    }
  }

  private static void relu6(float[] z, float[] a, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] = FloatFunctions.relu6(z[i]);
    }
  }

  private static void leakyRelu(float[] z, float[] a, int from, int to, float alpha) {
    for (int i = from; i < to; i++) {
      a[i] = FloatFunctions.leakyRelu(z[i], alpha);
    }
  }

  private static void elu(float[] z, float[] a, int from, int to, float alpha) {
    for (int i = from; i < to; i++) {
      a[i] = FloatFunctions.elu(z[i], alpha);
    }
  }

  private static void selu(float[] z, float[] a, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] = FloatFunctions.selu(z[i]);
    }
  }

  private static void celu(float[] z, float[] a, int from, int to, float alpha) {
    for (int i = from; i < to; i++) {
      a[i] = FloatFunctions.celu(z[i], alpha);
    }
  }

  private static void gelu(float[] z, float[] a, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] = FloatFunctions.gelu(z[i]);
    }
  }

  private static void geluTanh(float[] z, float[] a, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] = FloatFunctions.geluTanh(z[i]);
    }
  }

  private static void silu(float[] z, float[] a, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] = FloatFunctions.silu(z[i]);
    }
  }

  private static void mish(float[] z, float[] a, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] = FloatFunctions.mish(z[i]);
    }
  }

  private static void softplus(float[] z, float[] a, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] = FloatFunctions.softplus(z[i]);
    }
  }

  private static void softsign(float[] z, float[] a, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] = FloatFunctions.softsign(z[i]);
    }
  }

  private static void hardTanh(float[] z, float[] a, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] = FloatFunctions.hardTanh(z[i]);
    }
  }

  private static void hardSigmoid(float[] z, float[] a, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] = FloatFunctions.hardSigmoid(z[i]);
    }
  }

  private static void hardSwish(float[] z, float[] a, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] = FloatFunctions.hardSwish(z[i]);
    }
  }

  private static void tanhShrink(float[] z, float[] a, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] = FloatFunctions.tanhShrink(z[i]);
    }
  }
}
