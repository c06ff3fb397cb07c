package org.nn4j.simd;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;

/** A race of two kernels at one operation on matrices of certain shapes. */
final class Race {
  private static final long MOST_NANOS = 5_000_000_000L;

  /** So often in a row the second has to win. */
  private static final int WINS = 3;

  private static final long ROUND_NANOS = 200_000;

  private final Trial trial;
  private final Task task;
  private final @Nullable ElementwiseFunction function;
  private final Precision precision;
  private final int rows;
  private final int columns;
  private final int otherRows;
  private final int otherColumns;

  int calls;

  /** Whether it waits, runs, or is over. */
  volatile boolean called;

  volatile Kernels leader;

  Race(
      Task task,
      @Nullable ElementwiseFunction function,
      Matrix a,
      Matrix b,
      @Nullable Matrix c,
      @Nullable Matrix d,
      Kernels leader) {
    this.trial = new Trial(task, function, a, b, c, d);
    this.task = task;
    this.function = function;
    this.precision = a.precision();
    this.rows = a.rows();
    this.columns = a.columns();
    this.otherRows = b.rows();
    this.otherColumns = b.columns();
    this.leader = leader;
  }

  static int hash(Task task, @Nullable ElementwiseFunction function, Matrix a, Matrix b) {
    int h = task.hashCode() + (function == null ? 0 : 31 * function.hashCode());
    h = h * 0x9E3779B1 + a.rows();
    h = h * 0x9E3779B1 + a.columns();
    h = h * 0x9E3779B1 + b.rows();
    h = h * 0x9E3779B1 + b.columns();
    h += a.precision().hashCode();
    h *= 0x9E3779B1;
    return h >>> 16;
  }

  /** Tells whether the operation and the shapes are these; the first two matrices decide all. */
  boolean isOf(Task task, @Nullable ElementwiseFunction function, Matrix a, Matrix b) {
    return this.task == task
        && this.function == function
        && rows == a.rows()
        && columns == a.columns()
        && otherRows == b.rows()
        && otherColumns == b.columns()
        && precision == a.precision();
  }

  /** Races until the second has won or the time is up. */
  void run(Kernels first, Kernels second) {
    Runnable trial = this.trial.on(first);
    Runnable other = this.trial.on(second);
    long end = System.nanoTime() + MOST_NANOS;
    int wins = 0;
    while (wins < WINS && System.nanoTime() - end < 0) {
      wins = nanos(other) < nanos(trial) ? wins + 1 : 0;
    }
    if (wins == WINS) {
      leader = second;
    }
  }

  /** Returns the mean time of a run; the more runs, the shorter they are. */
  private static double nanos(Runnable trial) {
    long start = System.nanoTime();
    int runs = 0;
    long passed;
    do {
      trial.run();
      runs++;
      passed = System.nanoTime() - start;
    } while (passed < ROUND_NANOS);
    return (double) passed / runs;
  }
}
