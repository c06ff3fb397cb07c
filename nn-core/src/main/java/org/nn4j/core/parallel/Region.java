package org.nn4j.core.parallel;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;

/**
 * A parallel region: a sequence of operations, of each of which every thread of a {@link
 * WorkerPool} computes one tile, without waiting for the other threads in between.
 *
 * <p>So an operation may read what an earlier one wrote only if both are cut into the same tiles,
 * and only its own tile. A region is used again and again: {@link #open}, {@link #add}, {@link
 * #run}. Nothing is allocated for operands seen before. Safe for use by several threads: the region
 * is open to one of them at a time.
 */
final class Region implements SharedTask {
  private static final int MOST_OPERATIONS = 3;

  private final WorkerPool pool;
  private final TiledOperations operations;
  private final AtomicBoolean taken = new AtomicBoolean();

  // Belongs to the thread that has opened the region.
  private final @Nullable TiledOperation[] sequence = new TiledOperation[MOST_OPERATIONS];
  private int length;
  private int asked;
  private int parts;
  private boolean fits;

  /**
   * Creates a closed region.
   *
   * @param kernels the kernels that compute the tiles
   * @param pool the worker pool
   */
  Region(Kernels kernels, WorkerPool pool) {
    this.pool = pool;
    this.operations = new TiledOperations(kernels);
  }

  /**
   * Opens the region; returns false if the work is too small or another thread has opened it.
   *
   * @param work the cost of all its operations in multiply-adds
   */
  boolean open(long work) {
    int worth = pool.parts(work);
    if (worth == 1 || !taken.compareAndSet(false, true)) {
      return false;
    }
    length = 0;
    asked = worth;
    parts = 0;
    fits = true;
    return true;
  }

  /** Adds an operation with its operands; {@code m2} and {@code m3} are null if it has fewer. */
  Region add(Operation operation, Matrix m0, Matrix m1, @Nullable Matrix m2, @Nullable Matrix m3) {
    return add(operation, ElementwiseFunction.RELU, 0, m0, m1, m2, m3);
  }

  /** Adds an operation of an element-wise function. */
  Region add(
      Operation operation,
      ElementwiseFunction function,
      double alpha,
      Matrix m0,
      Matrix m1,
      @Nullable Matrix m2,
      @Nullable Matrix m3) {
    TiledOperation tiled;
    try {
      tiled = operations.find(operation, asked, m0, m1, m2, m3);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
    tiled.use(function, alpha);
    sequence[length++] = tiled;
    parts = Math.max(parts, tiled.parts());
    fits &= tiled.parts() > 0;
    return this;
  }

  /**
   * Runs the operations on the pool, closes the region, and returns whether that succeeded. It does
   * not where operands do not fit one another: the kernels' own message names the whole matrices.
   */
  boolean run() {
    try {
      if (fits) {
        pool.run(this, parts);
      }
      return fits;
    } catch (IllegalArgumentException e) {
      return false; // its message names the shapes of a tile
    } finally {
      close();
    }
  }

  /** Forgets the operands and lets other threads open the region. */
  private void close() {
    Arrays.fill(sequence, null);
    taken.set(false);
  }

  @Override
  public void run(int part) {
    for (int i = 0; i < length; i++) {
      TiledOperation tiled = sequence[i];
      if (tiled != null && part < tiled.parts()) {
        tiled.run(part);
      }
    }
  }
}
