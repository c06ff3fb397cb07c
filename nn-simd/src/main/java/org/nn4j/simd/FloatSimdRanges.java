package org.nn4j.simd;

import org.nn4j.api.ElementwiseFunction;

/** The same on vectors. */
final class FloatSimdRanges extends FloatRanges {

  @Override
  void apply(
      ElementwiseFunction f, float alpha, float[] z, int zFrom, float[] a, int aFrom, int n) {
    FloatSimdForward.apply(f, alpha, z, zFrom, a, aFrom, n);
  }

  @Override
  void applyGradient(
      ElementwiseFunction f,
      float alpha,
      float[] z,
      int zFrom,
      float[] a,
      int aFrom,
      float[] g,
      int gFrom,
      int n) {
    FloatSimdBackward.apply(f, alpha, z, zFrom, a, aFrom, g, gFrom, n);
  }

  @Override
  void softmax(float[] z, int zFrom, float[] a, int aFrom, int n) {
    FloatSimdRows.softmax(z, zFrom, a, aFrom, n);
  }

  @Override
  void softmaxGradient(float[] a, int aFrom, float[] g, int gFrom, int n) {
    FloatSimdRows.softmaxGradient(a, aFrom, g, gFrom, n);
  }

  @Override
  void logSoftmax(float[] z, int zFrom, float[] a, int aFrom, int n) {
    FloatSimdRows.logSoftmax(z, zFrom, a, aFrom, n);
  }

  @Override
  void logSoftmaxGradient(float[] a, int aFrom, float[] g, int gFrom, int n) {
    FloatSimdRows.logSoftmaxGradient(a, aFrom, g, gFrom, n);
  }

  @Override
  float sum(float[] x, int from, int n) {
    return FloatSimdRows.sum(x, from, n);
  }

  @Override
  float dot(float[] x, int xFrom, float[] y, int yFrom, int n) {
    return FloatSimdRows.dot(x, xFrom, y, yFrom, n);
  }

  @Override
  void add(float[] a, int aFrom, float[] b, int bFrom, float[] c, int cFrom, int n) {
    FloatSimdVectors.add(a, aFrom, b, bFrom, c, cFrom, n);
  }

  @Override
  void multiply(float[] a, int aFrom, float[] b, int bFrom, float[] c, int cFrom, int n) {
    FloatSimdVectors.multiply(a, aFrom, b, bFrom, c, cFrom, n);
  }

  @Override
  void scaleShift(
      float[] a,
      int aFrom,
      float[] scale,
      int scaleFrom,
      float[] shift,
      int shiftFrom,
      float[] c,
      int cFrom,
      int n) {
    FloatSimdVectors.scaleShift(a, aFrom, scale, scaleFrom, shift, shiftFrom, c, cFrom, n);
  }

  @Override
  void scaleShift(float[] a, int aFrom, float scale, float shift, float[] c, int cFrom, int n) {
    FloatSimdVectors.scaleShift(a, aFrom, scale, shift, c, cFrom, n);
  }
}
