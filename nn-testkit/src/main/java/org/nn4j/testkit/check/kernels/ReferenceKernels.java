package org.nn4j.testkit.check.kernels;

import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.testkit.reference.Exact;
import org.nn4j.testkit.reference.Formulas;

/**
 * Kernels in the plainest loops that have the stated orders of operations, which other kernels are
 * compared with. Slow, and they allocate.
 *
 * <p>Element-wise functions are computed in float64 by {@link Formulas} and rounded once, so that
 * other kernels agree with them but for roundings.
 */
public final class ReferenceKernels implements Kernels {

  /** Creates kernels, which hold no state. */
  public ReferenceKernels() {}

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public void affine(Matrix a, Matrix w, Matrix bias, Matrix z) {
    Exact exact = new Exact(a.precision());
    fill(z, (i, j) -> exact.chain(bias.get(0, j), a.columns(), k -> a.get(i, k), k -> w.get(k, j)));
  }

  @Override
  public void weightGradient(Matrix a, Matrix delta, Matrix weightGradient, Matrix biasGradient) {
    Exact exact = new Exact(a.precision());
    fill(
        weightGradient, (k, j) -> exact.chain(0, a.rows(), i -> a.get(i, k), i -> delta.get(i, j)));
    columnSums(delta, biasGradient);
  }

  @Override
  public void inputGradient(Matrix delta, Matrix w, Matrix inputGradient) {
    Exact exact = new Exact(delta.precision());
    fill(
        inputGradient,
        (i, k) -> exact.chain(0, delta.columns(), j -> delta.get(i, j), j -> w.get(k, j)));
  }

  @Override
  public void apply(ElementwiseFunction function, double alpha, Matrix z, Matrix a) {
    fill(a, (r, c) -> Formulas.value(function, alpha, z.get(r, c)));
  }

  @Override
  public void applyGradient(
      ElementwiseFunction function, double alpha, Matrix z, Matrix a, Matrix gradient) {
    fill(
        gradient, (r, c) -> gradient.get(r, c) * Formulas.derivative(function, alpha, z.get(r, c)));
  }

  @Override
  public void softmax(Matrix z, Matrix a) {
    Exact exact = new Exact(z.precision());
    for (int r = 0; r < z.rows(); r++) {
      double[] powers = powers(exact, z, r);
      double sum = exact.sum16(powers.length, c -> powers[c]);
      fill(a.rows(r, r + 1), (i, c) -> exact.divide(powers[c], sum));
    }
  }

  private static double[] powers(Exact exact, Matrix z, int row) {
    double most = most(z, row);
    double[] powers = new double[z.columns()];
    for (int c = 0; c < powers.length; c++) {
      powers[c] = exact.exp(exact.add(z.get(row, c), -most));
    }
    return powers;
  }

  private static double most(Matrix z, int row) {
    double most = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < z.columns(); c++) {
      most = Math.max(most, z.get(row, c));
    }
    return most;
  }

  @Override
  public void softmaxGradient(Matrix a, Matrix gradient) {
    Exact exact = new Exact(a.precision());
    for (int r = 0; r < a.rows(); r++) {
      int row = r;
      double dot = exact.dot16(a.columns(), c -> gradient.get(row, c), c -> a.get(row, c));
      fill(
          gradient.rows(r, r + 1),
          (i, c) -> exact.multiply(a.get(row, c), exact.add(gradient.get(row, c), -dot)));
    }
  }

  @Override
  public void logSoftmax(Matrix z, Matrix a) {
    Exact exact = new Exact(z.precision());
    for (int r = 0; r < z.rows(); r++) {
      int row = r;
      double[] powers = powers(exact, z, r);
      double most = most(z, r);
      double log = exact.log(exact.sum16(powers.length, c -> powers[c]));
      fill(a.rows(r, r + 1), (i, c) -> exact.add(exact.add(z.get(row, c), -most), -log));
    }
  }

  @Override
  public void logSoftmaxGradient(Matrix a, Matrix gradient) {
    Exact exact = new Exact(a.precision());
    for (int r = 0; r < a.rows(); r++) {
      int row = r;
      double sum = exact.sum16(a.columns(), c -> gradient.get(row, c));
      fill(
          gradient.rows(r, r + 1),
          (i, c) ->
              exact.add(gradient.get(row, c), -exact.multiply(exact.exp(a.get(row, c)), sum)));
    }
  }

  @Override
  public void add(Matrix a, Matrix b, Matrix c) {
    Exact exact = new Exact(a.precision());
    fill(c, (i, j) -> exact.add(a.get(i, j), b.get(i, j)));
  }

  @Override
  public void multiply(Matrix a, Matrix b, Matrix c) {
    Exact exact = new Exact(a.precision());
    fill(c, (i, j) -> exact.multiply(a.get(i, j), b.get(i, j)));
  }

  @Override
  public void scaleShiftColumns(Matrix a, Matrix scale, Matrix shift, Matrix c) {
    Exact exact = new Exact(a.precision());
    fill(c, (i, j) -> exact.fma(a.get(i, j), scale.get(0, j), shift.get(0, j)));
  }

  @Override
  public void scaleShiftRows(Matrix a, Matrix scale, Matrix shift, Matrix c) {
    Exact exact = new Exact(a.precision());
    fill(c, (i, j) -> exact.fma(a.get(i, j), scale.get(i, 0), shift.get(i, 0)));
  }

  @Override
  public void columnSums(Matrix a, Matrix sums) {
    Exact exact = new Exact(a.precision());
    fill(sums, (i, j) -> exact.sum(a.rows(), r -> a.get(r, j)));
  }

  @Override
  public void columnDots(Matrix a, Matrix b, Matrix sums) {
    Exact exact = new Exact(a.precision());
    fill(sums, (i, j) -> exact.chain(0, a.rows(), r -> a.get(r, j), r -> b.get(r, j)));
  }

  @Override
  public void rowSums(Matrix a, Matrix sums) {
    Exact exact = new Exact(a.precision());
    fill(sums, (i, j) -> exact.sum16(a.columns(), c -> a.get(i, c)));
  }

  @Override
  public void rowDots(Matrix a, Matrix b, Matrix sums) {
    Exact exact = new Exact(a.precision());
    fill(sums, (i, j) -> exact.dot16(a.columns(), c -> a.get(i, c), c -> b.get(i, c)));
  }

  /** The formula of an element. */
  private interface Element {
    double at(int row, int column);
  }

  private static void fill(Matrix target, Element element) {
    for (int r = 0; r < target.rows(); r++) {
      for (int c = 0; c < target.columns(); c++) {
        target.set(r, c, element.at(r, c));
      }
    }
  }
}
