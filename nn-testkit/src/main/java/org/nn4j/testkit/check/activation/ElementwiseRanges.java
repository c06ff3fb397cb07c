package org.nn4j.testkit.check.activation;

import java.util.Arrays;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.testkit.check.support.CheckList;
import org.nn4j.testkit.check.support.Expect;
import org.nn4j.testkit.check.support.Points;
import org.nn4j.testkit.check.support.TestMatrices;

/**
 * Checks the faster forms of an element-wise activation against its two scalar functions: the range
 * methods for both precisions, and the matrix methods.
 */
final class ElementwiseRanges {
  private static final int FROM = 3;

  private final ElementwiseActivation f;
  private final Kernels kernels;

  ElementwiseRanges(ElementwiseActivation f, Kernels kernels) {
    this.f = f;
    this.kernels = kernels;
  }

  void addTo(CheckList list) {
    list.add("float range methods equal the scalars", this::floatRanges);
    list.add("double range methods equal the scalars", this::doubleRanges);
    list.add("matrix methods equal the scalars", this::matrices);
  }

  private static double[] points() {
    return Arrays.stream(Points.all()).filter(z -> Math.abs(z) <= 1000).toArray();
  }

  private void floatRanges() {
    double[] points = points();
    float[] z = new float[points.length + 2 * FROM];
    float[] a = new float[z.length + 1];
    float[] g = new float[z.length + 2];
    for (int i = 0; i < points.length; i++) {
      z[FROM + i] = (float) points[i];
    }
    Arrays.fill(a, Float.NaN);
    Arrays.fill(g, 1);
    f.forward(z, FROM, a, FROM + 1, points.length);
    f.backward(z, FROM, a, FROM + 1, g, FROM + 2, points.length);
    for (int i = 0; i < points.length; i++) {
      compare("range of floats", Precision.FLOAT32, z[FROM + i], a[FROM + 1 + i], g[FROM + 2 + i]);
    }
    outside("floats", a[FROM], a[FROM + 1 + points.length], Double.NaN);
    outside("floats", g[FROM + 1], g[FROM + 2 + points.length], 1);
  }

  private void doubleRanges() {
    double[] points = points();
    double[] z = new double[points.length + 2 * FROM];
    double[] a = new double[z.length + 1];
    double[] g = new double[z.length + 2];
    System.arraycopy(points, 0, z, FROM, points.length);
    Arrays.fill(a, Double.NaN);
    Arrays.fill(g, 1);
    f.forward(z, FROM, a, FROM + 1, points.length);
    f.backward(z, FROM, a, FROM + 1, g, FROM + 2, points.length);
    for (int i = 0; i < points.length; i++) {
      compare("range of doubles", Precision.FLOAT64, z[FROM + i], a[FROM + 1 + i], g[FROM + 2 + i]);
    }
    outside("doubles", a[FROM], a[FROM + 1 + points.length], Double.NaN);
    outside("doubles", g[FROM + 1], g[FROM + 2 + points.length], 1);
  }

  private static void outside(String what, double before, double after, double expected) {
    String rule = "range methods write inside the range alone";
    Expect.bits(rule, "the element before the range of " + what, expected, before);
    Expect.bits(rule, "the element after the range of " + what, expected, after);
  }

  private void matrices() {
    for (Precision precision : Precision.values()) {
      Matrix z = Matrix.of(precision, points());
      Matrix a = TestMatrices.blank(precision, 1, z.columns());
      Matrix g = TestMatrices.copy(a);
      g.fill(1);
      f.forward(z, a, kernels);
      f.backward(z, a, g, kernels);
      for (int c = 0; c < z.columns(); c++) {
        compare(precision.id() + " matrix", precision, z.get(0, c), a.get(0, c), g.get(0, c));
      }
    }
  }

  private void compare(String what, Precision precision, double z, double a, double slope) {
    double value = f.value(z);
    double rounding = precision == Precision.FLOAT32 ? 4e-6 : 1e-13;
    double size = Math.max(Math.abs(value), Math.min(1, Math.abs(z)));
    Expect.that(
        Expect.sameBits(precision.round(value), a)
            || Math.abs(value - a) <= rounding * size + Float.MIN_NORMAL,
        "the range and matrix methods compute what value(z) does",
        what + ", z = " + z,
        value,
        a);
    double derivative = f.derivative(z, value);
    Expect.that(
        Expect.sameBits(precision.round(derivative), slope)
            || Math.abs(derivative - slope) <= 10 * rounding * Math.max(1, Math.abs(derivative)),
        "the range and matrix methods compute what derivative(z, a) does",
        what + ", z = " + z,
        derivative,
        slope);
  }
}
