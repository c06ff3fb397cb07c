package org.nn4j.core.parallel;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.core.network.Network;

/**
 * Kernels that divide the output of large operations among the threads of a {@link WorkerPool};
 * small ones run on the caller's thread.
 *
 * <p>Results have the same bits as those of the wrapped kernels. Nothing is allocated for operands
 * seen before. Safe for use by several threads, like the pool.
 */
public final class ParallelKernels implements Kernels {
  /** Cost of an element of a sum or of a function without transcendental parts. */
  private static final int CHEAP = 8;

  /** Cost of an element of other functions. */
  private static final int DEAR = 32;

  private final Kernels kernels;
  private final Region region;

  /**
   * Creates kernels that divide the work of others.
   *
   * @param kernels the kernels that compute the parts
   * @param pool the worker pool
   */
  public ParallelKernels(Kernels kernels, WorkerPool pool) {
    this.kernels = kernels;
    this.region = new Region(kernels, pool);
  }

  /**
   * Returns a network's kernels with their work divided, or as they are where none of its
   * operations is large enough: then a step need not even check.
   *
   * @param rows greatest number of rows of a batch
   */
  public static Kernels of(Network network, int rows, WorkerPool pool) {
    long work = (long) rows * network.parameters().trainable().size();
    return pool.parts(work) > 1 ? new ParallelKernels(network.kernels(), pool) : network.kernels();
  }

  @Override
  public String name() {
    return kernels.name();
  }

  @Override
  public void affine(Matrix a, Matrix w, Matrix bias, Matrix z) {
    if (!divided(Operation.AFFINE, work(z, a.columns()), a, w, bias, z)) {
      kernels.affine(a, w, bias, z);
    }
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
    boolean done =
        region.open(work(z, a.columns() + cost(function)))
            && region
                .add(Operation.AFFINE, a, w, bias, z)
                .add(Operation.APPLY, function, alpha, z, y, null, null)
                .run();
    if (!done) {
      kernels.affine(a, w, bias, function, alpha, z, y);
    }
  }

  @Override
  public void weightGradient(Matrix a, Matrix delta, Matrix weightGradient, Matrix biasGradient) {
    long work = work(weightGradient, a.rows());
    if (!divided(Operation.WEIGHT_GRADIENT, work, a, delta, weightGradient, biasGradient)) {
      kernels.weightGradient(a, delta, weightGradient, biasGradient);
    }
  }

  @Override
  public void inputGradient(Matrix delta, Matrix w, Matrix inputGradient) {
    long work = work(inputGradient, delta.columns());
    if (!divided(Operation.INPUT_GRADIENT, work, delta, w, inputGradient, null)) {
      kernels.inputGradient(delta, w, inputGradient);
    }
  }

  @Override
  public void affineGradient(
      Matrix a,
      Matrix delta,
      Matrix w,
      Matrix weightGradient,
      Matrix biasGradient,
      Matrix inputGradient) {
    boolean done =
        region.open(work(w, 2 * a.rows()))
            && region
                .add(Operation.WEIGHT_GRADIENT, a, delta, weightGradient, biasGradient)
                .add(Operation.INPUT_GRADIENT, delta, w, inputGradient, null)
                .run();
    if (!done) {
      kernels.affineGradient(a, delta, w, weightGradient, biasGradient, inputGradient);
    }
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
    boolean done =
        region.open(work(w, 2 * a.rows()) + work(z, cost(function)))
            && region
                .add(Operation.WEIGHT_GRADIENT, a, delta, weightGradient, biasGradient)
                .add(Operation.INPUT_GRADIENT, delta, w, inputDelta, null)
                .add(Operation.APPLY_GRADIENT, function, alpha, z, a, inputDelta, null)
                .run();
    if (!done) {
      kernels.affineGradient(
          a, delta, w, weightGradient, biasGradient, function, alpha, z, inputDelta);
    }
  }

  @Override
  public void apply(ElementwiseFunction function, double alpha, Matrix z, Matrix a) {
    boolean done =
        region.open(work(z, cost(function)))
            && region.add(Operation.APPLY, function, alpha, z, a, null, null).run();
    if (!done) {
      kernels.apply(function, alpha, z, a);
    }
  }

