package org.nn4j.simd;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;

/**
 * The way of one operation on operands of one shape from the scalar loops to the vectors.
 *
 * <p>C2 compiles a loop over vectors after it has run some hundred times, however short. Until then
 * every vector is an object, so the operation is rehearsed on small matrices: with short chains and
 * few rows, then with longer chains, until that is as fast as with the scalar loops. Then the
 * operation itself is tried, whose results are the same. Rehearsals and attempts take at most as
 * long as the scalar loops have taken for this operation, so what a run spends most time with is
 * first, and what it hardly needs is left alone.
 *
 * <p>Thread-safe: one thread at a time rehearses or tries, and the others go on with the scalar
 * loops.
 */
final class Handover {
  /** Greatest extents of a rehearsal's result: a few tiles of a product. */
  private static final int ROWS = 64;

  static final int COLUMNS = 128;

  /** Steps of the chains of each rehearsal; loops over panels and blocks are in the later ones. */
  private static final int[] DEPTHS = {24, 192, 1536};

  /** How often one is repeated before waiting for C2 is all there is to do. */
  private static final int ENOUGH = 400;

  /** The part of the time that repeating it may take after that. */
  private static final int RARELY = 16;

  /** How often one is repeated at most, and the operation tried: then vectors are not faster. */
  private static final int MOST = 10_000;

  /** Nanoseconds to begin with: enough if all is compiled because of another shape. */
  private static final long BEGINNING = 1_000_000;

  private final Rehearsal operation;
  private final Precision precision;
  private final int rows;
  private final int columns;
  private final int depth;
  private final ElementwiseFunction function;
  private final Kernels scalar;
  private final Kernels simd;
  private final LongSupplier clock;

  /** Whether a thread rehearses or tries; the next four fields are its own. */
  private final AtomicBoolean busy = new AtomicBoolean();

  private Matrix[] operands = {};
  private int level = -1;
  private int runs;

  /** How long the scalar loops take for the rehearsal. */
  private long scalarNanos;

  /** Least time that the scalar loops have taken for the operation; racy, like the next two. */
  private long least = Long.MAX_VALUE;

  /** Nanoseconds that may be spent. */
  private long credit = BEGINNING;

  /** Whether the rehearsals are over and the operation itself is to be tried. */
  private boolean ready;

  /** What computes, once that is decided for good. */
  private @Nullable Kernels chosen;

  /**
   * Begins with the scalar loops.
   *
   * @param rows rows of a product's result or of an element-wise operand
   * @param columns columns of the same
   * @param depth steps of a product's chains
   * @param clock nanoseconds
   */
  Handover(
      Rehearsal operation,
      Precision precision,
      int rows,
      int columns,
      int depth,
      ElementwiseFunction function,
      Kernels scalar,
      Kernels simd,
      LongSupplier clock) {
    this.operation = operation;
    this.precision = precision;
    this.rows = rows;
    this.columns = columns;
    this.depth = depth;
    this.function = function;
    this.scalar = scalar;
    this.simd = simd;
    this.clock = clock;
  }

  /** Returns what is decided from the beginning. */
  static Handover decided(Kernels kernels) {
    Handover decided =
        new Handover(
            Rehearsal.ADD,
            Precision.FLOAT32,
            0,
            0,
            0,
            ElementwiseFunction.RELU,
            kernels,
            kernels,
            () -> 0);
    decided.chosen = kernels;
    return decided;
  }

  /** Whether this is about that operation and shape. */
  boolean is(
      Rehearsal otherOperation,
      Precision otherPrecision,
      int otherRows,
      int otherColumns,
      int otherDepth,
      ElementwiseFunction otherFunction) {
    return operation == otherOperation
        && rows == otherRows
        && columns == otherColumns
        && depth == otherDepth
        && function == otherFunction
        && precision == otherPrecision;
  }

  /** Returns the kernels for the next run, which is to be followed by {@link #end}. */
  Kernels next() {
    Kernels decided = chosen;
    if (decided != null) {
      return decided;
    }
    return ready && credit > 0 && busy.compareAndSet(false, true) ? simd : scalar;
  }

  /** Returns when a run starts, 0 where that does not matter any more. */
  long start() {
    return chosen == null ? clock.getAsLong() : 0;
  }

  /**
   * Takes note of a run, and may rehearse.
   *
   * @param used what {@link #next} returned
   * @param start what {@link #start} returned
   */
  void end(Kernels used, long start) {
    if (start == 0) {
      return;
    }
    long nanos = clock.getAsLong() - start;
    if (used == simd) {
      tried(nanos);
      return;
    }
    least = Math.min(least, nanos);
    credit += runs < ENOUGH ? nanos : nanos / RARELY;
    if (!ready && credit > 0 && busy.compareAndSet(false, true)) {
      rehearse();
      busy.set(false);
    }
  }

  private void tried(long nanos) {
    credit -= nanos;
    runs++;
    if (nanos <= least) {
      chosen = simd;
    } else if (runs == MOST) {
      chosen = scalar;
    }
    busy.set(false);
  }

  private void rehearse() {
    if (level < 0) {
      enter(0);
    }
    while (credit > 0 && !ready && chosen == null) {
      long nanos = time(simd);
      credit -= nanos;
      runs++;
      if (nanos <= scalarNanos) {
        enter(level + 1);
      } else if (runs == MOST) {
        chosen = scalar;
      }
    }
  }

  private void enter(int newLevel) {
    level = newLevel;
    runs = 0;
    if (level == DEPTHS.length) {
      operands = new Matrix[0];
      ready = true;
      return;
    }
    int steps = Math.min(depth, DEPTHS[level]);
    operands =
        operation.operands(precision, Math.min(rows, ROWS), Math.min(columns, COLUMNS), steps);
    scalarNanos = Math.min(time(scalar), time(scalar));
  }

  private long time(Kernels kernels) {
    long start = clock.getAsLong();
    operation.run(kernels, function, operands);
    return clock.getAsLong() - start;
  }
}
