package org.nn4j.simd;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;

/**
 * Kernels that start with the scalar loops and hand over to vectors, each operation when its
 * vectors have become faster.
 *
 * <p>Until C2 has compiled a loop over vectors, every vector is an object, and the loop is a
 * hundred times slower than its scalar twin. So a run whose work is done within a tenth of a second
 * never meets vectors. In a longer one the scalar loops go on while {@link Handover} has the
 * vectors' compiled. Both compute the same bits, so only a clock shows the change.
 *
 * <p>Thread-safe.
 */
final class AdaptiveKernels implements Kernels {
  static final String NAME = "adaptive";

  /** Products of two numbers that the scalar loops compute in some 0.1 seconds. */
  static final long PATIENCE = 1_000_000_000L;

  /** Work below this takes some tens of nanoseconds, which vectors do not shorten. */
  private static final long LEAST_WORK = 1024;

  /** Products that take as long as the conversion of a byte. */
  private static final int BYTE_WORK = 8;

  /** Slots for operations, a power of two; when half are taken, new shapes get vectors at once. */
  private static final int SIZE = 2048;

  private final Kernels scalar;
  private final Supplier<Kernels> vectors;
  private final long patience;
  private final LongSupplier clock;
  private final Handover alwaysScalar;

  /** Null until it is needed: a short run loads nothing of the Vector API. */
  private @Nullable Kernels simd;

  /** A hash table: written by one thread at a time, read by all without waiting. */
  private final AtomicReferenceArray<@Nullable Handover> table = new AtomicReferenceArray<>(SIZE);

  private int taken;

  /** What further operations share once half of the table is taken; null until then. */
  private volatile @Nullable Handover alwaysSimd;

  /** Racy on purpose: a lost addition only delays the first rehearsal a little. */
  private long done;

  AdaptiveKernels() {
    this(new ScalarKernels(), SimdKernels::new, PATIENCE, System::nanoTime);
  }

  /**
   * Creates adaptive kernels.
   *
   * @param vectors creates the other kernels when it is time to switch to them
   * @param patience work to do with the scalar kernels, in products of two numbers
   * @param clock nanoseconds
   */
  AdaptiveKernels(Kernels scalar, Supplier<Kernels> vectors, long patience, LongSupplier clock) {
    this.scalar = scalar;
    this.vectors = vectors;
    this.patience = patience;
    this.clock = clock;
    this.alwaysScalar = Handover.decided(scalar);
  }

  /** Returns the state of a product. */
  private Handover product(Rehearsal operation, Matrix result, int depth) {
    long work = (long) result.size() * depth;
    return of(operation, work, result, depth, ElementwiseFunction.RELU);
  }

  private Handover of(Rehearsal operation, Matrix m) {
    return of(operation, m, ElementwiseFunction.RELU);
  }

  /** Returns the state of an element-wise operation: an element costs about 32 products. */
  private Handover of(Rehearsal operation, Matrix m, ElementwiseFunction function) {
    return of(operation, 32L * m.size(), m, 1, function);
  }

  private Handover of(
      Rehearsal operation, long work, Matrix m, int depth, ElementwiseFunction function) {
    if (work < LEAST_WORK) {
      return alwaysScalar;
    }
    if (done <= patience) {
      done += work;
      return alwaysScalar;
    }
    Handover found = table.getAcquire(slot(operation, m, depth, function));
    found = found == null ? alwaysSimd : found;
    return found != null ? found : add(operation, m, depth, function);
  }

  /** Returns the slot of an operation, or the empty one where it belongs. */
  private int slot(Rehearsal operation, Matrix m, int depth, ElementwiseFunction function) {
    int hash = 31 * operation.hashCode() + function.hashCode();
    hash = (31 * (31 * (31 * hash + m.rows()) + m.columns()) + depth) * 0x9E3779B9;
    int slot = (hash ^ hash >>> 16) & (SIZE - 1);
    Handover found = table.getAcquire(slot);
    while (found != null
        && !found.is(operation, m.precision(), m.rows(), m.columns(), depth, function)) {
      slot = (slot + 1) & (SIZE - 1);
      found = table.getAcquire(slot);
    }
    return slot;
  }

