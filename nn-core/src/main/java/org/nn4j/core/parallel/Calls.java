package org.nn4j.core.parallel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;

/**
 * The calls seen so far, by operation and operands.
 *
 * <p>A hash table of its own, for a call that is known must be found without allocating. When it is
 * half full it starts anew; that takes matrices made in every step. Not thread-safe.
 */
final class Calls {
  private static final int SIZE = 4096;

  private final Kernels kernels;
  private final @Nullable Call[] table = new Call[SIZE];
  private int count;

  /**
   * Knows no calls yet.
   *
   * @param kernels what computes the tiles
   */
  Calls(Kernels kernels) {
    this.kernels = kernels;
  }

  /**
   * Returns the call of an operation on these operands, made at the first time.
   *
   * @param parts greatest number of tiles
   * @param m0 as the kernels' method takes them; null for what it does not have
   */
  Call find(
      Operation operation,
      int parts,
      Matrix m0,
      Matrix m1,
      @Nullable Matrix m2,
      @Nullable Matrix m3) {
    int slot = hash(operation, m0, m1) & (SIZE - 1);
    Call call = table[slot];
    while (call != null && !call.is(operation, parts, m0, m1, m2, m3)) {
      slot = (slot + 1) & (SIZE - 1);
      call = table[slot];
    }
    if (call == null) {
      call = new Call(operation, kernels, operands(m0, m1, m2, m3), parts);
      add(call, slot);
    }
    return call;
  }

  private static int hash(Operation operation, Matrix m0, Matrix m1) {
    int hash = 31 * System.identityHashCode(m0) + System.identityHashCode(m1);
    return 31 * hash + operation.hashCode();
  }

  private static Matrix[] operands(Matrix m0, Matrix m1, @Nullable Matrix m2, @Nullable Matrix m3) {
    if (m2 == null) {
      return new Matrix[] {m0, m1};
    }
    return m3 == null ? new Matrix[] {m0, m1, m2} : new Matrix[] {m0, m1, m2, m3};
  }

  private void add(Call call, int slot) {
    if (count < SIZE / 2) {
      count++;
      table[slot] = call;
    } else {
      Arrays.fill(table, null);
      count = 0;
    }
  }
}
