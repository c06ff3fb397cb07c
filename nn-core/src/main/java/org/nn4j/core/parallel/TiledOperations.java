package org.nn4j.core.parallel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;

/**
 * The calls that recur, by operation and operands.
 *
 * <p>A hash table of its own, for a call that is known must be found without allocating. A call is
 * kept from its second time on: operands that are made anew in every step are not held when the
 * step is over. A table that is half full starts anew. Not thread-safe.
 */
final class TiledOperations {
  private static final int SIZE = 4096;

  private final Kernels kernels;
  private final @Nullable TiledOperation[] table = new TiledOperation[SIZE];

  /** Fingerprints of calls that were made, 0 where there is none. */
  private final int[] made = new int[SIZE];

  private int count;
  private int madeCount;

  /**
   * Knows no calls yet.
   *
   * @param kernels what computes the tiles
   */
  TiledOperations(Kernels kernels) {
    this.kernels = kernels;
  }

  /**
   * Returns the call of an operation on these operands, made at the first and second time.
   *
   * @param parts greatest number of tiles
   * @param m0 as the kernels' method takes them; null for what it does not have
   */
  TiledOperation find(
      Operation operation,
      int parts,
      Matrix m0,
      Matrix m1,
      @Nullable Matrix m2,
      @Nullable Matrix m3) {
    int slot = hash(operation, m0, m1) & (SIZE - 1);
    TiledOperation call = table[slot];
    while (call != null && !call.is(operation, parts, m0, m1, m2, m3)) {
      slot = (slot + 1) & (SIZE - 1);
      call = table[slot];
    }
    if (call == null) {
      call = new TiledOperation(operation, kernels, operands(m0, m1, m2, m3), parts);
      if (isSecond(fingerprint(operation, parts, m0, m1, m2, m3))) {
        add(call, slot);
      }
    }
    return call;
  }

  private boolean isSecond(int fingerprint) {
    int slot = (fingerprint ^ fingerprint >>> 16) & (SIZE - 1);
    while (made[slot] != 0) {
      if (made[slot] == fingerprint) {
        return true;
      }
      slot = (slot + 1) & (SIZE - 1);
    }
    if (++madeCount > SIZE / 2) {
      Arrays.fill(made, 0);
      madeCount = 0;
    } else {
      made[slot] = fingerprint;
    }
    return false;
  }

  /** Returns a number above 0 that differs from that of other operands, almost always. */
  private static int fingerprint(
      Operation operation,
      int parts,
      Matrix m0,
      Matrix m1,
      @Nullable Matrix m2,
      @Nullable Matrix m3) {
    int hash = 31 * hash(operation, m0, m1) + parts;
    return Math.max(
        1,
        (31 * (31 * hash + System.identityHashCode(m2)) + System.identityHashCode(m3))
            & Integer.MAX_VALUE);
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

  private void add(TiledOperation call, int slot) {
    if (count < SIZE / 2) {
      count++;
      table[slot] = call;
    } else {
      Arrays.fill(table, null);
      count = 0;
    }
  }
}