  private synchronized Handover add(
      Rehearsal operation, Matrix m, int depth, ElementwiseFunction function) {
    if (simd == null) {
      simd = vectors.get();
    }
    int slot = slot(operation, m, depth, function);
    Handover found = table.getAcquire(slot);
    if (found == null) {
      taken++;
      if (taken == SIZE / 2) {
        alwaysSimd = Handover.decided(simd);
      }
      found =
          new Handover(
              operation,
              m.precision(),
              m.rows(),
              m.columns(),
              depth,
              function,
              scalar,
              simd,
              clock);
      table.setRelease(slot, found);
    }
    return found;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void affine(Matrix a, Matrix w, Matrix bias, Matrix z) {
    Handover state = product(Rehearsal.AFFINE, z, a.columns());
    Kernels kernels = state.next();
    long start = state.start();
    kernels.affine(a, w, bias, z);
    state.end(kernels, start);
  }

  @Override
  public void weightGradient(Matrix a, Matrix delta, Matrix weightGradient, Matrix biasGradient) {
    Handover state = product(Rehearsal.WEIGHT_GRADIENT, weightGradient, a.rows());
    Kernels kernels = state.next();
    long start = state.start();
    kernels.weightGradient(a, delta, weightGradient, biasGradient);
    state.end(kernels, start);
  }

  @Override
  public void inputGradient(Matrix delta, Matrix w, Matrix inputGradient) {
    Handover state = product(Rehearsal.INPUT_GRADIENT, inputGradient, delta.columns());
    Kernels kernels = state.next();
    long start = state.start();
    kernels.inputGradient(delta, w, inputGradient);
    state.end(kernels, start);
  }

  @Override
  public void apply(ElementwiseFunction function, double alpha, Matrix z, Matrix a) {
    Handover state = of(Rehearsal.APPLY, z, function);
    Kernels kernels = state.next();
    long start = state.start();
    kernels.apply(function, alpha, z, a);
    state.end(kernels, start);
  }

  @Override
  public void applyGradient(
      ElementwiseFunction function, double alpha, Matrix z, Matrix a, Matrix gradient) {
    Handover state = of(Rehearsal.APPLY_GRADIENT, z, function);
    Kernels kernels = state.next();
    long start = state.start();
    kernels.applyGradient(function, alpha, z, a, gradient);
    state.end(kernels, start);
  }

  @Override
  public void softmax(Matrix z, Matrix a) {
    Handover state = of(Rehearsal.SOFTMAX, z);
    Kernels kernels = state.next();
    long start = state.start();
    kernels.softmax(z, a);
    state.end(kernels, start);
  }

  @Override
  public void softmaxGradient(Matrix a, Matrix gradient) {
    Handover state = of(Rehearsal.SOFTMAX_GRADIENT, a);
    Kernels kernels = state.next();
    long start = state.start();
    kernels.softmaxGradient(a, gradient);
    state.end(kernels, start);
  }

  @Override
  public void logSoftmax(Matrix z, Matrix a) {
    Handover state = of(Rehearsal.LOG_SOFTMAX, z);
    Kernels kernels = state.next();
    long start = state.start();
    kernels.logSoftmax(z, a);
    state.end(kernels, start);
  }

  @Override
  public void logSoftmaxGradient(Matrix a, Matrix gradient) {
    Handover state = of(Rehearsal.LOG_SOFTMAX_GRADIENT, a);
    Kernels kernels = state.next();
    long start = state.start();
    kernels.logSoftmaxGradient(a, gradient);
    state.end(kernels, start);
  }

  @Override
  public void add(Matrix a, Matrix b, Matrix c) {
    Handover state = of(Rehearsal.ADD, a);
    Kernels kernels = state.next();
    long start = state.start();
    kernels.add(a, b, c);
    state.end(kernels, start);
  }

  @Override
  public void multiply(Matrix a, Matrix b, Matrix c) {
    Handover state = of(Rehearsal.MULTIPLY, a);
    Kernels kernels = state.next();
    long start = state.start();
    kernels.multiply(a, b, c);
    state.end(kernels, start);
  }

  @Override
  public void scaleShiftColumns(Matrix a, Matrix scale, Matrix shift, Matrix c) {
    Handover state = of(Rehearsal.SCALE_SHIFT_COLUMNS, a);
    Kernels kernels = state.next();
    long start = state.start();
    kernels.scaleShiftColumns(a, scale, shift, c);
    state.end(kernels, start);
  }

  @Override
  public void scaleShiftRows(Matrix a, Matrix scale, Matrix shift, Matrix c) {
    Handover state = of(Rehearsal.SCALE_SHIFT_ROWS, a);
    Kernels kernels = state.next();
    long start = state.start();
    kernels.scaleShiftRows(a, scale, shift, c);
    state.end(kernels, start);
  }

  @Override
  public void columnSums(Matrix a, Matrix sums) {
    Handover state = of(Rehearsal.COLUMN_SUMS, a);
    Kernels kernels = state.next();
    long start = state.start();
    kernels.columnSums(a, sums);
    state.end(kernels, start);
  }

  @Override
  public void columnDots(Matrix a, Matrix b, Matrix sums) {
    Handover state = of(Rehearsal.COLUMN_DOTS, a);
    Kernels kernels = state.next();
    long start = state.start();
    kernels.columnDots(a, b, sums);
    state.end(kernels, start);
  }

  @Override
  public void rowSums(Matrix a, Matrix sums) {
    Handover state = of(Rehearsal.ROW_SUMS, a);
    Kernels kernels = state.next();
    long start = state.start();
    kernels.rowSums(a, sums);
    state.end(kernels, start);
  }

  @Override
  public void rowDots(Matrix a, Matrix b, Matrix sums) {
    Handover state = of(Rehearsal.ROW_DOTS, a);
    Kernels kernels = state.next();
    long start = state.start();
    kernels.rowDots(a, b, sums);
    state.end(kernels, start);
  }

  @Override
  public void unitBytes(byte[] bytes, int from, Matrix x, int row) {
    long work = (long) BYTE_WORK * x.columns();
    Handover state = of(Rehearsal.UNIT_BYTES, work, x, 1, ElementwiseFunction.RELU);
    Kernels kernels = state.next();
    long start = state.start();
    kernels.unitBytes(bytes, from, x, row);
    state.end(kernels, start);
  }
}
