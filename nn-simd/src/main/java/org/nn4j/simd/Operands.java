package org.nn4j.simd;

import org.nn4j.api.Matrix;

/** Checks that the operands of a kernel have matching shapes and precisions. */
final class Operands {
  private Operands() {}

  /** Requires equal shapes. */
  static void same(String operation, String nameA, Matrix a, String nameB, Matrix b) {
    boolean holds = a.rows() == b.rows() && a.columns() == b.columns();
    check(holds, operation, nameA, a, nameB, b, "the shapes must be equal");
  }

  /** Requires one row as wide as {@code m}. */
  static void row(String operation, String nameV, Matrix v, String nameM, Matrix m) {
    boolean holds = v.rows() == 1 && v.columns() == m.columns();
    if (!holds || v.precision() != m.precision()) {
      throw misfit(operation, nameV, v, nameM, m, nameV + " must be 1×" + nameM + ".columns");
    }
  }

  /** Requires one column as high as {@code m}. */
  static void column(String operation, String nameV, Matrix v, String nameM, Matrix m) {
    boolean holds = v.columns() == 1 && v.rows() == m.rows();
    if (!holds || v.precision() != m.precision()) {
      throw misfit(operation, nameV, v, nameM, m, nameV + " must be " + nameM + ".rows×1");
    }
  }

  /**
   * Requires a rule about two shapes, and one precision.
   *
   * @throws IllegalArgumentException naming the operation, both matrices and the rule
   */
  static void check(
      boolean holds,
      String operation,
      String nameA,
      Matrix a,
      String nameB,
      Matrix b,
      String rule) {
    if (!holds || a.precision() != b.precision()) {
      throw misfit(operation, nameA, a, nameB, b, rule);
    }
  }

  private static IllegalArgumentException misfit(
      String operation, String nameA, Matrix a, String nameB, Matrix b, String rule) {
    boolean mixed = a.precision() != b.precision();
    String message =
        operation
            + ": "
            + nameA
            + " is "
            + (mixed ? a.typedShape() : a.shape())
            + " but "
            + nameB
            + " is "
            + (mixed ? b.typedShape() : b.shape())
            + "; "
            + (mixed ? "both must have one precision" : rule);
    return new IllegalArgumentException(message);
  }
}
