package org.nn4j.bench.gemm;

/** Somebody's matrix products; found through ServiceLoader. */
public interface Gemm {

  /** Returns the name of the implementation. */
  String name();

  /** Returns what it says of itself: a version, the processor it chose its code for. */
  String description();

  /**
   * Allocates the operands in the memory that suits the implementation, row-major.
   *
   * @param left elements of the left operand, row by row
   * @param right elements of the right operand
   */
  Prepared prepare(GemmCase gemm, double[] left, double[] right);

  /** A product that can be computed again and again. */
  interface Prepared extends Runnable {

    /** Returns an element of the result of the last run. */
    double result(int row, int column);
  }
}
