package org.nn4j.formula;

import org.nn4j.api.math.NnMath;

/** The elementary functions on ranges, where there are no kernels for them. */
final class FloatFunctions {
  private FloatFunctions() {}

  /** Computes {@code y[i] = op(x[i])} for i from {@code from} to {@code to}−1. */
  static void apply(Op op, float[] x, float[] y, int from, int to) {
    switch (op) {
      case EXP -> exp(x, y, from, to);
      case EXPM1 -> expm1(x, y, from, to);
      case LOG -> log(x, y, from, to);
      case LOG1P -> log1p(x, y, from, to);
      case SIN -> sin(x, y, from, to);
      case COS -> cos(x, y, from, to);
      case TANH -> tanh(x, y, from, to);
      case SIGMOID -> sigmoid(x, y, from, to);
      case SOFTPLUS -> softplus(x, y, from, to);
      case ERF -> erf(x, y, from, to);
      case NORMAL_CDF -> normalCdf(x, y, from, to);
      default -> throw new IllegalArgumentException(op + " is no elementary function");
    }
  }

  private static void exp(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = NnMath.exp(x[i]);
    }
  }

  private static void expm1(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = NnMath.expm1(x[i]);
    }
  }

  private static void log(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = NnMath.log(x[i]);
    }
  }

  private static void log1p(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = NnMath.log1p(x[i]);
    }
  }

  private static void sin(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = NnMath.sin(x[i]);
    }
  }

  private static void cos(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = NnMath.cos(x[i]);
    }
  }

  private static void tanh(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = NnMath.tanh(x[i]);
    }
  }

  private static void sigmoid(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = NnMath.sigmoid(x[i]);
    }
  }

  private static void softplus(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = NnMath.softplus(x[i]);
    }
  }

  private static void erf(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = NnMath.erf(x[i]);
    }
  }

  private static void normalCdf(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = NnMath.normalCdf(x[i]);
    }
  }
}
