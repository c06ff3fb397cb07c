package org.nn4j.simd;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;

/**
 * Kernels that start with the scalar loops and switch to vectors when a run turns out to be long.
 *
 * <p>Until C2 has compiled a loop over vectors, every vector is an object, and the loop is a
 * hundred times slower than its scalar twin: warming up costs about a second, and a short run would
 * end before that pays off. So vectors are not used until the scalar loops have run for about half
 * of that time. A run takes at most some three times as long as with the better of the two, and a
 * long run as long as with vectors. Both compute the same bits, so only a clock shows the switch.
 *
 * <p>Thread-safe.
 */
final class AdaptiveKernels implements Kernels {
  static final String NAME = "adaptive";

  /** Products of two numbers that the scalar loops compute in some 0.4 seconds. */
  static final long PATIENCE = 8_000_000_000L;

  /** Work below this takes some tens of nanoseconds, which vectors do not shorten. */
  private static final long LEAST_WORK = 1024;

  private final Kernels scalar;
  private final Supplier<Kernels> vectors;
  private final long patience;

  /**
   * Null until it is needed: a short run loads nothing of the Vector API. Two are as good as one.
   */
  private @Nullable Kernels simd;

  /** Racy on purpose: a lost addition only delays the switch a little. */
  private long done;

  AdaptiveKernels() {
    this(new ScalarKernels(), SimdKernels::new, PATIENCE);
  }

  /**
   * Creates adaptive kernels.
   *
   * @param vectors creates the other kernels when it is time to switch to them
   * @param patience work to do with the scalar kernels, in products of two numbers
   */
  AdaptiveKernels(Kernels scalar, Supplier<Kernels> vectors, long patience) {
    this.scalar = scalar;
    this.vectors = vectors;
    this.patience = patience;
  }

  /** Returns the kernels for an operation of that many products of two numbers. */
  private Kernels on(long work) {
    if (work < LEAST_WORK) {
      return scalar;
    }
    if (done <= patience) {
      done += work;
    }
    return done > patience ? simd() : scalar;
  }

  private Kernels simd() {
    Kernels present = simd;
    if (present == null) {
      present = vectors.get();
      simd = present;
    }
    return present;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void affine(Matrix a, Matrix w, Matrix bias, Matrix z) {
    long work = (long) a.size() * w.columns();
    on(work).affine(a, w, bias, z);
  }

  @Override
  public void affine(
      Matrix a,
      Matrix w,
      Matrix bias,
      ElementwiseFunction function,
      double alpha,
      Matrix z,
      Matrix y) {
    long work = (long) a.size() * w.columns() + work(z);
    on(work).affine(a, w, bias, function, alpha, z, y);
  }

  @Override
  public void weightGradient(Matrix a, Matrix delta, Matrix weightGradient, Matrix biasGradient) {
    long work = (long) a.size() * delta.columns();
    on(work).weightGradient(a, delta, weightGradient, biasGradient);
  }

  @Override
  public void inputGradient(Matrix delta, Matrix w, Matrix inputGradient) {
    long work = (long) delta.size() * w.rows();
    on(work).inputGradient(delta, w, inputGradient);
  }

  @Override
  public void affineGradient(
      Matrix a,
      Matrix delta,
      Matrix w,
      Matrix weightGradient,
      Matrix biasGradient,
      Matrix inputGradient) {
    long work = 2L * a.size() * delta.columns();
    on(work).affineGradient(a, delta, w, weightGradient, biasGradient, inputGradient);
  }

  @Override
  public void affineGradient(
      Matrix a,
      Matrix delta,
      Matrix w,
      Matrix weightGradient,
      Matrix biasGradient,
      ElementwiseFunction function,
      double alpha,
      Matrix z,
      Matrix inputDelta) {
    long work = 2L * a.size() * delta.columns() + work(z);
    on(work)
        .affineGradient(a, delta, w, weightGradient, biasGradient, function, alpha, z, inputDelta);
  }

  @Override
  public void apply(ElementwiseFunction function, double alpha, Matrix z, Matrix a) {
    on(work(z)).apply(function, alpha, z, a);
  }

  @Override
  public void applyGradient(
      ElementwiseFunction function, double alpha, Matrix z, Matrix a, Matrix gradient) {
    on(work(z)).applyGradient(function, alpha, z, a, gradient);
  }

  @Override
  public void softmax(Matrix z, Matrix a) {
    on(work(z)).softmax(z, a);
  }

  @Override
  public void softmaxGradient(Matrix a, Matrix gradient) {
    on(work(a)).softmaxGradient(a, gradient);
  }

  @Override
  public void logSoftmax(Matrix z, Matrix a) {
    on(work(z)).logSoftmax(z, a);
  }

  @Override
  public void logSoftmaxGradient(Matrix a, Matrix gradient) {
    on(work(a)).logSoftmaxGradient(a, gradient);
  }

  @Override
  public void add(Matrix a, Matrix b, Matrix c) {
    on(work(a)).add(a, b, c);
  }

  @Override
  public void multiply(Matrix a, Matrix b, Matrix c) {
    on(work(a)).multiply(a, b, c);
  }

  @Override
  public void scaleShiftColumns(Matrix a, Matrix scale, Matrix shift, Matrix c) {
    on(work(a)).scaleShiftColumns(a, scale, shift, c);
  }

  @Override
  public void scaleShiftRows(Matrix a, Matrix scale, Matrix shift, Matrix c) {
    on(work(a)).scaleShiftRows(a, scale, shift, c);
  }

  @Override
  public void columnSums(Matrix a, Matrix sums) {
    on(work(a)).columnSums(a, sums);
  }

  @Override
  public void columnDots(Matrix a, Matrix b, Matrix sums) {
    on(work(a)).columnDots(a, b, sums);
  }

  @Override
  public void rowSums(Matrix a, Matrix sums) {
    on(work(a)).rowSums(a, sums);
  }

  @Override
  public void rowDots(Matrix a, Matrix b, Matrix sums) {
    on(work(a)).rowDots(a, b, sums);
  }

  /** Returns the work of an element-wise operation: an element costs about 32 products. */
  private static long work(Matrix m) {
    return 32L * m.size();
  }
}
