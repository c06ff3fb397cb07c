package org.nn4j.core.training;

import org.nn4j.api.DoubleMatrix;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Matrix;
import org.nn4j.core.parallel.SharedTask;
import org.nn4j.core.parallel.Team;

/**
 * The sum of the squares of contiguous numbers, in float64: a chain of {@code fma} in index order
 * over each block of 4096, the blocks' sums added in order, whoever computed them.
 *
 * <p>A chain waits for its own last step, four cycles an element, so eight of them run side by
 * side. Allocates nothing after it is made. Not thread-safe.
 */
final class SquareSum implements SharedTask {
  private static final int BLOCK = 4096;
  private static final int SIDE_BY_SIDE = 8;

  /** What an element costs beside a multiply-add of a product. */
  private static final int COST = 16;

  private final Matrix numbers;
  private final Team team;
  private final double[] sums;
  private final int parts;

  /**
   * Prepares.
   *
   * @param numbers contiguous; kept by reference
   * @param team who shares the work
   */
  SquareSum(Matrix numbers, Team team) {
    this.numbers = numbers;
    this.team = team;
    this.sums = new double[(numbers.size() + BLOCK - 1) / BLOCK];
    this.parts = team.parts((long) numbers.size() * COST);
  }

  double compute() {
    team.run(this, parts);
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
        sumEight(floats.array(), from, block);
      } else {
        sumEight(((DoubleMatrix) numbers).array(), from, block);
      }
    }
    for (; block < end; block++) {
      int from = numbers.offset() + block * BLOCK;
      int to = numbers.offset() + (int) Math.min(numbers.size(), (block + 1L) * BLOCK);
      sums[block] =
          numbers instanceof FloatMatrix floats
              ? sum(floats.array(), from, to)
              : sum(((DoubleMatrix) numbers).array(), from, to);
    }
  }

  private int start(int part) {
    return (int) ((long) sums.length * part / parts);
  }

  private static double sum(float[] x, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum = square(x[i], sum);
    }
    return sum;
  }

  private static double sum(double[] x, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum = square(x[i], sum);
    }
    return sum;
  }

  private void sumEight(float[] x, int from, int block) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    for (int i = from; i < from + BLOCK; i++) {
      s0 = square(x[i], s0);
      s1 = square(x[i + BLOCK], s1);
      s2 = square(x[i + 2 * BLOCK], s2);
      s3 = square(x[i + 3 * BLOCK], s3);
      s4 = square(x[i + 4 * BLOCK], s4);
      s5 = square(x[i + 5 * BLOCK], s5);
      s6 = square(x[i + 6 * BLOCK], s6);
      s7 = square(x[i + 7 * BLOCK], s7);
    }
    sums[block] = s0;
    sums[block + 1] = s1;
    sums[block + 2] = s2;
    sums[block + 3] = s3;
    sums[block + 4] = s4;
    sums[block + 5] = s5;
    sums[block + 6] = s6;
    sums[block + 7] = s7;
  }

  private void sumEight(double[] x, int from, int block) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    for (int i = from; i < from + BLOCK; i++) {
      s0 = square(x[i], s0);
      s1 = square(x[i + BLOCK], s1);
      s2 = square(x[i + 2 * BLOCK], s2);
      s3 = square(x[i + 3 * BLOCK], s3);
      s4 = square(x[i + 4 * BLOCK], s4);
      s5 = square(x[i + 5 * BLOCK], s5);
      s6 = square(x[i + 6 * BLOCK], s6);
      s7 = square(x[i + 7 * BLOCK], s7);
    }
    sums[block] = s0;
    sums[block + 1] = s1;
    sums[block + 2] = s2;
    sums[block + 3] = s3;
    sums[block + 4] = s4;
    sums[block + 5] = s5;
    sums[block + 6] = s6;
    sums[block + 7] = s7;
  }

  private static double square(double x, double sum) {
    return Math.fma(x, x, sum);
  }
}
