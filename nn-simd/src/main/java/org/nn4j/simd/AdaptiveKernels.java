package org.nn4j.simd;

import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;

/**
 * Kernels that begin with the scalar loops and move to vectors, operation by operation and shape by
 * shape, as soon as those are faster.
 *
 * <p>Until C2 has compiled a loop over vectors, every vector is an object, and the loop is a
 * hundred times slower than its scalar twin: a short run would end before it pays. {@link Races}
 * tells who is ahead. Both have the same bits, so nobody sees the change but a clock.
 */
final class AdaptiveKernels implements Kernels {
  static final String NAME = "adaptive";

  private final Races races;

  AdaptiveKernels() {
    this(new Races(new ScalarKernels(), new SimdKernels(), Races.PATIENCE));
  }

  AdaptiveKernels(Races races) {
    this.races = races;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void affine(Matrix a, Matrix w, Matrix bias, Matrix z) {
    long work = (long) a.size() * w.columns();
    races.leader(Task.AFFINE, null, work, a, w, bias, z).affine(a, w, bias, z);
  }

  @Override
  public void weightGradient(Matrix a, Matrix delta, Matrix weightGradient, Matrix biasGradient) {
    long work = (long) a.size() * delta.columns();
    races
        .leader(Task.WEIGHT_GRADIENT, null, work, a, delta, weightGradient, biasGradient)
        .weightGradient(a, delta, weightGradient, biasGradient);
  }

  @Override
  public void inputGradient(Matrix delta, Matrix w, Matrix inputGradient) {
    long work = (long) delta.size() * w.rows();
    races
        .leader(Task.INPUT_GRADIENT, null, work, delta, w, inputGradient, null)
        .inputGradient(delta, w, inputGradient);
  }

  @Override
  public void apply(ElementwiseFunction function, double alpha, Matrix z, Matrix a) {
    races.leader(Task.APPLY, function, work(z), z, a, null, null).apply(function, alpha, z, a);
  }

  @Override
  public void applyGradient(
      ElementwiseFunction function, double alpha, Matrix z, Matrix a, Matrix gradient) {
    races
        .leader(Task.APPLY_GRADIENT, function, work(z), z, a, gradient, null)
        .applyGradient(function, alpha, z, a, gradient);
  }

  @Override
  public void softmax(Matrix z, Matrix a) {
    races.leader(Task.SOFTMAX, null, work(z), z, a, null, null).softmax(z, a);
  }

  @Override
  public void softmaxGradient(Matrix a, Matrix gradient) {
    races
        .leader(Task.SOFTMAX_GRADIENT, null, work(a), a, gradient, null, null)
        .softmaxGradient(a, gradient);
  }

  @Override
  public void logSoftmax(Matrix z, Matrix a) {
    races.leader(Task.LOG_SOFTMAX, null, work(z), z, a, null, null).logSoftmax(z, a);
  }

  @Override
  public void logSoftmaxGradient(Matrix a, Matrix gradient) {
    races
        .leader(Task.LOG_SOFTMAX_GRADIENT, null, work(a), a, gradient, null, null)
        .logSoftmaxGradient(a, gradient);
  }

  @Override
  public void add(Matrix a, Matrix b, Matrix c) {
    races.leader(Task.ADD, null, work(a), a, b, c, null).add(a, b, c);
  }

  @Override
  public void multiply(Matrix a, Matrix b, Matrix c) {
    races.leader(Task.MULTIPLY, null, work(a), a, b, c, null).multiply(a, b, c);
  }

  @Override
  public void scaleShiftColumns(Matrix a, Matrix scale, Matrix shift, Matrix c) {
    races
        .leader(Task.SCALE_SHIFT_COLUMNS, null, work(a), a, scale, shift, c)
        .scaleShiftColumns(a, scale, shift, c);
  }

  @Override
  public void scaleShiftRows(Matrix a, Matrix scale, Matrix shift, Matrix c) {
    races
        .leader(Task.SCALE_SHIFT_ROWS, null, work(a), a, scale, shift, c)
        .scaleShiftRows(a, scale, shift, c);
  }

  @Override
  public void columnSums(Matrix a, Matrix sums) {
    races.leader(Task.COLUMN_SUMS, null, work(a), a, sums, null, null).columnSums(a, sums);
  }

  @Override
  public void columnDots(Matrix a, Matrix b, Matrix sums) {
    races.leader(Task.COLUMN_DOTS, null, work(a), a, b, sums, null).columnDots(a, b, sums);
  }

  @Override
  public void rowSums(Matrix a, Matrix sums) {
    races.leader(Task.ROW_SUMS, null, work(a), a, sums, null, null).rowSums(a, sums);
  }

  @Override
  public void rowDots(Matrix a, Matrix b, Matrix sums) {
    races.leader(Task.ROW_DOTS, null, work(a), a, b, sums, null).rowDots(a, b, sums);
  }

  /** An element costs about as much as so many products of two numbers. */
  private static long work(Matrix m) {
    return 32L * m.size();
  }
}