  @Override
  public void applyGradient(
      ElementwiseFunction function, double alpha, Matrix z, Matrix a, Matrix gradient) {
    boolean done =
        region.open(work(z, cost(function)))
            && region.add(Operation.APPLY_GRADIENT, function, alpha, z, a, gradient, null).run();
    if (!done) {
      kernels.applyGradient(function, alpha, z, a, gradient);
    }
  }

  @Override
  public void softmax(Matrix z, Matrix a) {
    if (!divided(Operation.SOFTMAX, work(z, DEAR), z, a, null, null)) {
      kernels.softmax(z, a);
    }
  }

  @Override
  public void softmaxGradient(Matrix a, Matrix gradient) {
    if (!divided(Operation.SOFTMAX_GRADIENT, work(a, CHEAP), a, gradient, null, null)) {
      kernels.softmaxGradient(a, gradient);
    }
  }

  @Override
  public void logSoftmax(Matrix z, Matrix a) {
    if (!divided(Operation.LOG_SOFTMAX, work(z, DEAR), z, a, null, null)) {
      kernels.logSoftmax(z, a);
    }
  }

  @Override
  public void logSoftmaxGradient(Matrix a, Matrix gradient) {
    if (!divided(Operation.LOG_SOFTMAX_GRADIENT, work(a, DEAR), a, gradient, null, null)) {
      kernels.logSoftmaxGradient(a, gradient);
    }
  }

  @Override
  public void add(Matrix a, Matrix b, Matrix c) {
    if (!divided(Operation.ADD, work(a, CHEAP), a, b, c, null)) {
      kernels.add(a, b, c);
    }
  }

  @Override
  public void multiply(Matrix a, Matrix b, Matrix c) {
    if (!divided(Operation.MULTIPLY, work(a, CHEAP), a, b, c, null)) {
      kernels.multiply(a, b, c);
    }
  }

  @Override
  public void scaleShiftColumns(Matrix a, Matrix scale, Matrix shift, Matrix c) {
    if (!divided(Operation.SCALE_SHIFT_COLUMNS, work(a, CHEAP), a, scale, shift, c)) {
      kernels.scaleShiftColumns(a, scale, shift, c);
    }
  }

  @Override
  public void scaleShiftRows(Matrix a, Matrix scale, Matrix shift, Matrix c) {
    if (!divided(Operation.SCALE_SHIFT_ROWS, work(a, CHEAP), a, scale, shift, c)) {
      kernels.scaleShiftRows(a, scale, shift, c);
    }
  }

  @Override
  public void columnSums(Matrix a, Matrix sums) {
    if (!divided(Operation.COLUMN_SUMS, work(a, CHEAP), a, sums, null, null)) {
      kernels.columnSums(a, sums);
    }
  }

  @Override
  public void columnDots(Matrix a, Matrix b, Matrix sums) {
    if (!divided(Operation.COLUMN_DOTS, work(a, CHEAP), a, b, sums, null)) {
      kernels.columnDots(a, b, sums);
    }
  }

  @Override
  public void rowSums(Matrix a, Matrix sums) {
    if (!divided(Operation.ROW_SUMS, work(a, CHEAP), a, sums, null, null)) {
      kernels.rowSums(a, sums);
    }
  }

  @Override
  public void rowDots(Matrix a, Matrix b, Matrix sums) {
    if (!divided(Operation.ROW_DOTS, work(a, CHEAP), a, b, sums, null)) {
      kernels.rowDots(a, b, sums);
    }
  }

  @Override
  public void unitBytes(byte[] bytes, int from, Matrix x, int row) {
    kernels.unitBytes(bytes, from, x, row);
  }

  private static long work(Matrix matrix, int each) {
    return (long) matrix.size() * each;
  }

  private static int cost(ElementwiseFunction function) {
    return switch (function) {
      case RELU, RELU6, LEAKY_RELU, HARD_TANH, HARD_SIGMOID, HARD_SWISH, SOFTSIGN -> CHEAP;
      default -> DEAR;
    };
  }

  /** Runs an operation on the pool; returns false if the caller has to run it. */
  private boolean divided(
      Operation operation,
      long work,
      Matrix m0,
      Matrix m1,
      @Nullable Matrix m2,
      @Nullable Matrix m3) {
    return region.open(work) && region.add(operation, m0, m1, m2, m3).run();
  }
}
