package org.nn4j.formula;

/**
 * The arithmetic between the elementary functions of a program, as loops over blocks of numbers. C2
 * computes them on vectors, as all arrays have one index and no loop has a branch.
 */
abstract class FloatCode {
  FloatCode() {}

  /**
   * Runs one of the loops.
   *
   * @param loop its number
   * @param registers the arrays that it reads and writes
   * @param from the first index
   * @param to the index behind the last
   */
  abstract void run(int loop, float[][] registers, int from, int to);
}
