package org.nn4j.bench.gemm;

import org.nn4j.api.Precision;
import org.nn4j.bench.gemm.Gemm.Prepared;
import org.nn4j.bench.measure.Named;
import org.nn4j.core.random.RandomStream;

/** Finds implementations and gives all of them the same operands. */
final class Gemms {
  private static final int SAMPLES = 7;

  private Gemms() {}

  /**
   * Finds an implementation by its name.
   *
   * @throws IllegalArgumentException if it is not on the class path
   */
  static Gemm find(String name) {
    return Named.find(Gemm.class, Gemm::name, "products of", name);
  }

  /** Hands an implementation random operands, float32 numbers in either precision. */
  static Prepared prepare(Gemm implementation, GemmCase gemm) {
    return implementation.prepare(
        gemm,
        normal("left", gemm.leftRows() * gemm.leftColumns()),
        normal("right", gemm.rightRows() * gemm.rightColumns()));
  }

  private static double[] normal(String purpose, int size) {
    RandomStream random = new RandomStream(1, purpose);
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /**
   * Computes the product by both and compares samples of the results: a fast product that is wrong
   * would be no news.
   *
   * @throws IllegalStateException if they differ by more than rounding explains
   */
  static void requireSameResults(GemmCase gemm, Prepared one, Prepared other) {
    one.run();
    other.run();
    double unit = gemm.precision() == Precision.FLOAT32 ? 0x1p-24 : 0x1p-53;
    double tolerance = 32 * unit * gemm.depth();
    for (int i = 0; i < SAMPLES; i++) {
      int row = i * (gemm.rows() - 1) / (SAMPLES - 1);
      int column = i * (gemm.columns() - 1) / (SAMPLES - 1);
      double difference = Math.abs(one.result(row, column) - other.result(row, column));
      if (!(difference <= tolerance)) {
        throw new IllegalStateException(
            gemm + ": the results differ by " + difference + " at " + row + ", " + column);
      }
    }
  }
}
