package org.nn4j.core.parallel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;

/**
 * A cache of the operations that recur, by operation and operands.
 *
 * <p>It is a hash table of its own because a known operation must be found without allocating. An
 * operation is kept from its second use on: operands that are created anew in every step are not
 * kept alive after it. A table that is half full is emptied. Not thread-safe.
 */
final class TiledOperations {
  private static final int SIZE = 4096;

  private final Kernels kernels;
  private final @Nullable TiledOperation[] table = new TiledOperation[SIZE];

  /** Fingerprints of operations seen so far, 0 where there is none. */
  private final int[] seen = new int[SIZE];

  private int count;
  private int seenCount;

  /**
   * Creates an empty cache.
   *
   * @param kernels the kernels that compute the tiles
   */
  TiledOperations(Kernels kernels) {
    this.kernels = kernels;
  }

  /**
   * Returns an operation on these operands, cut into tiles at its first and second use.
   *
   * @param parts greatest number of tiles
   * @param m0 operands in the order of the kernels' method, null where it has fewer
   */
  TiledOperation find(
      Operation operation,
      int parts,
      Matrix m0,
      Matrix m1,
      @Nullable Matrix m2,
      @Nullable Matrix m3) {
    int slot = hash(operation, m0, m1) & (SIZE - 1);
    TiledOperation found = table[slot];
    while (found != null && !found.is(operation, parts, m0, m1, m2, m3)) {
      slot = (slot + 1) & (SIZE - 1);
      found = table[slot];
    }
    if (found == null) {
      found = new TiledOperation(operation, kernels, operands(m0, m1, m2, m3), parts);
      if (isSecond(fingerprint(operation, parts, m0, m1, m2, m3))) {
        add(found, slot);
      }
    }
    return found;
  }

  private boolean isSecond(int fingerprint) {
    int slot = (fingerprint ^ fingerprint >>> 16) & (SIZE - 1);
    while (seen[slot] != 0) {
      if (seen[slot] == fingerprint) {
        return true;
      }
      slot = (slot + 1) & (SIZE - 1);
    }
    if (++seenCount > SIZE / 2) {
      Arrays.fill(seen, 0);
      seenCount = 0;
    } else {
      seen[slot] = fingerprint;
    }
    return false;
  }

  /** Returns a number above 0 that almost always differs from that of other operands. */
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

  private void add(TiledOperation operation, int slot) {
    if (count < SIZE / 2) {
      count++;
      table[slot] = operation;
    } else {
      Arrays.fill(table, null);
      count = 0;
    }
  }
}
