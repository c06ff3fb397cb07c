package org.nn4j.simd;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;

/** An operation of {@link Kernels} to try on matrices like those of a call. */
final class Trial {
  /** Above, a size is replaced by one with the same remainder, so that tiles are cut as there. */
  private static final int GREAT = 512;

  private static final int REMAINDER = 128;

  private final Task task;
  private final @Nullable ElementwiseFunction function;
  private final Precision precision;
  private final int[] rows = new int[4];
  private final int[] columns = new int[4];

  Trial(
      Task task,
      @Nullable ElementwiseFunction function,
      Matrix a,
      Matrix b,
      @Nullable Matrix c,
      @Nullable Matrix d) {
    this.task = task;
    this.function = function;
    this.precision = a.precision();
    note(0, a);
    note(1, b);
    note(2, c);
    note(3, d);
  }

  private void note(int i, @Nullable Matrix m) {
    rows[i] = m == null ? 0 : bounded(m.rows());
    columns[i] = m == null ? 0 : bounded(m.columns());
  }

  private static int bounded(int size) {
    return size <= GREAT ? size : GREAT - REMAINDER + size % REMAINDER;
  }

  /** Returns a run of the operation on matrices of its own. */
  Runnable on(Kernels kernels) {
    Matrix[] m = new Matrix[4];
    for (int i = 0; i < m.length; i++) {
      m[i] = Matrix.zeros(precision, rows[i], columns[i]);
      for (int r = 0; r < m[i].rows(); r++) {
        for (int c = 0; c < m[i].columns(); c++) {
          m[i].set(r, c, ((r + 2 * c) % 7 - 3) / 16.0);
        }
      }
    }
    return () -> task.run(kernels, function, m);
  }
}
