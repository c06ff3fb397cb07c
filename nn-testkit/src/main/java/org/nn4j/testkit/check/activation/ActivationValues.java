package org.nn4j.testkit.check.activation;

import java.util.Arrays;
import org.nn4j.api.Activation;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.OutputLink;
import org.nn4j.api.Precision;
import org.nn4j.testkit.check.support.CheckList;
import org.nn4j.testkit.check.support.Expect;
import org.nn4j.testkit.check.support.Links;
import org.nn4j.testkit.check.support.Points;
import org.nn4j.testkit.check.support.TestMatrices;

/** Checks what σ makes of extreme numbers, infinities and NaN, and that a declared link is true. */
final class ActivationValues {
  /** |σ| above this on the way to an infinite value makes it an honest overflow, as of e^z. */
  private static final double STEEP = 1e15;

  private final Activation activation;
  private final Kernels kernels;

  ActivationValues(Activation activation, Kernels kernels) {
    this.activation = activation;
    this.kernels = kernels;
  }

  void addTo(CheckList list) {
    list.add("is finite at extreme points", this::isFiniteAtExtremes);
    if (activation instanceof ElementwiseActivation) {
      list.add("takes its limits at ±∞", this::takesInfinities);
    }
    list.add("propagates NaN and keeps it in its row", this::propagatesNaN);
    list.add("its link is the function it is", this::linkIsTrue);
  }

  private Matrix forward(Matrix z) {
    Matrix a = TestMatrices.blank(z.precision(), z.rows(), z.columns());
    activation.forward(z, a, kernels);
    return a;
  }

  private Matrix backward(Matrix z, Matrix a) {
    Matrix gradient = TestMatrices.blank(z.precision(), z.rows(), z.columns());
    gradient.fill(1);
    activation.backward(z, a, gradient, kernels);
    return gradient;
  }

  private void isFiniteAtExtremes() {
    for (Precision precision : Precision.values()) {
      for (double extreme : Points.extreme()) {
        Matrix z = Matrix.of(precision, new double[] {extreme, 0.5, -0.5});
        Matrix a = forward(z);
        Matrix gradient = backward(z, a);
        for (int c = 0; c < z.columns(); c++) {
          String point = precision.id() + " z = " + z.get(0, c) + " in " + row(z);
          double value = a.get(0, c);
          Expect.that(
              Double.isFinite(value) || isOverflow(z, c, value),
              "σ is finite",
              point,
              "a finite value",
              value);
          Expect.that(
              !Double.isFinite(value) || Double.isFinite(gradient.get(0, c)),
              "σ' is finite where σ is",
              point,
              "a finite derivative",
              gradient.get(0, c));
        }
      }
    }
  }

  private static String row(Matrix z) {
    return Arrays.toString(z.toRows()[0]);
  }

  private boolean isOverflow(Matrix z, int column, double value) {
    Matrix nearer = TestMatrices.copy(z);
    nearer.set(0, column, z.get(0, column) / 2);
    return Double.isInfinite(value)
        && !(Math.abs(forward(nearer).get(0, column)) <= STEEP)
        && !Double.isNaN(forward(nearer).get(0, column));
  }

  private void takesInfinities() {
    for (Precision precision : Precision.values()) {
      for (double infinity : new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
        double[] far = new double[3];
        for (int i = 0; i < far.length; i++) {
          double z = Math.copySign(StrictMath.pow(10, 10 * (i + 1)), infinity);
          far[i] = forward(Matrix.of(precision, new double[] {z})).get(0, 0);
        }
        if (!hasLimit(far)) {
          continue;
        }
        Matrix z = Matrix.of(precision, new double[] {infinity});
        double value = forward(z).get(0, 0);
        Expect.that(
            value == far[2]
                || Math.abs(value - far[2]) <= 1e-5
                || (Double.isInfinite(value)
                    && value * far[2] > 0
                    && Math.abs(far[2]) > Math.abs(far[0]) + 1e-5),
            "σ at an infinity is its limit",
            precision.id() + " z = " + infinity,
            "the limit; at 1e10, 1e20 and 1e30 it is " + Arrays.toString(far),
            value);
        double slope = backward(z, forward(z)).get(0, 0);
        Expect.that(
            !Double.isNaN(slope),
            "σ' at an infinity is no NaN",
            precision.id() + " z = " + infinity,
            "a slope",
            slope);
      }
    }
  }

  /** Whether values far out stay, or go on in one direction: those of a sine do neither. */
  private static boolean hasLimit(double[] far) {
    boolean stays = Math.abs(far[0] - far[2]) <= 1e-5 && Math.abs(far[1] - far[2]) <= 1e-5;
    boolean rises = far[0] <= far[1] && far[1] <= far[2];
    boolean falls = far[0] >= far[1] && far[1] >= far[2];
    return stays || rises || falls || Double.isNaN(far[0] + far[1] + far[2]);
  }

  private void propagatesNaN() {
    for (Precision precision : Precision.values()) {
      Matrix z = TestMatrices.normal(precision, 3, 4, 1, 1);
      Matrix clean = forward(z);
      z.set(1, 2, Double.NaN);
      Matrix a = forward(z);
      Expect.bits(
          "σ of NaN is NaN, so that a fault shows",
          Expect.element(precision.id() + " forward", 1, 2),
          Double.NaN,
          a.get(1, 2));
      String rule = "a NaN stays in its row";
      Expect.bits(rule, precision.id() + " rows before", clean.rows(0, 1), a.rows(0, 1));
      Expect.bits(rule, precision.id() + " rows after", clean.rows(2, 3), a.rows(2, 3));
      if (activation instanceof ElementwiseActivation) {
        Expect.bits(
            "a NaN stays in its element",
            Expect.element(precision.id() + " forward", 1, 1),
            clean.get(1, 1),
            a.get(1, 1));
      }
    }
  }

  private void linkIsTrue() {
    if (activation.link() == OutputLink.NONE) {
      return;
    }
    for (double scale : new double[] {1, 4, 30}) {
      Matrix z = TestMatrices.normal(Precision.FLOAT64, 5, 6, scale, 1);
      Matrix a = forward(z);
      Expect.close(
          "the link " + activation.link() + " is declared by exactly that function",
          "z = " + row(z) + " and four rows more",
          Links.apply(activation.link(), z),
          a,
          1e-12);
    }
  }
}
