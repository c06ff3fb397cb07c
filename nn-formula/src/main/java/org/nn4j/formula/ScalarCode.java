package org.nn4j.formula;

/** A compiled program of at most two variables and one result, in float64. */
abstract class ScalarCode {
  ScalarCode() {}

  /** Computes the result. */
  abstract double at(double x, double y);
}
