package org.nn4j.formula;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.FloatMatrix;

/** A thread's working memory, which the programs that it runs share one after the other. */
final class FloatRegisters {
  /** Elements of all registers together up to which matrices are computed where they are. */
  private static final long MOST = 1 << 20;

  /** Views of a register that are kept: a run has few shapes. */
  private static final int VIEWS = 16;

  private static final ThreadLocal<FloatRegisters> OF_THREAD =
      ThreadLocal.withInitial(FloatRegisters::new);

  /** The arrays of the program that runs: its operands, and the thread's own. */
  float[][] arrays = new float[0][];

  private @Nullable FloatMatrix[] operands = new FloatMatrix[0];
  private float[][] own = new float[0][];
  private @Nullable FloatMatrix[][] views = new FloatMatrix[0][];
  private int rows;
  private int columns;
  private int offset;

  private FloatRegisters() {}

  static FloatRegisters ofThread() {
    return OF_THREAD.get();
  }

  /** Whether a number of registers for indices up to {@code to} is not too large. */
  static boolean fits(int count, int to) {
    return (long) count * to <= MOST;
  }

  /** Prepares registers of a shape, from an index on. */
  void prepare(int count, int newRows, int newColumns, int newOffset) {
    rows = newRows;
    columns = newColumns;
    offset = newOffset;
    if (own.length < count) {
      arrays = new float[count][];
      operands = new FloatMatrix[count];
      own = new float[count][0];
      views = new FloatMatrix[count][VIEWS];
    }
    int length = offset + rows * columns;
    for (int i = 0; i < count; i++) {
      if (own[i].length < length) {
        own[i] = new float[length];
        views[i] = new FloatMatrix[VIEWS];
      }
      arrays[i] = own[i];
    }
  }

  /** Has a register be a matrix of the caller, of the shape that was prepared. */
  void set(int register, FloatMatrix operand) {
    operands[register] = operand;
    arrays[register] = operand.array();
  }

  /** Forgets a caller's matrix, which a thread should not keep alive. */
  void release(int register) {
    operands[register] = null;
    arrays[register] = own[register];
  }

  /** Returns a register as a matrix. */
  FloatMatrix matrix(int register) {
    FloatMatrix operand = operands[register];
    if (operand != null) {
      return operand;
    }
    @Nullable FloatMatrix[] known = views[register];
    int place = (31 * (31 * rows + columns) + offset) & (VIEWS - 1);
    FloatMatrix view = known[place];
    if (view == null
        || view.rows() != rows
        || view.columns() != columns
        || view.offset() != offset) {
      view = new FloatMatrix(own[register], offset, rows, columns, columns);
      known[place] = view;
    }
    return view;
  }
}
