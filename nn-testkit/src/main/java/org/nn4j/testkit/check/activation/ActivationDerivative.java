package org.nn4j.testkit.check.activation;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.nn4j.api.Activation;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.testkit.check.Counterexample;
import org.nn4j.testkit.check.support.CheckList;
import org.nn4j.testkit.check.support.Differences;
import org.nn4j.testkit.check.support.Points;
import org.nn4j.testkit.check.support.TestMatrices;

/** Checks σ' against differences of σ, in float64, and that its jumps are declared. */
final class ActivationDerivative {
  private static final int WIDTH = 7;
  private static final double STEP = 1e-3;
  private static final String SLOPE = "σ' is the slope of σ";

  private final Activation activation;
  private final Kernels kernels;

  ActivationDerivative(Activation activation, Kernels kernels) {
    this.activation = activation;
    this.kernels = kernels;
  }

  void addTo(CheckList list) {
    if (activation instanceof ElementwiseActivation elementwise) {
      list.add("σ' jumps at declared kinks alone", () -> jumpsAtKinksAlone(elementwise));
      list.add("derivative is the slope of value", () -> scalarDerivativeFits(elementwise));
    }
    list.add("backward is the derivative of forward", this::backwardFits);
  }

  private double[] kinks() {
    return activation instanceof ElementwiseActivation f ? f.kinks() : new double[0];
  }

  private static void jumpsAtKinksAlone(ElementwiseActivation f) {
    double jump = Points.jump(f::value, f.kinks());
    if (!Double.isNaN(jump)) {
      throw new Counterexample(
          "σ is continuous but at declared kinks",
          "z = " + jump,
          f.value(jump - 1e-8) + " from both sides",
          f.value(jump + 1e-8) + " from above");
    }
    double kink = Points.jump(z -> f.derivative(z, f.value(z)), f.kinks());
    if (!Double.isNaN(kink)) {
      throw undeclared(
          kink,
          f.kinks(),
          f.derivative(kink - 1e-8, f.value(kink - 1e-8)),
          f.derivative(kink + 1e-8, f.value(kink + 1e-8)));
    }
  }

  private static Counterexample undeclared(
      double kink, double[] declared, double below, double above) {
    return new Counterexample(
        "kinks() declares every point where σ' jumps",
        "z = " + kink,
        "kinks() to hold it",
        Arrays.toString(declared) + ", while σ' is " + below + " below and " + above + " above");
  }

  private static void scalarDerivativeFits(ElementwiseActivation f) {
    for (double z : Points.all()) {
      if (!Points.isNear(z, f.kinks(), 1e-6)) {
        compare(f, f::value, z, f.derivative(z, f.value(z)), "derivative, z = " + z);
      }
    }
  }

  /** Checks the gradient of Σ gₖ·aₖ, row by row, element by element. */
  private void backwardFits() {
    double[] points = Points.all();
    for (int from = 0; from + WIDTH <= points.length; from += WIDTH) {
      Matrix z = Matrix.of(Arrays.copyOfRange(points, from, from + WIDTH));
      Matrix g = TestMatrices.normal(z.precision(), 1, WIDTH, 1, from);
      Matrix a = forward(z);
      Matrix gradient = TestMatrices.copy(g);
      activation.backward(z, a, gradient, kernels);
      for (int c = 0; c < WIDTH; c++) {
        int column = c;
        if (!Points.isNear(z.get(0, c), kinks(), 1e-6)) {
          compare(
              activation,
              x -> projection(z, column, x, g),
              z.get(0, c),
              gradient.get(0, c),
              point(z, g, column));
        }
      }
    }
  }

  private Matrix forward(Matrix z) {
    Matrix a = TestMatrices.blank(z.precision(), z.rows(), z.columns());
    activation.forward(z, a, kernels);
    return a;
  }

  private double projection(Matrix z, int column, double x, Matrix g) {
    Matrix moved = TestMatrices.copy(z);
    moved.set(0, column, x);
    Matrix a = forward(moved);
    double sum = 0;
    for (int c = 0; c < a.columns(); c++) {
      // σ of the other elements is subtracted only where σ is element-wise and they cannot move.
      boolean counts = c == column || !(activation instanceof ElementwiseActivation);
      sum = counts ? Math.fma(g.get(0, c), a.get(0, c), sum) : sum;
    }
    return sum;
  }

  private static String point(Matrix z, Matrix g, int column) {
    return "backward, z = "
        + Arrays.toString(z.toRows()[0])
        + ", upstream gradient "
        + Arrays.toString(g.toRows()[0])
        + ", column "
        + column;
  }

  /** Requires that σ' has one slope at a point where it is not that of σ. */
  private static void requireNoKinkOfSlope(ElementwiseActivation f, double z) {
    double at = f.derivative(z, f.value(z));
    double below = (at - f.derivative(z - STEP, f.value(z - STEP))) / STEP;
    double above = (f.derivative(z + STEP, f.value(z + STEP)) - at) / STEP;
    if (Math.abs(above - below) > 0.5 * (Math.abs(above) + Math.abs(below))) {
      throw new Counterexample(
          "kinks() declares every point where σ' or its slope jumps",
          "z = " + z,
          "kinks() to hold it",
          Arrays.toString(f.kinks())
              + ", while σ' changes by "
              + below
              + " per z below and "
              + above
              + " above");
    }
  }

  private static void compare(
      Activation activation, DoubleUnaryOperator f, double z, double derivative, String point) {
    Differences.Misfit misfit = Differences.compare(f, z, derivative);
    if (misfit == null) {
      return;
    }
    boolean elementwise = activation instanceof ElementwiseActivation;
    if (misfit.isKink() && activation instanceof ElementwiseActivation declaring) {
      throw undeclared(z, declaring.kinks(), misfit.left(), misfit.right());
    }
    if (activation instanceof ElementwiseActivation smooth) {
      requireNoKinkOfSlope(smooth, z);
    }
    if (elementwise || !misfit.allows(derivative)) {
      throw new Counterexample(SLOPE, point, misfit, derivative);
    }
  }
}
