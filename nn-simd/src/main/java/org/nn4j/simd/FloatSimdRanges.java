package org.nn4j.simd;

import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.FloatMatrix;

/** {@link FloatRanges} on vectors. */
final class FloatSimdRanges extends FloatRanges {

  @Override
  void apply(
      ElementwiseFunction f, float alpha, float[] z, int zFrom, float[] a, int aFrom, int n) {
    FloatSimdFunctions.apply(f, alpha, z, zFrom, a, aFrom, n);
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
    FloatSimdFunctions.applyGradient(f, alpha, z, zFrom, a, aFrom, g, gFrom, n);
  }

  @Override
  void softmax(FloatMatrix z, FloatMatrix a) {
    FloatSimdSoftmax.softmax(z, a);
  }

  @Override
  void softmaxGradient(FloatMatrix a, FloatMatrix g) {
    FloatSimdSoftmax.softmaxGradient(a, g);
  }

  @Override
  void logSoftmax(FloatMatrix z, FloatMatrix a) {
    FloatSimdSoftmax.logSoftmax(z, a);
  }

  @Override
  void logSoftmaxGradient(FloatMatrix a, FloatMatrix g) {
    FloatSimdSoftmax.logSoftmaxGradient(a, g);
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

  @Override
  void toUnit(byte[] bytes, int from, float[] x, int xFrom, int n) {
    FloatSimdBytes.toUnit(bytes, from, x, xFrom, n);
  }
}
