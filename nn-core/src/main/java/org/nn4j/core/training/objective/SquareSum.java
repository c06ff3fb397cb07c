package org.nn4j.core.training.objective;

import org.nn4j.api.DoubleMatrix;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Matrix;
import org.nn4j.core.parallel.SharedTask;
import org.nn4j.core.parallel.WorkerPool;

/**
 * The sum of the squares of contiguous numbers, in float64: a chain of {@code fma} in index order
 * over each block of 4096, the blocks' sums added in order, whichever thread computed them.
 *
 * <p>Each step of a chain waits for the one before, four cycles per element, so eight chains run
 * side by side. Allocates nothing after it is made. Not thread-safe.
 */
public final class SquareSum implements SharedTask {
  private static final int BLOCK = 4096;
  private static final int SIDE_BY_SIDE = 8;

  /** The cost of an element in multiply-adds of a product. */
  private static final int COST = 16;

  private final Matrix numbers;
  private final WorkerPool pool;
  private final double[] sums;
  private final int parts;

  /**
   * Prepares.
   *
   * @param numbers contiguous; kept by reference
   * @param pool the worker pool
   */
  public SquareSum(Matrix numbers, WorkerPool pool) {
    this.numbers = numbers;
    this.pool = pool;
    this.sums = new double[(numbers.size() + BLOCK - 1) / BLOCK];
    this.parts = pool.parts((long) numbers.size() * COST);
  }

  /** Computes the sum of the numbers as they are now. */
  public double compute() {
    pool.run(this, parts);
    double total = 0;
    for (double sum : sums) {
      total += sum;
    }
    return total;
  }

  @Override
  public void run(int part) {
    int block = start(part);
    int end = start(part + 1);
    for (; block + SIDE_BY_SIDE < end; block += SIDE_BY_SIDE) {
      int from = numbers.offset() + block * BLOCK;
      if (numbers instanceof FloatMatrix floats) {
        FloatRanges.eightSquares(floats.array(), from, BLOCK, sums, block);
      } else {
        DoubleRanges.eightSquares(((DoubleMatrix) numbers).array(), from, BLOCK, sums, block);
      }
    }
    for (; block < end; block++) {
      int from = numbers.offset() + block * BLOCK;
      int to = numbers.offset() + (int) Math.min(numbers.size(), (block + 1L) * BLOCK);
      sums[block] =
          numbers instanceof FloatMatrix floats
              ? FloatRanges.squares(floats.array(), from, to)
              : DoubleRanges.squares(((DoubleMatrix) numbers).array(), from, to);
    }
  }

  private int start(int part) {
    return (int) ((long) sums.length * part / parts);
  }
}
