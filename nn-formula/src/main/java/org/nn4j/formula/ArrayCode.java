package org.nn4j.formula;

/** A compiled program of any number of variables and results, in float64. */
abstract class ArrayCode {
  ArrayCode() {}

  /** Computes the results of the variables' values. */
  abstract void at(double[] x, double[] results);
}
