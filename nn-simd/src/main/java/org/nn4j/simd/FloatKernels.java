package org.nn4j.simd;

import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.FloatMatrix;

/**
 * The scalar kernels of one precision, on matrices whose shapes {@link CheckedKernels} has checked.
 *
 * <p>The methods are those of {@link org.nn4j.api.Kernels}. Faster kernels override the methods
 * that they improve. An element-wise operation on matrices without gaps runs over one range.
 */
class FloatKernels {
  private final FloatRanges ranges;

  FloatKernels() {
    this(new FloatRanges());
  }

  FloatKernels(FloatRanges ranges) {
    this.ranges = ranges;
  }

  void affine(FloatMatrix a, FloatMatrix w, FloatMatrix bias, FloatMatrix z) {
    for (int i = 0; i < z.rows(); i++) {
      System.arraycopy(bias.array(), bias.offset(), z.array(), row(z, i), z.columns());
    }
    FloatProducts.accumulate(a, false, w, false, z);
  }

  void weightGradient(
      FloatMatrix a, FloatMatrix delta, FloatMatrix weightGradient, FloatMatrix biasGradient) {
    weightGradient.fill(0);
    FloatProducts.accumulate(a, true, delta, false, weightGradient);
    columnSums(delta, biasGradient);
  }

  void inputGradient(FloatMatrix delta, FloatMatrix w, FloatMatrix inputGradient) {
    inputGradient.fill(0);
    FloatProducts.accumulate(delta, false, w, true, inputGradient);
  }

  void apply(ElementwiseFunction function, float alpha, FloatMatrix z, FloatMatrix a) {
    boolean whole = z.contiguous() && a.contiguous();
    int n = whole ? z.size() : z.columns();
    for (int i = 0; i < (whole ? 1 : z.rows()); i++) {
      ranges.apply(function, alpha, z.array(), row(z, i), a.array(), row(a, i), n);
    }
  }

  void applyGradient(
      ElementwiseFunction function, float alpha, FloatMatrix z, FloatMatrix a, FloatMatrix g) {
    boolean whole = z.contiguous() && a.contiguous() && g.contiguous();
    int n = whole ? z.size() : z.columns();
    for (int i = 0; i < (whole ? 1 : z.rows()); i++) {
      ranges.applyGradient(
          function, alpha, z.array(), row(z, i), a.array(), row(a, i), g.array(), row(g, i), n);
    }
  }

  void softmax(FloatMatrix z, FloatMatrix a) {
    ranges.softmax(z, a);
  }

  void softmaxGradient(FloatMatrix a, FloatMatrix gradient) {
    ranges.softmaxGradient(a, gradient);
  }

  void logSoftmax(FloatMatrix z, FloatMatrix a) {
    ranges.logSoftmax(z, a);
  }

  void logSoftmaxGradient(FloatMatrix a, FloatMatrix gradient) {
    ranges.logSoftmaxGradient(a, gradient);
  }

  void add(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
    boolean whole = a.contiguous() && b.contiguous() && c.contiguous();
    int n = whole ? a.size() : a.columns();
    for (int i = 0; i < (whole ? 1 : a.rows()); i++) {
      ranges.add(a.array(), row(a, i), b.array(), row(b, i), c.array(), row(c, i), n);
    }
  }

  void multiply(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
    boolean whole = a.contiguous() && b.contiguous() && c.contiguous();
    int n = whole ? a.size() : a.columns();
    for (int i = 0; i < (whole ? 1 : a.rows()); i++) {
      ranges.multiply(a.array(), row(a, i), b.array(), row(b, i), c.array(), row(c, i), n);
    }
  }

  void scaleShiftColumns(FloatMatrix a, FloatMatrix scale, FloatMatrix shift, FloatMatrix c) {
    for (int i = 0; i < a.rows(); i++) {
      ranges.scaleShift(
          a.array(),
          row(a, i),
          scale.array(),
          scale.offset(),
          shift.array(),
          shift.offset(),
          c.array(),
          row(c, i),
          a.columns());
    }
  }

  void scaleShiftRows(FloatMatrix a, FloatMatrix scale, FloatMatrix shift, FloatMatrix c) {
    for (int i = 0; i < a.rows(); i++) {
      float s = scale.array()[row(scale, i)];
      float t = shift.array()[row(shift, i)];
      ranges.scaleShift(a.array(), row(a, i), s, t, c.array(), row(c, i), a.columns());
    }
  }

  void columnSums(FloatMatrix a, FloatMatrix sums) {
    float[] s = sums.array();
    sums.fill(0);
    for (int i = 0; i < a.rows(); i++) {
      FloatVectors.add(s, sums.offset(), a.array(), row(a, i), s, sums.offset(), a.columns());
    }
  }

  void columnDots(FloatMatrix a, FloatMatrix b, FloatMatrix sums) {
    sums.fill(0);
    for (int i = 0; i < a.rows(); i++) {
      FloatVectors.multiplyAdd(
          a.array(), row(a, i), b.array(), row(b, i), sums.array(), sums.offset(), a.columns());
    }
  }

  void rowSums(FloatMatrix a, FloatMatrix sums) {
    for (int i = 0; i < a.rows(); i++) {
      sums.array()[row(sums, i)] = ranges.sum(a.array(), row(a, i), a.columns());
    }
  }

  void rowDots(FloatMatrix a, FloatMatrix b, FloatMatrix sums) {
    for (int i = 0; i < a.rows(); i++) {
      sums.array()[row(sums, i)] =
          ranges.dot(a.array(), row(a, i), b.array(), row(b, i), a.columns());
    }
  }

  void unitBytes(byte[] bytes, int from, FloatMatrix x, int i) {
    ranges.toUnit(bytes, from, x.array(), row(x, i), x.columns());
  }

  /** Returns where a row begins. */
  static int row(FloatMatrix m, int i) {
    return m.offset() + i * m.stride();
  }
}
