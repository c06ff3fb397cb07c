package org.nn4j.core.parallel;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;

/**
 * A parallel region: operations of which a member of a {@link WorkerPool} does a tile of each, one
 * after the other, without waiting for other members in between.
 *
 * <p>So an operation may read what one before it wrote only if both are cut into the same tiles,
 * and of those only its own. Used again and again: {@link #open}, {@link #add}, {@link #run}.
 * Nothing is allocated for operands seen before. Safe for use by several threads: the region is
 * open to one of them.
 */
final class Region implements SharedTask {
  private static final int MOST_CALLS = 3;

  private final WorkerPool team;
  private final TiledOperations calls;
  private final AtomicBoolean taken = new AtomicBoolean();

  // Of the thread that has the region open.
  private final @Nullable TiledOperation[] sequence = new TiledOperation[MOST_CALLS];
  private int length;
  private int asked;
  private int parts;
  private boolean fits;

  /**
   * Prepares.
   *
   * @param kernels what computes the tiles
   * @param team who computes them
   */
  Region(Kernels kernels, WorkerPool team) {
    this.team = team;
    this.calls = new TiledOperations(kernels);
  }

  /**
   * Opens the region, and returns false if the work is too small or another thread has it open.
   *
   * @param work what all its operations cost in multiply-adds
   */
  boolean open(long work) {
    int worth = team.parts(work);
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
    TiledOperation call;
    try {
      call = calls.find(operation, asked, m0, m1, m2, m3);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
    call.use(function, alpha);
    sequence[length++] = call;
    parts = Math.max(parts, call.parts());
    fits &= call.parts() > 0;
    return this;
  }

  /**
   * Lets the team compute, closes the region, and returns whether all is done: not if operands do
   * not fit one another, which the kernels will tell in terms of the whole.
   */
  boolean run() {
    try {
      if (fits) {
        team.run(this, parts);
      }
      return fits;
    } catch (IllegalArgumentException e) {
      return false; // it tells the shapes of a tile
    } finally {
      close();
    }
  }

  /** Lets go of the operands, and lets others open the region. */
  private void close() {
    Arrays.fill(sequence, null);
    taken.set(false);
  }

  @Override
  public void run(int part) {
    for (int i = 0; i < length; i++) {
      TiledOperation call = sequence[i];
      if (call != null && part < call.parts()) {
        call.run(part);
      }
    }
  }
}
